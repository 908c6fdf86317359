package dev.fargatecd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.eclipse.jgit.api.Git;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Commands against a local cloud that has nothing yet. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class OnlineCommandsTest {
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
              production: { network: { create: true } }
            """;

    private Path folder = Path.of("");
    private Path state = Path.of("");
    private LocalCloud cloud;

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        state = folder.resolve("state");
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        LocalCloudFile.of(Map.of("FARGATE_CD_STATE", state.toString()))
                .write(new LocalCloudFile.Running(
                        cloud.endpoint(),
                        ProcessHandle.current().pid(),
                        cloud.scope().account(),
                        cloud.scope().region(),
                        cloud.rootKey().id(),
                        cloud.rootKey().secret()));
        Files.writeString(folder.resolve("fargate-cd.yml"), DEFINITION);
        run("render");
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch("main")
                .call()) {
            git.add().addFilepattern("fargate-cd.yml").addFilepattern("cf").call();
            git.commit()
                    .setMessage("Deliver")
                    .setAuthor("Ada", "ada@example.com")
                    .setSign(false)
                    .call();
        }
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Test
    void keepsTheKeysToTheOwner() throws IOException {
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state.resolve("local.json"))))
                .isEqualTo("rw-------");
    }

    @Test
    void showsWhatWouldBeMadeAndMakesNothing() {
        CommandRun plan = run("plan");
        assertThat(plan.exitCode()).as(plan.err()).isZero();
        assertThat(plan.out())
                .contains("greeter-test-environment  to be made", "+ Cluster  AWS::ECS::Cluster", "+ Pipeline");
        assertThat(run("status").out()).contains("pipeline not made", "test  nothing deployed");
    }

    @Test
    void refusesToPushBeforeTheRepositoryIsThere() {
        CommandRun push = run("push");
        assertThat(push.exitCode()).isEqualTo(ExitCode.FAILED.value());
        assertThat(push.err()).contains("there is no CodeCommit repository greeter", "fargate-cd up");
    }

    @Test
    void refusesToApproveWhatDoesNotWait() {
        CommandRun approve = run("approve");
        assertThat(approve.exitCode()).isEqualTo(ExitCode.FAILED.value());
        assertThat(approve.err()).contains("there is no pipeline of greeter");
    }

    @Test
    void asksBeforeItTakesAnythingAway() {
        CommandRun down = run("down");
        assertThat(down.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(down.err()).contains("nothing was taken away", "--yes");
    }

    @Test
    void takesNothingAwayWhereNothingIs() {
        assertThat(run("down", "--yes").exitCode()).isZero();
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, state, arguments);
    }
}
