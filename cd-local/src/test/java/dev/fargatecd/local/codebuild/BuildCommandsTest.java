package dev.fargatecd.local.codebuild;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.kernel.Event;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariableType;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** What becomes of a buildspec's commands. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BuildCommandsTest {
    private static final String BEFORE = "SUBMITTED SUCCEEDED, QUEUED SUCCEEDED, PROVISIONING SUCCEEDED, ";

    private final BuildBench bench = new BuildBench();

    BuildCommandsTest() throws Exception {}

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void runsAllCommandsInOneShell() throws Exception {
        Build build = bench.runSpec("""
                version: 0.2
                phases:
                  pre_build:
                    commands:
                      - PLAIN=a
                      - export EXPORTED=b
                      - mkdir deep && cd deep
                  build:
                    commands:
                      - echo "$PLAIN $EXPORTED $(basename "$PWD")"
                      - printf 'no end'
                      - |
                        if true; then
                          echo several lines >&2
                        fi
                      - cat
                """);
        assertThat(build.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(bench.output(build)).isEqualTo("a b deep\nno end\nseveral lines");
        assertThat(BuildBench.phases(build))
                .isEqualTo(BEFORE
                        + "DOWNLOAD_SOURCE SUCCEEDED, INSTALL SUCCEEDED, PRE_BUILD SUCCEEDED, BUILD SUCCEEDED,"
                        + " POST_BUILD SUCCEEDED, UPLOAD_ARTIFACTS SUCCEEDED, FINALIZING SUCCEEDED");
        assertThat(build.currentPhase()).isEqualTo("COMPLETED");
    }

    @Test
    void endsThePhaseAtTheFirstCommandThatFailsAndStillRunsFinallyAndPostBuild() throws Exception {
        Build build = bench.runSpec("""
                version: 0.2
                phases:
                  build:
                    commands:
                      - echo one
                      - (exit 3)
                      - echo never
                    finally:
                      - echo finally
                  post_build:
                    commands:
                      - echo "succeeding $CODEBUILD_BUILD_SUCCEEDING"
                """);
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(bench.output(build)).isEqualTo("one\nfinally\nsucceeding 0");
        assertThat(BuildBench.context(build, "BUILD"))
                .isEqualTo("COMMAND_EXECUTION_ERROR: Error while executing command: (exit 3)."
                        + " Reason: exit status 3 (buildspec:6)");
        assertThat(BuildBench.phases(build))
                .endsWith("BUILD FAILED, POST_BUILD SUCCEEDED, UPLOAD_ARTIFACTS SUCCEEDED, FINALIZING SUCCEEDED");
    }

    @Test
    void endsTheBuildWhereAPhaseBeforeBuildFails() throws Exception {
        Build build = bench.runSpec("""
                version: 0.2
                phases:
                  pre_build: {commands: ["false"]}
                  build: {commands: [echo never]}
                """);
        assertThat(BuildBench.phases(build)).endsWith("INSTALL SUCCEEDED, PRE_BUILD FAILED, FINALIZING SUCCEEDED");
        assertThat(bench.output(build)).isEmpty();
    }

    @Test
    void goesOnAfterAFailureOnlyWhereTheBuildspecSaysSo() throws Exception {
        Build goesOn = bench.runSpec("""
                version: 0.2
                phases:
                  install: {on-failure: CONTINUE, commands: ["false"]}
                  build: {on-failure: ABORT, commands: ["echo here", "false"]}
                  post_build: {commands: [echo never]}
                """);
        assertThat(bench.output(goesOn)).isEqualTo("here");
        assertThat(BuildBench.phases(goesOn))
                .endsWith("INSTALL FAILED, PRE_BUILD SUCCEEDED, BUILD FAILED, FINALIZING SUCCEEDED");
    }

    @Test
    void survivesACommandThatExitsTheShell() throws Exception {
        Build build = bench.runSpec("""
                version: 0.2
                phases:
                  build:
                    commands:
                      - mkdir deep && cd deep && export KEPT="a 'b'"
                      - exit 5
                  post_build:
                    commands:
                      - echo "$KEPT $(basename "$PWD") $CODEBUILD_BUILD_SUCCEEDING"
                """);
        assertThat(BuildBench.context(build, "BUILD")).contains("exit 5. Reason: exit status 5");
        assertThat(bench.output(build)).isEqualTo("a 'b' deep 0");
    }

    @Test
    void givesTheBuildItsVariablesAndNothingOfTheMachinesSecrets() throws Exception {
        String project = bench.project("""
                version: 0.2
                env:
                  shell: bash
                  variables: {A: spec, B: spec, C: "010"}
                  exported-variables: [EXPORTED, PLAIN]
                phases:
                  build:
                    commands:
                      - echo "$A $B $C $CODEBUILD_RESOLVED_SOURCE_VERSION ${CODEBUILD_BUILD_ID%%:*} $CODEBUILD_BUILD_NUMBER"
                      - echo "$AWS_SECRET_ACCESS_KEY"
                      - echo "$AWS_ENDPOINT_URL ${BASH_VERSION:+bash}"
                      - export EXPORTED=out; PLAIN=hidden
                """);
        Build build = bench.await(bench.start(
                project,
                request -> request.environmentVariablesOverride(
                        EnvironmentVariable.builder().name("A").value("start").build(),
                        EnvironmentVariable.builder()
                                .name("CODEBUILD_RESOLVED_SOURCE_VERSION")
                                .value("abc")
                                .build())));
        assertThat(bench.output(build))
                .isEqualTo("start spec 010 abc " + project + " 1\n***\n" + bench.cloud.endpoint() + " bash");
        assertThat(build.resolvedSourceVersion()).isEqualTo("abc");
        assertThat(build.exportedEnvironmentVariables())
                .extracting(variable -> variable.name() + "=" + variable.value())
                .containsExactly("EXPORTED=out", "PLAIN=");
    }

    @Test
    void readsVariablesFromParameterStoreAndSecretsManagerAndHidesThemInTheLog() throws Exception {
        SsmClient ssm = bench.cloud.client(SsmClient.class);
        ssm.putParameter(request ->
                request.name("/build/key").type(ParameterType.SECURE_STRING).value("key-of-parameter-store"));
        bench.cloud
                .client(SecretsManagerClient.class)
                .createSecret(request -> request.name("build/login")
                        .secretString("{\"user\":\"somebody-there\",\"password\":\"a-long-password\"}"));
        String project = bench.project(request -> request.source(
                        source -> source.type(SourceType.NO_SOURCE).buildspec("""
                        version: 0.2
                        env:
                          parameter-store: {KEY: /build/key}
                          secrets-manager: {USER_NAME: "build/login:user", BOTH: build/login}
                        phases:
                          build:
                            commands:
                              - echo "${#KEY} ${#USER_NAME} ${#PASSWORD} ${#TAG} ${#BOTH}"
                              - echo "$KEY $PASSWORD"
                        """))
                .environment(environment -> environment
                        .type(EnvironmentType.LINUX_CONTAINER)
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                        .image("aws/codebuild/standard:7.0")
                        .environmentVariables(
                                variable("PASSWORD", EnvironmentVariableType.SECRETS_MANAGER, "build/login:password"),
                                variable("TAG", EnvironmentVariableType.PARAMETER_STORE, "/build/key"))));

        Build build = bench.run(project);

        assertThat(build.buildStatus()).isEqualTo(StatusType.SUCCEEDED);
        assertThat(bench.output(build)).isEqualTo("22 14 15 22 54\n*** ***");
    }

    @Test
    void failsWithCodeBuildsWordsWhereAVariableLeadsNowhere() throws Exception {
        String spec = """
                version: 0.2
                env: {%s}
                phases: {build: {commands: [echo never]}}
                """;

        assertThat(BuildBench.context(
                        bench.runSpec(spec.formatted("parameter-store: {A: /not/there}")), "DOWNLOAD_SOURCE"))
                .isEqualTo("Decrypted Variables Error: parameter does not exist: /not/there");
        assertThat(BuildBench.context(
                        bench.runSpec(spec.formatted("secrets-manager: {A: not-there}")), "DOWNLOAD_SOURCE"))
                .isEqualTo("Secrets Manager Error: ResourceNotFoundException: Secrets Manager can't find the specified"
                        + " secret.");

        bench.cloud
                .client(SecretsManagerClient.class)
                .createSecret(request -> request.name("build/binary").secretBinary(SdkBytes.fromUtf8String("bytes")));
        assertThat(BuildBench.context(
                        bench.runSpec(spec.formatted("secrets-manager: {A: build/binary}")), "DOWNLOAD_SOURCE"))
                .isEqualTo("Secrets Manager Error: the secret is binary, and a variable takes text alone"
                        + " (build/binary)");
    }

    private static EnvironmentVariable variable(String name, EnvironmentVariableType type, String value) {
        return EnvironmentVariable.builder().name(name).type(type).value(value).build();
    }

    @Test
    void leavesNoProcessAndNoFolderWhenItIsStopped(@TempDir Path folder) throws Exception {
        Path pids = folder.resolve("pids");
        String id = bench.start(bench.project("""
                        version: 0.2
                        phases:
                          build:
                            commands:
                              - sleep 300 & echo $! > %1$s.new; echo $$ >> %1$s.new; echo started; mv %1$s.new %1$s; wait
                          post_build: {commands: [echo never]}
                        """.formatted(pids)), request -> {});
        bench.cloud
                .journal()
                .until(
                        "the command to run",
                        Duration.ofSeconds(20),
                        () -> log(id).contains("started") ? Optional.of(true) : Optional.empty())
                .get(30, TimeUnit.SECONDS);
        assertThat(folder.resolve("pids")).exists();
        List<ProcessHandle> processes = Files.readAllLines(pids).stream()
                .map(Long::valueOf)
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .toList();
        assertThat(processes).hasSize(2);
        bench.codeBuild.stopBuild(request -> request.id(id));
        Build build = bench.await(id);
        assertThat(build.buildStatus()).isEqualTo(StatusType.STOPPED);
        assertThat(BuildBench.phases(build)).endsWith("PRE_BUILD SUCCEEDED, BUILD STOPPED");
        for (ProcessHandle process : processes) {
            // Killed already; whose child it has become may take a moment to notice.
            assertThat(process.onExit().get(10, TimeUnit.SECONDS)).isNotNull();
        }
        assertThat(bench.output(build)).doesNotContain("never");
        assertThat(folders()).noneMatch(name -> name.contains(id.substring(id.indexOf(':') + 1)));
    }

    private String log(String id) {
        Build build = bench.build(id);
        return build.phases().stream()
                        .anyMatch(phase -> phase.phaseTypeAsString().equals("BUILD"))
                ? bench.output(build)
                : "";
    }

    private List<String> folders() throws IOException {
        Path root = Path.of(System.getProperty("java.io.tmpdir"));
        try (Stream<Path> found = Files.walk(root, 3)) {
            return found.map(Path::toString)
                    .filter(name -> name.contains("/codebuild/"))
                    .toList();
        } catch (java.io.UncheckedIOException others) {
            // Somebody else's folder in the same place, gone meanwhile or closed to us.
            return List.of();
        }
    }

    @Test
    void tellsEachChangeAsAnEvent() throws Exception {
        Build build = bench.runSpec("version: 0.2\nphases: {build: {commands: ['true']}}");
        List<Event> events = bench.cloud.journal().since(0).stream()
                .filter(event -> event.source().equals("aws.codebuild")
                        && event.resources().contains(build.arn()))
                .toList();
        assertThat(events.get(0).text("build-status")).isEqualTo("IN_PROGRESS");
        assertThat(events.get(events.size() - 1).text("build-status")).isEqualTo("SUCCEEDED");
        assertThat(events)
                .filteredOn(event -> event.type().equals("CodeBuild Build Phase Change"))
                .extracting(event -> event.text("completed-phase"))
                .containsExactly(
                        "SUBMITTED",
                        "QUEUED",
                        "PROVISIONING",
                        "DOWNLOAD_SOURCE",
                        "INSTALL",
                        "PRE_BUILD",
                        "BUILD",
                        "POST_BUILD",
                        "UPLOAD_ARTIFACTS",
                        "FINALIZING");
    }

    @Test
    void namesTheLineOfAMalformedBuildspec() throws Exception {
        Build build = bench.runSpec("version: 0.2\nphases:\n  build:\n    commands:\n      - echo a: b\n");
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
        assertThat(BuildBench.context(build, "DOWNLOAD_SOURCE"))
                .startsWith("YAML_FILE_ERROR: buildspec:5: an item of phases/build/commands is not a text");
    }

    @Test
    void refusesARuntimeThatIsNewerThanTheMachines() throws Exception {
        Build build = bench.runSpec("""
                version: 0.2
                phases:
                  install:
                    runtime-versions:
                      java: corretto99
                    commands: [echo never]
                """);
        assertThat(BuildBench.context(build, "INSTALL"))
                .startsWith(
                        "CLIENT_ERROR: buildspec:5: runtime-versions: java corretto99 is asked for, and this machine has ")
                .endsWith("(the local cloud installs no runtimes)");
    }

    @Test
    void saysWhatIsMissingWhenAToolIsCalledThatTheCloudDoesNotProvide() throws Exception {
        Build build = bench.runSpec("""
                version: 0.2
                phases:
                  build:
                    commands:
                      - PATH=$(dirname "$(command -v docker)"):/nowhere
                      - docker compose up
                """);
        assertThat(bench.output(build))
                .isEqualTo("docker compose up: the local cloud does not provide it, and there is no other docker on the"
                        + " PATH (buildspec:6)");
        assertThat(BuildBench.context(build, "BUILD")).endsWith("Reason: exit status 127 (buildspec:6)");
        assertThat(build.buildStatus()).isEqualTo(StatusType.FAILED);
    }
}
