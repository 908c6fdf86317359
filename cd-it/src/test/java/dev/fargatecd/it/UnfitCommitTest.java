package dev.fargatecd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.DeliveryState;
import dev.fargatecd.aws.EnvironmentState;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.ExecutionStatus;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.Failure;
import dev.fargatecd.it.suite.TargetCloud;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.Rendering;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/** Commits that can't be delivered: each says why, with the place, at once, and what serves goes on serving. */
@DisabledIfSystemProperty(
        named = "target",
        matches = "(?!embedded|in-process).*",
        disabledReason = "it is about the local cloud; the contracts are for every target")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(value = 60, unit = TimeUnit.SECONDS)
final class UnfitCommitTest {
    private final Delivery delivery = Greeter.delivery("unfit");
    private final Browser browser = new Browser();
    private Path folder = Path.of("");
    private TargetCloud target;
    private Deliveries deliveries;
    private SourceTree source;
    private String served = "";

    @BeforeAll
    void open(@TempDir Path folder) throws Exception {
        this.folder = folder;
        target = TargetCloud.open();
        deliveries = target.deliveries();
        source = SourceTree.in(folder, delivery);
        served = source.commit("Say hello");
        deliveries.up(delivery, Rendering.of(delivery), source.gitDirectory(), "HEAD");
        Execution execution = deliveries.follow(delivery, served, StopAt.END);
        assertThat(execution.status()).as("%s", deliveries.failure(execution)).isEqualTo(ExecutionStatus.SUCCEEDED);
    }

    @AfterAll
    void close() {
        target.close();
    }

    @Test
    void aDockerfileWithAnInstructionThatIsNotSupportedNamesItsLine() throws Exception {
        String story = failsWith("Dockerfile", before("Dockerfile") + "RUN apt-get update\n");
        assertThat(story).contains("Build", "Dockerfile", "RUN", "--runtime docker");
    }

    @Test
    void aBuildspecWithAPhaseThatThereIsNotNamesIt() throws Exception {
        String story = failsWith(
                "cf/buildspec.yml", before("cf/buildspec.yml").replaceFirst("\n  pre_build:", "\n  prepare:"));
        assertThat(story).contains("Build", "buildspec.yml", "prepare");
    }

    @Test
    void aBuildThatWritesNoParametersNamesTheMissingFile() throws Exception {
        String story = failsWith("cf/buildspec.yml", """
                version: 0.2
                phases:
                  build:
                    commands:
                      - 'true'
                artifacts:
                  files:
                    - overrides.json
                """);
        assertThat(story).contains("Build", "overrides.json");
    }

    @Test
    void aTemplateThatIsNoYamlNamesItsPlace() throws Exception {
        String story = failsWith("cf/service.yml", "Resources:\n  Service: {Type: AWS::ECS::Service\n");
        assertThat(story).contains("Test", "line 3");
    }

    @Test
    void aCommitWithoutTheTemplateNamesTheMissingFile() throws Exception {
        String kept = before("cf/service.yml");
        Files.delete(folder.resolve("cf/service.yml"));
        String story = fails();
        source.write("cf/service.yml", kept);
        assertThat(story).contains("Test", "cf/service.yml");
    }

    private String before(String file) throws Exception {
        return Files.readString(folder.resolve(file));
    }

    /** Delivers the file with that content, and leaves it as it was. */
    private String failsWith(String file, String content) throws Exception {
        String kept = before(file);
        source.write(file, content);
        String story = fails();
        source.write(file, kept);
        return story;
    }

    /** What status says of the failed execution: where, why, and the evidence. */
    private String fails() throws Exception {
        String commit = source.commit("Be unfit");
        deliveries.push(delivery, source.gitDirectory(), "HEAD");
        Execution execution = deliveries.follow(delivery, commit, StopAt.END);
        assertThat(execution.status()).isEqualTo(ExecutionStatus.FAILED);
        DeliveryState state = deliveries.state(delivery);
        for (EnvironmentState environment : state.environments()) {
            assertThat(browser.get(environment.url().orElseThrow() + "/version").body())
                    .as(environment.name())
                    .isEqualTo(served);
        }
        Failure failure = state.failure().orElseThrow();
        return failure.where() + "\n" + failure.why() + "\n" + String.join("\n", failure.evidence());
    }
}
