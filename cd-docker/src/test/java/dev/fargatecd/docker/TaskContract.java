package dev.fargatecd.docker;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;

/** What a task does in every runtime alike; {@code docs/local-cloud.md} lists what is different. */
interface TaskContract {
    /** A cloud of that runtime, with the program built under the tag 1. */
    TaskBench bench();

    @Test
    default void aTaskSaysWhatItsImageAndItsDefinitionMakeIt() throws Exception {
        Task task = bench().run(bench().program("app"));
        Task stopped = bench().await(task, "STOPPED");
        assertThat(bench().output(task, "app"))
                .anySatisfy(line ->
                        assertThat(line).startsWith("Hello, vanilla, in /").endsWith("/app"))
                .contains("trouble");
        assertThat(stopped.stoppedReason()).isEqualTo("Essential container in task exited");
        assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
        assertThat(stopped.containers().get(0).exitCode()).isZero();
        assertThat(stopped.containers().get(0).imageDigest()).startsWith("sha256:");
    }

    @Test
    default void anExitCodeIsToldAsItIs() throws Exception {
        Task stopped = bench().await(bench().run(bench().program("app", "exit", "42")), "STOPPED");
        assertThat(stopped.containers().get(0).exitCode()).isEqualTo(42);
        assertThat(stopped.containers().get(0).reason()).isNull();
    }

    @Test
    default void aProgramIsToldToEndAndMayTidyUp() throws Exception {
        Task task = bench().run(bench().program("app", "heed"));
        bench().awaitLine(task, "app", "ready");
        bench().stop(task);
        Task stopped = bench().await(task, "STOPPED");
        assertThat(stopped.containers().get(0).exitCode()).isZero();
        assertThat(bench().output(task, "app")).endsWith("told to end");
    }

    @Test
    default void aProgramThatDoesNotEndIsKilledAfterItsStopTimeout() throws Exception {
        Task task = bench().run(bench().program("app", "ignore").stopTimeout(1));
        bench().awaitLine(task, "app", "ready");
        bench().stop(task);
        assertThat(bench().await(task, "STOPPED").containers().get(0).exitCode())
                .isEqualTo(137);
    }

    @Test
    default void aServerIsReachedAtItsTasksAddressAndReachesTheCloud() throws Exception {
        Task task = bench().run(bench().program("app", "serve"));
        bench().awaitLine(task, "app", "serving");
        URI address = bench().address(task);
        assertThat(get(address.resolve("/"))).isEqualTo("Hello");
        assertThat(get(address.resolve("/cloud"))).isEqualTo("403 true"); // unsigned, with a role's credentials at hand
        bench().stop(task);
        assertThat(bench().await(task, "STOPPED").containers().get(0).exitCode())
                .isEqualTo(143);
    }

    @Test
    default void theEndOfAnEssentialContainerEndsTheOthers() throws Exception {
        Task task = bench().run(bench().program("other", "heed").stopTimeout(2), bench().program("brief", "exit", "3"));
        Task stopped = bench().await(task, "STOPPED");
        assertThat(stopped.containers().get(1).exitCode()).isEqualTo(3);
        assertThat(stopped.containers().get(0).exitCode())
                .as("the other may not have come to heed signals, but it has ended")
                .isNotNull();
    }

    @Test
    default void anImageThatIsNotThereIsTheReason() throws Exception {
        Task task = bench().run(bench().program("app").image(bench().repository + ":none"));
        Task stopped = bench().await(task, "STOPPED");
        assertThat(stopped.stopCode()).isEqualTo(TaskStopCode.TASK_FAILED_TO_START);
        assertThat(stopped.stoppedReason())
                .startsWith("CannotPullContainerError: ")
                .contains(bench().repository + ":none");
    }

    @Test
    default void anEntryPointThatIsNotThereIsNoMistakeOfTheCloud() throws Exception {
        Task task = bench().run(
                        bench().program("app").entryPoint("/no/such/program").command(List.of()));
        Task stopped = bench().await(task, "STOPPED");
        assertThat(stopped.stopCode()).isIn(TaskStopCode.TASK_FAILED_TO_START, TaskStopCode.ESSENTIAL_CONTAINER_EXITED);
    }

    private static String get(URI address) throws IOException, InterruptedException {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(address)
                                .timeout(Duration.ofSeconds(20))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
