package dev.fargatecd.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @ValueSource(
            strings = {"", "Shop", "1shop", "shop-", "shop--eu", "shop_eu", "a23456789012345678901234567890123456789012"
            })
    void refusesWhatIsNoApplicationName(String value) {
        assertThatExceptionOfType(InvalidValue.class)
                .isThrownBy(() -> new ApplicationName(value))
                .withMessageStartingWith("application \"" + value + "\" is not ")
                .satisfies(it -> assertThat(it.field()).isEqualTo("application"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"eu-test", "Test", "", "build", "source", "a12345678901234567890"})
    void refusesWhatIsNoEnvironmentName(String value) {
        assertThatThrownBy(() -> new EnvironmentName(value)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void namesTheStageOfAnEnvironment() {
        assertThat(new EnvironmentName("production").stageName()).isEqualTo("Production");
    }

    @ParameterizedTest
    @ValueSource(strings = {"main", "feature/login", "release-1.2", "_x"})
    void takesBranchesThatGitTakes(String value) {
        assertThat(new BranchName(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-x", "a..b", "a//b", "a/", "a.lock", "a.lock/b", "a/.b", "a b", "a.", "a~1"})
    void refusesBranchesThatGitRefuses(String value) {
        assertThatThrownBy(() -> new BranchName(value)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void namesTheBranchOfAFullReference() {
        assertThatThrownBy(() -> new BranchName("refs/heads/main")).hasMessageEndingWith("nearest: main");
    }

    @ParameterizedTest
    @CsvSource({"256,512", "256,2048", "512,4096", "1024,2048", "2048,16384", "4096,30720", "8192,61440", "16384,122880"
    })
    void takesFargatesSizes(int cpu, int memory) {
        assertThat(new FargateSize(cpu, memory)).isEqualTo(new FargateSize(cpu, memory));
    }

    @Test
    void saysTheSizesThatFargateHas() {
        assertThatThrownBy(() -> new FargateSize(300, 512))
                .hasMessage("cpu 300 is not a Fargate size: 256, 512, 1024, 2048, 4096, 8192, 16384; nearest: 256");
        assertThatThrownBy(() -> new FargateSize(512, 512))
                .hasMessage("memory 512 is not a Fargate size with cpu 512: 1024, 2048, 3072, 4096; nearest: 1024");
        assertThat(FargateSize.memoriesFor(8192))
                .hasSize(12)
                .startsWith(16384, 20480)
                .endsWith(61440);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "welcomer", "/welcomer/", "//", "/a//b", "/a*", "/a?b", "/ä"})
    void refusesWhatIsNoPath(String value) {
        assertThatThrownBy(() -> new UrlPath(value)).isInstanceOf(InvalidValue.class);
    }

    @ParameterizedTest
    @CsvSource({"welcomer,/welcomer", "/welcomer/,/welcomer", "/a//b,/a/b"})
    void namesTheNearestPath(String given, String nearest) {
        assertThatThrownBy(() -> new UrlPath(given)).hasMessageEndingWith("nearest: " + nearest);
    }

    @Test
    void leavesRoomForTheWildcardInAPathCondition() {
        assertThat(new UrlPath("/" + "a".repeat(125)).slash("*")).hasSize(128);
        assertThatThrownBy(() -> new UrlPath("/" + "a".repeat(126))).isInstanceOf(InvalidValue.class);
    }

    @Test
    void goesOnFromTheRootWithOneSlash() {
        assertThat(new UrlPath("/").slash("*")).isEqualTo("/*");
        assertThat(new UrlPath("/a/b").slash("*")).isEqualTo("/a/b/*");
        assertThat(new UrlPath("/").depth()).isZero();
        assertThat(new UrlPath("/a/b").depth()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/etc/passwd", "../x", "a/../../x", "a/./b", "a//b", "a b"})
    void refusesFilesThatLeaveTheRepository(String value) {
        assertThatThrownBy(() -> new RepositoryFile(value)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void asksDeeperPathsFirst() {
        ApplicationName shop = new ApplicationName("shop");
        Priority deep = Priority.derived(shop, new UrlPath("/api/orders"));
        Priority flat = Priority.derived(shop, new UrlPath("/api"));
        Priority root = Priority.derived(shop, new UrlPath("/"));
        assertThat(List.of(deep.value(), flat.value(), root.value())).isSorted();
        assertThat(root.value()).isBetween(45_001, 50_000);
    }

    @Test
    void derivesTheSamePriorityForEver() {
        assertThat(Priority.derived(new ApplicationName("welcomer"), new UrlPath("/welcomer")))
                .isEqualTo(Priority.derived(new ApplicationName("welcomer"), new UrlPath("/welcomer")))
                .isEqualTo(new Priority(42467));
        assertThat(Priority.derived(new ApplicationName("other"), new UrlPath("/welcomer"))
                        .value())
                .isNotEqualTo(42467);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, -1, 50_001})
    void refusesPrioritiesThatListenersDoNotHave(int value) {
        assertThatThrownBy(() -> new Priority(value)).hasMessageContaining("1–50000");
    }

    @Test
    void refusesVariablesThatEveryServiceIsGiven() {
        assertThatThrownBy(() -> new VariableName("PORT"))
                .hasMessage("environment \"PORT\" is not free: every service is given"
                        + " APPLICATION_NAME, APPLICATION_VERSION, BASE_PATH, ENVIRONMENT_NAME, PORT");
    }

    @Test
    void refusesAVariableThatIsPlainAndSecret() {
        SecretArn arn = new SecretArn("arn:aws:ssm:us-east-1:123456789012:parameter/key");
        assertThatThrownBy(
                        () -> Variables.of(Map.of(new VariableName("KEY"), "x"), Map.of(new VariableName("KEY"), arn)))
                .hasMessageContaining("KEY");
    }

    @Test
    void knowsWhatAPolicyNamesForASecret() {
        SecretArn key = new SecretArn("arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf:password::");
        assertThat(key.resource()).isEqualTo("arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbCdEf");
        assertThat(key.isParameter()).isFalse();
        SecretArn parameter = new SecretArn("arn:aws:ssm:us-east-1:123456789012:parameter/shop/key");
        assertThat(parameter.resource()).isEqualTo(parameter.value());
        assertThat(parameter.isParameter()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "secret",
                "arn:aws:s3:::bucket",
                "arn:aws:ssm:us-east-1:1:parameter/x",
                "arn:aws:ssm:us-east-1:123456789012:x"
            })
    void refusesWhatKeepsNoSecret(String value) {
        assertThatThrownBy(() -> new SecretArn(value)).isInstanceOf(InvalidValue.class);
    }

    @Test
    void refusesGracePeriodsThatEcsDoesNotHave() {
        UrlPath path = new UrlPath("/");
        assertThatThrownBy(() -> new HealthCheck(path, Duration.ofSeconds(3601)))
                .hasMessageContaining("0–3600");
        assertThatThrownBy(() -> new HealthCheck(path, Duration.ofMillis(1500))).hasMessageContaining("PT1.5S");
    }

    @Test
    void refusesNetworksThatABalancerCanNotUse() {
        VpcId vpc = new VpcId("vpc-0123456789abcdef0");
        SubnetId one = new SubnetId("subnet-01234567");
        assertThatThrownBy(() -> new Network.Given(vpc, List.of(one), true)).hasMessageContaining("two or more");
        assertThatThrownBy(() -> new Network.Given(vpc, List.of(one, one), true))
                .hasMessageContaining("twice");
        assertThatThrownBy(() -> new VpcId("vpc-…")).hasMessageContaining("vpc- and 8 or 17");
    }
}
