package dev.fargatecd.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.kernel.Event;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;
import software.amazon.awssdk.services.eventbridge.model.Rule;
import software.amazon.awssdk.services.eventbridge.model.RuleState;
import software.amazon.awssdk.services.eventbridge.model.Tag;
import software.amazon.awssdk.services.eventbridge.model.Target;

final class EventsServiceTest {
    private static final String PATTERN = "{\"source\": [\"shop\"]}";
    private static final String PIPELINE = "arn:aws:codepipeline:us-east-1:000000000000:none";
    private static final String ROLE = "arn:aws:iam::000000000000:role/none";

    private static LocalCloud cloud;
    private static EventBridgeClient events;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        events = cloud.client(EventBridgeClient.class);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void keepsRulesAndTheirTargets() {
        String arn = events.putRule(request -> request.name("kept")
                        .eventPattern(PATTERN)
                        .description("orders")
                        .state(RuleState.DISABLED)
                        .tags(Tag.builder().key("team").value("a").build()))
                .ruleArn();
        assertThat(arn).isEqualTo("arn:aws:events:us-east-1:000000000000:rule/kept");
        events.putTargets(request -> request.rule("kept").targets(pipeline("b"), pipeline("a")));
        assertThat(events.listTargetsByRule(request -> request.rule("kept")).targets())
                .extracting(Target::id)
                .containsExactly("a", "b");
        assertThat(events.describeRule(request -> request.name("kept")).state()).isEqualTo(RuleState.DISABLED);
        events.enableRule(request -> request.name("kept"));
        assertThat(events.listRules(request -> request.namePrefix("ke")).rules())
                .extracting(Rule::stateAsString)
                .containsExactly("ENABLED");
        assertThat(events.listRuleNamesByTarget(request -> request.targetArn(PIPELINE))
                        .ruleNames())
                .contains("kept");
        assertThat(events.listTagsForResource(request -> request.resourceARN(arn))
                        .tags())
                .extracting(Tag::value)
                .containsExactly("a");
        assertThatThrownBy(() -> events.deleteRule(request -> request.name("kept")))
                .isInstanceOf(EventBridgeException.class)
                .hasMessageContaining("since it has targets");
        events.removeTargets(request -> request.rule("kept").ids("a", "b"));
        events.deleteRule(request -> request.name("kept"));
        events.deleteRule(request -> request.name("kept"));
        assertThatThrownBy(() -> events.describeRule(request -> request.name("kept")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Rule kept does not exist on EventBus default.");
    }

    @Test
    void refusesWhatItDoesNotDo() {
        events.putRule(request -> request.name("strict").eventPattern(PATTERN));
        assertThatThrownBy(() -> events.putRule(request -> request.name("x").scheduleExpression("rate(1 hour)")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("ScheduleExpression");
        assertThatThrownBy(() -> events.putTargets(request -> request.rule("strict")
                        .targets(Target.builder()
                                .id("a")
                                .arn("arn:aws:lambda:us-east-1:000000000000:function:f")
                                .build())))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("function:f");
        assertThatThrownBy(() -> events.putTargets(request -> request.rule("strict")
                        .targets(pipeline("a").toBuilder().input("{}").build())))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("Input");
        assertThatThrownBy(() -> events.putTargets(request -> request.rule("strict")
                        .targets(pipeline("a").toBuilder().roleArn(null).build())))
                .isInstanceOf(EventBridgeException.class)
                .hasMessageContaining("RoleArn is required for target");
        assertThatThrownBy(() -> events.putRule(request -> request.name("x").eventPattern("{}")))
                .isInstanceOf(InvalidEventPatternException.class);
        assertThatThrownBy(() -> events.listRules(request -> request.eventBusName("other")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Event bus other does not exist.");
    }

    @Test
    void saysWhetherAPatternMatches() {
        String event = "{\"id\":\"1\",\"account\":\"1\",\"source\":\"shop\",\"time\":\"2026-01-01T00:00:00Z\","
                + "\"region\":\"r\",\"resources\":[],\"detail-type\":\"t\"}";
        assertThat(events.testEventPattern(
                                request -> request.eventPattern(PATTERN).event(event))
                        .result())
                .isTrue();
        assertThatThrownBy(() -> events.testEventPattern(
                        request -> request.eventPattern(PATTERN).event("{}")))
                .isInstanceOf(EventBridgeException.class)
                .hasMessageContaining("\"id\"");
    }

    @Test
    void writesDownWhatCouldNotBeDelivered() throws Exception {
        events.putRule(request -> request.name("failing").eventPattern(PATTERN));
        events.putTargets(request -> request.rule("failing").targets(pipeline("a")));
        var answer = events.putEvents(request ->
                request.entries(entry("shop", "{\"order\": null}"), entry("aws.shop", "{}"), entry("shop", "[]")));
        assertThat(answer.failedEntryCount()).isEqualTo(2);
        assertThat(answer.entries().get(1).errorCode()).isEqualTo("NotAuthorizedForSourceException");
        assertThat(answer.entries().get(2).errorCode()).isEqualTo("MalformedDetail");
        Event failure = cloud.journal()
                .until(
                        "the failed delivery",
                        Duration.ofSeconds(20),
                        () -> cloud.journal().since(0).stream()
                                .filter(event -> event.type().equals("Delivery Failed"))
                                .findFirst())
                .get(20, TimeUnit.SECONDS);
        assertThat(failure.detail())
                .containsEntry("rule", "failing")
                .containsEntry("target", PIPELINE)
                .containsEntry("eventId", answer.entries().get(0).eventId());
        assertThat(failure.text("reason")).contains(ROLE);
        assertThat(failure.resources())
                .isEqualTo(List.of("arn:aws:events:us-east-1:000000000000:rule/failing", PIPELINE));
    }

    private static PutEventsRequestEntry entry(String source, String detail) {
        return PutEventsRequestEntry.builder()
                .source(source)
                .detailType("Order")
                .detail(detail)
                .build();
    }

    private static Target pipeline(String id) {
        return Target.builder().id(id).arn(PIPELINE).roleArn(ROLE).build();
    }
}
