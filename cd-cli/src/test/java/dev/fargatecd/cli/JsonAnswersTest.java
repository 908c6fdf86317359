package dev.fargatecd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts read: a delivery whose first build fails, because the repository has no Dockerfile. */
final class JsonAnswersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String DEFINITION = """
            version: 1
            application: greeter
            source:
              codecommit: { repository: greeter, branch: main }
            service:
              port: 5000
              path: /greeter
              health-check: /greeter/hello
            environments:
              test: { network: { create: true } }
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void saysWhyNothingWasDone() throws IOException {
        JsonNode error = answer(3, "status").path("error");
        assertThat(error.path("message").asText()).contains("there is no fargate-cd.yml");
        assertThat(error.path("exitCode").asInt()).isEqualTo(3);
        assertThat(error.path("next").asText()).isNotEmpty();
    }

    @Test
    void answersEachCommandOfADeliveryThatFails() throws Exception {
        Files.writeString(folder.resolve("fargate-cd.yml"), DEFINITION);
        JsonNode files = answer(0, "render").path("files");
        assertThat(files.findValuesAsText("path")).contains("cf/pipeline.yml");
        assertThat(files.get(0).path("changed").asBoolean()).isTrue();
        assertThat(answer(0, "render", "--stdout").at("/files/0/content").asText())
                .contains("AWSTemplateFormatVersion");
        assertThat(answer(0, "check").path("findings").isArray()).isTrue();
        String commit = commit();

        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            announce(cloud);
            assertThat(answer(0, "plan").get(0).path("changed").asBoolean()).isTrue();

            JsonNode up = answer(1, "up");
            assertThat(up.at("/execution/status").asText()).isEqualTo("FAILED");
            assertThat(up.path("commit").asText()).isEqualTo(commit);
            assertThat(up.at("/failure/where").asText()).contains("Build");

            assertThat(answer(1, "watch").at("/failure/why").asText()).isNotEmpty();
            assertThat(answer(1, "watch", "HEAD").at("/failure/why").asText()).isNotEmpty();
            assertThat(answer(0, "status").at("/latest/status").asText()).isEqualTo("FAILED");
            assertThat(answer(0, "push").path("pushed").asBoolean(true)).isFalse();
            assertThat(answer(0, "retry").path("stage").asText()).isEqualTo("Build");
            assertThat(answer(1, "approve").at("/error/message").asText()).isNotEmpty();
            assertThat(answer(3, "logs").at("/error/message").asText()).contains("there is no log of test");

            Files.writeString(
                    folder.resolve("fargate-cd.yml"), DEFINITION.replace("health-check: /greeter", "health-check: /g"));
            assertThat(answer(2, "up").at("/error/next").asText()).contains("fargate-cd render");
            assertThat(CommandRun.of(folder, state(), "check", "--deployed").err())
                    .doesNotContain("greeter-test-environment");
            assertThat(answer(0, "down", "--yes").path("kept").path("sources").asText())
                    .isEqualTo("greeter");
        }
    }

    @Test
    void answersWhoAgreesAndWhoDoesNot() throws Exception {
        for (String file : List.of("Dockerfile", "Hello.java")) {
            Files.copy(Path.of("../cd-junit/src/test/resources/greeter", file), folder.resolve(file));
        }
        Files.writeString(
                folder.resolve("fargate-cd.yml"),
                DEFINITION.replace("test: {", "production: { approval: required, certificate: none,"));
        answer(0, "render");
        String first = commit();

        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            announce(cloud);
            JsonNode up = answer(0, "up");
            assertThat(up.path("commit").asText()).isEqualTo(first);
            assertThat(up.path("waitsFor").asText()).isEqualTo("Production");

            JsonNode rejected = answer(0, "reject");
            assertThat(rejected.path("stage").asText()).isEqualTo("Production");
            assertThat(rejected.path("approved").asBoolean(true)).isFalse();

            Files.writeString(folder.resolve("notes.txt"), "once more\n");
            String second = commit();
            JsonNode push = answer(0, "push");
            assertThat(push.path("commit").asText()).isEqualTo(second);
            assertThat(push.path("pushed").asBoolean()).isTrue();
            assertThat(push.path("waitsFor").asText()).isEqualTo("Production");

            JsonNode approved = answer(0, "approve");
            assertThat(approved.path("stage").asText()).isEqualTo("Production");
            assertThat(approved.path("approved").asBoolean()).isTrue();
        }
    }

    private JsonNode answer(int exitCode, String command, String... options) throws IOException {
        String[] arguments = new String[options.length + 2];
        arguments[0] = command;
        System.arraycopy(options, 0, arguments, 1, options.length);
        arguments[options.length + 1] = "--json";
        CommandRun run = CommandRun.of(folder, state(), arguments);
        assertThat(run.exitCode()).as(run.err() + run.out()).isEqualTo(exitCode);
        return JSON.readTree(run.out());
    }

    private Path state() {
        return folder.resolve(".git/state");
    }

    private String commit() throws Exception {
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern(".").call();
            return git.commit()
                    .setMessage("Deliver")
                    .setAuthor("Ada", "ada@example.com")
                    .setSign(false)
                    .call()
                    .name();
        }
    }

    private void announce(LocalCloud cloud) throws IOException {
        LocalCloudFile.of(Map.of("FARGATE_CD_STATE", state().toString()))
                .write(new LocalCloudFile.Running(
                        cloud.endpoint(),
                        ProcessHandle.current().pid(),
                        cloud.scope().account(),
                        cloud.scope().region(),
                        cloud.rootKey().id(),
                        cloud.rootKey().secret()));
    }
}
