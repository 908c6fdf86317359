package dev.fargatecd.docker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import com.github.dockerjava.api.command.PullImageResultCallback;
import com.github.dockerjava.api.exception.NotFoundException;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.Task;

/** Tasks in containers, and what is different there. Skipped where there is no engine; CI's stage docker has one. */
final class DockerTasksTest implements TaskContract {
    private static @Nullable TaskBench bench;

    @BeforeAll
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    static void start() throws Exception {
        DockerEngine engine;
        try {
            engine = DockerEngine.connect(System.getenv());
        } catch (IOException none) {
            abort("no engine: " + none.getMessage());
            return;
        }
        requireBase(engine);
        bench = new TaskBench(LocalCloud.start(LocalCloudOptions.defaults(), engine::runtime));
        bench.buildProgram("1");
    }

    /** Without a network an engine has only what was made for it. */
    private static void requireBase(DockerEngine engine) throws InterruptedException {
        try {
            engine.quick().inspectImageCmd(TaskBench.BASE).exec();
        } catch (NotFoundException absent) {
            try {
                engine.patient()
                        .pullImageCmd(TaskBench.BASE)
                        .exec(new PullImageResultCallback())
                        .awaitCompletion(3, TimeUnit.MINUTES);
            } catch (RuntimeException unreachable) {
                engine.close();
                abort("the base image " + TaskBench.BASE + " can't be had: " + EngineFailure.why(unreachable));
            }
        }
    }

    @AfterAll
    static void close() {
        if (bench != null) {
            bench.close();
        }
    }

    @Override
    public TaskBench bench() {
        if (bench == null) {
            throw new IllegalStateException("not started");
        }
        return bench;
    }

    @Test
    void aContainerThatWantsMoreMemoryThanItHasIsKilledAndThatIsSaid() throws Exception {
        Task stopped = bench().await(bench().run(bench().program("app", "hoard").memory(64)), "STOPPED");
        Container container = stopped.containers().get(0);
        assertThat(container.exitCode()).isEqualTo(137);
        assertThat(container.reason()).isEqualTo("OutOfMemoryError: Container killed due to memory usage");
        assertThat(stopped.stoppedReason()).isEqualTo("Essential container in task exited");
    }

    @Test
    void aUserIsAppliedAndTheWorkingDirectoryIsTheImages() throws Exception {
        Task task = bench().run(bench().program("app", "whoami").user("10001:10001"));
        bench().await(task, "STOPPED");
        assertThat(bench().output(task, "app")).containsExactly("10001");
    }

    @Test
    void aRunLineIsRunAndLayersThatAreThereAreNotPushedAgain() throws Exception {
        List<String> log = bench().build("2", """
                        ARG BASE
                        FROM ${BASE}
                        RUN echo "made while building" > /made
                        ENTRYPOINT ["cat", "/made"]
                        CMD []
                        """);
        assertThat(log).anyMatch(line -> line.endsWith("Layer already exists"));
        Task task = bench().run(bench().program("app").image(bench().repository + ":2"));
        bench().await(task, "STOPPED");
        assertThat(bench().output(task, "app")).containsExactly("made while building");
    }

    /** With the shortest interval that ECS allows; the same loop as a process runs in a test of cd-local's. */
    @Test
    void aHealthCheckIsRunInsideTheContainerAndItsResultIsTold() throws Exception {
        Task task = bench().run(bench().program("app", "heed")
                .healthCheck(check -> check.command("CMD-SHELL", "test -e /app/program.sh")
                        .interval(5)
                        .retries(1)));
        bench().await(
                        "the task to be healthy",
                        () -> Optional.of(bench().task(task))
                                .filter(now -> now.healthStatus() == HealthStatus.HEALTHY));
        bench().stop(task);
        Task unwell = bench().run(bench().program("app", "heed")
                .healthCheck(check ->
                        check.command("CMD", "/no/such/program").interval(5).retries(1)));
        bench().await(
                        "the task to be unhealthy",
                        () -> Optional.of(bench().task(unwell))
                                .filter(now -> now.healthStatus() == HealthStatus.UNHEALTHY));
        assertThat(bench().task(unwell).desiredStatus())
                .as("only a service replaces its tasks")
                .isEqualTo("RUNNING");
        bench().stop(unwell);
    }

    @Test
    void theContainersOfATaskShareItsAddress() throws Exception {
        Task task = bench().run(
                        bench().program("server", "serve"),
                        bench().program("client")
                                .essential(false)
                                .entryPoint("sh", "-c")
                                .command("hostname -I"));
        bench().awaitLine(task, "server", "serving");
        bench().await(
                        "the client to say its address",
                        () -> bench().output(task, "client").stream()
                                .filter(line -> line.strip()
                                        .equals(bench().address(task).getHost()))
                                .findFirst());
        bench().stop(task);
        bench().await(task, "STOPPED");
    }
}
