package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wait conditions, signalled over HTTP as programs do it. */
final class WaitConditionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static LocalCloud cloud;
    private static StackDriver stacks;

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = new StackDriver(cloud);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    /** Begins the stack; answers the URL to signal to, once its condition waits. */
    private static String begin(String name) throws Exception {
        stacks.client().createStack(request -> request.stackName(name).templateBody(Fixture.text("wait.yml")));
        cloud.journal()
                .until(
                        "the condition of " + name + " to wait",
                        PATIENCE,
                        () -> stacks.story(name).stream()
                                .filter("Condition CREATE_IN_PROGRESS Resource creation Initiated"::equals)
                                .findFirst())
                .get(PATIENCE.toSeconds() + 1, TimeUnit.SECONDS);
        return stacks.physicalId(name, "Handle");
    }

    private static int signal(String url, String body) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create(url))
                                .timeout(PATIENCE)
                                .PUT(HttpRequest.BodyPublishers.ofString(body))
                                .build(),
                        HttpResponse.BodyHandlers.discarding())
                .statusCode();
    }

    private static String success(String id, String data) {
        return """
                {"Status": "SUCCESS", "Reason": "done", "UniqueId": "%s", "Data": "%s"}""".formatted(id, data);
    }

    private static Optional<String> failure(String name) {
        return stacks.story(name).stream()
                .filter(line -> line.startsWith("Condition CREATE_FAILED"))
                .findFirst();
    }

    @Test
    void isReadyOnceAllSignalsHaveComeEachCountedOnce() throws Exception {
        String url = begin("signalled");

        assertThat(signal(url, success("a", "first"))).isEqualTo(200);
        assertThat(signal(url, success("a", "again"))).isEqualTo(200);
        assertThat(stacks.statusOf("signalled")).isEqualTo("CREATE_IN_PROGRESS");
        assertThat(signal(url, success("b", "second"))).isEqualTo(200);
        stacks.settle("signalled");
        assertThat(stacks.statusOf("signalled")).isEqualTo("CREATE_COMPLETE");
        assertThat(stacks.outputOf("signalled", "Data")).isEqualTo("{\"a\":\"first\",\"b\":\"second\"}");

        stacks.update("signalled", Fixture.text("wait.yml"), "Timeout", "61");
        assertThat(stacks.story("signalled"))
                .contains("Condition UPDATE_FAILED"
                        + " Update to resource type AWS::CloudFormation::WaitCondition is not supported.");
        assertThat(stacks.statusOf("signalled")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");

        stacks.delete("signalled");
        assertThat(signal(url, success("c", "late"))).isEqualTo(403);
    }

    @Test
    void failsAtOnceWhenAProgramSaysThatItFailed() throws Exception {
        String url = begin("failed");

        assertThat(signal(url, """
                {"Status": "FAILURE", "Reason": "no disk", "UniqueId": "a", "Data": ""}""")).isEqualTo(200);
        stacks.settle("failed");
        assertThat(failure("failed"))
                .contains("Condition CREATE_FAILED WaitCondition received failed message: 'no disk' for uniqueId: a");
        assertThat(stacks.statusOf("failed")).isEqualTo("ROLLBACK_COMPLETE");
    }

    @Test
    void failsWhenItsTimeIsOver() {
        stacks.create("late", Fixture.text("wait.yml"), "Timeout", "1");

        assertThat(failure("late"))
                .contains(
                        "Condition CREATE_FAILED" + " WaitCondition timed out. Received 0 conditions when expecting 2");
    }

    @Test
    void takesNoSignalThatIsNone() throws Exception {
        String url = begin("malformed");

        assertThat(signal(url, "done")).isEqualTo(400);
        assertThat(signal(url, "{\"Status\": \"SUCCESS\"}")).isEqualTo(400);
        assertThat(signal(url, success("a", "x".repeat(70_000)))).isEqualTo(413);
        assertThat(signal(url + "0", success("a", ""))).isEqualTo(403);
        assertThat(signal(url, success("a", ""))).isEqualTo(200);
        assertThat(signal(url, success("b", ""))).isEqualTo(200);
        stacks.settle("malformed");
        assertThat(stacks.statusOf("malformed")).isEqualTo("CREATE_COMPLETE");
    }
}
