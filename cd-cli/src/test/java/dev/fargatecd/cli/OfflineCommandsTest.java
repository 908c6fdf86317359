package dev.fargatecd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Commands that need no cloud, and what happens where there is none. */
final class OfflineCommandsTest {
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
    void saysWhichCommandsThereAre() {
        CommandRun help = run("--help");
        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("demo", "local", "check", "render", "up", "push", "status", "down");
    }

    @Test
    void refusesACommandThatThereIsNot() {
        CommandRun wrong = run("deploy");
        assertThat(wrong.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(wrong.err()).contains("deploy");
        assertThat(wrong.out()).isEmpty();
    }

    @Test
    void asksForACommandWhereNoneIsGiven() {
        CommandRun none = run();
        assertThat(none.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(none.err()).contains("fargate-cd demo");
    }

    @Test
    void rendersOnceAndFindsNothingToCheck() throws IOException {
        define(DEFINITION);
        CommandRun first = run("render");
        assertThat(first.exitCode()).as(first.err()).isZero();
        assertThat(first.err()).contains("cf/environment.yml", "cf/pipeline.yml", "cf/service.yml");
        assertThat(run("render").err()).isEmpty();
        assertThat(run("check").exitCode()).isZero();
    }

    @Test
    void findsTheDefinitionFromAFolderBelow() throws IOException {
        define(DEFINITION);
        run("render");
        Path below = Files.createDirectories(folder.resolve("src/main"));
        assertThat(CommandRun.of(below, folder, "check").exitCode()).isZero();
    }

    @Test
    void namesWhatIsNotAsRendered() throws IOException {
        define(DEFINITION);
        run("render");
        Files.writeString(folder.resolve("cf/service.yml"), "# mine\n");
        CommandRun check = run("check");
        assertThat(check.exitCode()).isEqualTo(ExitCode.FAILED.value());
        assertThat(check.out()).contains("cf/service.yml", "fargate-cd render");
    }

    @Test
    void namesPlaceReasonAndNearestNameOfAMistake() throws IOException {
        define(DEFINITION.replace("health-check", "healthcheck"));
        CommandRun check = run("check");
        assertThat(check.exitCode()).isEqualTo(ExitCode.FAILED.value());
        assertThat(check.out()).contains("fargate-cd.yml:8:3", "healthcheck", "health-check");
        CommandRun json = run("check", "--json");
        assertThat(json.out()).contains("\"line\" : 8", "\"severity\" : \"error\"");
    }

    @Test
    void namesTheOtherPlaceOfAMistakeAcrossResources() throws IOException {
        Files.writeString(folder.resolve("rules.yml"), """
                Resources:
                  One:
                    Type: AWS::ElasticLoadBalancingV2::ListenerRule
                    Properties:
                      ListenerArn: !ImportValue web-Listener
                      Priority: 7
                      Conditions: [{ Field: path-pattern, Values: [/one] }]
                      Actions: [{ Type: forward, TargetGroupArn: !ImportValue web-Group }]
                  Other:
                    Type: AWS::ElasticLoadBalancingV2::ListenerRule
                    Properties:
                      ListenerArn: !ImportValue web-Listener
                      Priority: 7
                      Conditions: [{ Field: path-pattern, Values: [/other] }]
                      Actions: [{ Type: forward, TargetGroupArn: !ImportValue web-Group }]
                """);
        assertThat(run("check", "rules.yml").out()).contains("rules.yml:13:17: error:", "  see rules.yml:6:17\n");
        assertThat(run("check", "rules.yml", "--json").out().replaceAll("\\s", ""))
                .contains("\"related\":[{\"file\":\"rules.yml\",\"line\":6,\"column\":17}]");
        assertThat(run("check", "--format", "sarif", "rules.yml").out())
                .contains("relatedLocations", "\"startLine\" : 6");
    }

    @Test
    void checksFilesWithoutADefinitionAndUnderlinesWhatIsWrong() throws IOException {
        Files.writeString(folder.resolve("topic.yml"), "Resources:\n  Topic:\n    Type: AWS::SNS::Topik\n");
        CommandRun check = run("check", "topic.yml");
        assertThat(check.exitCode()).isEqualTo(ExitCode.FAILED.value());
        assertThat(check.out()).isEqualTo("""
                topic.yml:3:11: error: AWS has no resource type AWS::SNS::Topik [unknown-type]
                  3 |     Type: AWS::SNS::Topik
                    |           ^^^^^^^^^^^^^^^
                  → did you mean AWS::SNS::Topic?
                """);
        CommandRun json = run("check", "topic.yml", "--json");
        assertThat(json.out())
                .contains("\"id\" : \"unknown-type\"", "\"line\" : 3", "\"column\" : 11", "\"severity\" : \"error\"");
        assertThat(run("check", "--format", "github", "topic.yml").out())
                .startsWith("::error file=topic.yml,line=3,col=11,title=unknown-type::AWS has no resource type");
        assertThat(run("check", "--format", "sarif", "topic.yml").out())
                .contains("\"version\" : \"2.1.0\"", "\"startLine\" : 3", "\"ruleId\" : \"unknown-type\"");
    }

    @Test
    void endsWellWhereThereAreOnlyWarnings() throws IOException {
        Files.writeString(
                folder.resolve("topic.yml"),
                "Parameters:\n  Name:\n    Type: String\nResources:\n  Topic:\n    Type: AWS::SNS::Topic\n");
        CommandRun check = run("check", "topic.yml");
        assertThat(check.exitCode()).isZero();
        assertThat(check.out()).contains("topic.yml:2:3: warning", "[unused-parameter]");
    }

    @Test
    void warnsWhereProductionAnswersHttpAloneAndNobodySaidSo() throws IOException {
        String production = DEFINITION + "  production: { network: { create: true } }\n";
        define(production);
        run("render");
        CommandRun check = run("check");
        assertThat(check.exitCode()).isZero();
        assertThat(check.out())
                .contains("fargate-cd.yml:11:3: warning: production answers HTTP alone", "[plain-production]");

        define(production.replace("{ network", "{ certificate: none, network"));
        assertThat(run("check").out()).isEmpty();
        assertThat(run("check", "fargate-cd.yml").out()).isEmpty();
    }

    @Test
    void saysWhichFileToCheckIsMissing() {
        CommandRun check = run("check", "nothing.yml");
        assertThat(check.exitCode()).isEqualTo(ExitCode.MISSING.value());
        assertThat(check.err()).contains("nothing.yml");
    }

    @Test
    void saysThatThereIsNoDefinition() {
        CommandRun check = run("check");
        assertThat(check.exitCode()).isEqualTo(ExitCode.MISSING.value());
        assertThat(check.err()).contains("there is no fargate-cd.yml");
    }

    @Test
    void saysThatNoLocalCloudIsRunning() throws IOException {
        define(DEFINITION);
        CommandRun status = run("status");
        assertThat(status.exitCode()).isEqualTo(ExitCode.MISSING.value());
        assertThat(status.err()).contains("no local cloud", "fargate-cd local");
    }

    @Test
    void refusesATargetThatIsNone() throws IOException {
        define(DEFINITION);
        CommandRun status = run("status", "--target", "azure", "--region", "us-east-1");
        assertThat(status.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(status.err()).contains("--target azure is unknown");
    }

    @Test
    void refusesHalfAKeyForTheLocalCloud() {
        CommandRun local = run("local", "--port", "0", "--access-key", "AKIDEXAMPLE");
        assertThat(local.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(local.err()).contains("go together");
    }

    @Test
    void aRuntimeWithoutItsEngineIsSaidWithAWayOut() {
        Map<String, String> environment = Map.of(
                "FARGATE_CD_STATE", folder.toString(), "DOCKER_HOST", "unix://" + folder.resolve("no-engine.sock"));
        CommandRun local = CommandRun.with(environment, folder, "local", "--port", "0", "--runtime", "docker");
        assertThat(local.exitCode()).isEqualTo(ExitCode.MISSING.value());
        assertThat(local.err())
                .contains("no container engine answers at unix://" + folder.resolve("no-engine.sock"))
                .contains("leave out --runtime docker");
    }

    @Test
    void anotherRuntimeIsNone() {
        CommandRun local = run("local", "--port", "0", "--runtime", "virtual-machine");
        assertThat(local.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(local.err()).contains("--runtime");
    }

    @Test
    void refusesAPortThatIsNone() {
        CommandRun local = run("local", "--port", "70000");
        assertThat(local.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(local.err()).contains("--port 70000 is no port");
    }

    @Test
    void saysThatAPortIsTaken() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun local = run("local", "--port", String.valueOf(taken.getLocalPort()));
            assertThat(local.exitCode()).isEqualTo(ExitCode.FAILED.value());
            assertThat(local.err()).contains("port " + taken.getLocalPort() + " is taken", "fargate-cd local --port 0");
        }
    }

    private void define(String definition) throws IOException {
        Files.writeString(folder.resolve("fargate-cd.yml"), definition);
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, folder.resolve("state"), arguments);
    }
}
