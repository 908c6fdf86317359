package dev.fargatecd.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.ExecutionStatus;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.ProgressListener;
import dev.fargatecd.aws.SdkClients;
import dev.fargatecd.aws.Target;
import dev.fargatecd.cli.Main;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;

/** What is left of {@code fargate-cd local} when it is killed in the middle of its work: nothing that runs. */
@DisabledIfSystemProperty(
        named = "target",
        matches = "(?!embedded|in-process).*",
        disabledReason = "it is about the local cloud; the contracts are for every target")
final class KilledLocalTest {
    private static final Duration BOUND = Duration.ofMinutes(2);

    @TempDir
    private Path folder = Path.of("");

    private Path temporary = Path.of("");
    private Optional<Process> running = Optional.empty();

    @BeforeEach
    void makeFolders() throws IOException {
        temporary = Files.createDirectory(folder.resolve("tmp"));
    }

    @AfterEach
    void end() {
        running.ifPresent(Process::destroyForcibly);
    }

    @Test
    void leavesNoProcessAndASecondOneTakesOver() throws Exception {
        Process killed = start();
        JsonNode cloud = ready(killed);
        List<ProcessHandle> programs = workFor(killed, cloud);

        killed.destroyForcibly(); // SIGKILL: no handler of it can run
        assertThat(killed.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        await("the end of the programs of build and tasks")
                .atMost(BOUND)
                .until(() -> programs.stream().noneMatch(ProcessHandle::isAlive));
        assertThat(folders()).as("left by the one that was killed").hasSize(1);

        Process second = start();
        JsonNode taken = ready(second);
        assertThat(taken.path("pid").asLong()).isEqualTo(second.pid());
        await("the removal of the folder of the one that was killed")
                .atMost(BOUND)
                .until(() -> folders().size() == 1);
        assertThat(new ObjectMapper()
                        .readTree(Files.readString(folder.resolve("state/local.json")))
                        .path("pid")
                        .asLong())
                .isEqualTo(second.pid());

        second.destroy(); // SIGTERM
        assertThat(second.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(folders()).isEmpty();
        assertThat(folder.resolve("state/local.json")).doesNotExist();
    }

    /** Has a task and a build run, and answers all processes of the local cloud. */
    private List<ProcessHandle> workFor(Process local, JsonNode cloud) throws Exception {
        Delivery delivery = Greeter.delivery("killed", List.of(Greeter.TEST));
        Path sources = Files.createDirectory(folder.resolve("sources"));
        SourceTree source = SourceTree.in(sources, delivery);
        Target target = new Target(
                Region.of(cloud.path("region").asText()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.path("accessKeyId").asText(),
                        cloud.path("secretAccessKey").asText())),
                Optional.of(URI.create(cloud.path("endpoint").asText())));
        try (SdkClients clients = new SdkClients(target);
                Polling polling = Polling.atPace(Polling.Pace.local())) {
            Deliveries deliveries =
                    new Deliveries(clients, target, polling, Clock.systemUTC(), ProgressListener.silent());
            String first = source.commit("Say hello");
            deliveries.up(delivery, Rendering.of(delivery), source.gitDirectory(), "HEAD");
            Execution execution = deliveries.follow(delivery, first, StopAt.END);
            assertThat(execution.status())
                    .as("%s", deliveries.failure(execution))
                    .isEqualTo(ExecutionStatus.SUCCEEDED);

            Path building = folder.resolve("building");
            source.write(
                    "cf/buildspec.yml",
                    "version: 0.2\nphases:\n  build:\n    commands:\n      - touch '" + building
                            + "'\n      - sleep 3600\n");
            source.commit("Build for an hour");
            deliveries.push(delivery, source.gitDirectory(), "HEAD");
            await("the second build").atMost(BOUND).until(() -> Files.exists(building));
            await("task, shell and sleep")
                    .atMost(BOUND)
                    .until(() -> local.descendants().count() >= 3);
            return local.descendants().toList();
        }
    }

    private Process start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "local",
                        "--port",
                        "0",
                        "--json")
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("FARGATE_CD_STATE", folder.resolve("state").toString());
        Process process = builder.start();
        running = Optional.of(process);
        return process;
    }

    private static JsonNode ready(Process local) throws IOException {
        String line = local.inputReader().readLine();
        assertThat(line).as("what it says when it is up").isNotNull();
        return new ObjectMapper().readTree(line);
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> found = Files.list(temporary)) {
            return found.filter(path -> path.getFileName().toString().startsWith("fargate-cd-"))
                    .toList();
        }
    }
}
