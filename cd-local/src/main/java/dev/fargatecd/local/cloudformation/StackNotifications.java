package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Event;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Tells the topics of stacks of each event, one after the other.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html">NotificationARNs of
 *     CreateStack</a>
 */
final class StackNotifications {
    private static final Logger LOG = LoggerFactory.getLogger(StackNotifications.class);
    private static final String HOST = "cloudformation.amazonaws.com";
    private static final int MOST = 5;

    private final Engine engine;
    /** The end of what is under way. Only the journal's thread reads and sets it. */
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    StackNotifications(Engine engine) {
        this.engine = engine;
    }

    /** The topics of a request. */
    static List<String> checked(List<String> topics) {
        if (topics.size() > MOST) {
            throw Refusal.constraint(
                    topics.toString(), "notificationARNs", "have length less than or equal to " + MOST);
        }
        topics.stream()
                .filter(topic -> !topic.matches("arn:aws[a-z-]*:sns:.+"))
                .findFirst()
                .ifPresent(other -> {
                    throw Refusal.invalid("Invalid notification ARN: " + other);
                });
        return topics;
    }

    /** Called with each event, on the journal's thread. */
    void on(Event event) {
        StackEvents.read(event).ifPresent(told -> {
            List<String> topics = engine.stacks()
                    .find(event.scope(), told.stackId())
                    .map(stack -> stack.settings().notificationArns())
                    .orElse(List.of());
            if (!topics.isEmpty()) {
                last = last.thenRunAsync(
                                () -> topics.forEach(topic -> publish(event.scope(), topic, told)),
                                engine.cloud().work())
                        .exceptionally(failure -> {
                            LOG.warn("The topics of {} could not be told: {}", told.stackName(), failure.getMessage());
                            return null;
                        });
            }
        });
    }

    private void publish(Scope scope, String topic, StackEvent event) {
        try {
            engine.cloud()
                    .clients()
                    .as(new Caller(Principal.service(scope.account(), HOST), scope), SnsClient.class)
                    .publish(request -> request.topicArn(topic)
                            .subject("AWS CloudFormation Notification")
                            .message(message(scope, event)));
        } catch (RuntimeException refused) {
            LOG.warn("The stack {} could not tell {}: {}", event.stackName(), topic, refused.getMessage());
            engine.cloud()
                    .journal()
                    .append(
                            scope,
                            "local.cloudformation",
                            "Notification Failed",
                            List.of(topic),
                            Map.of("stack-id", event.stackId(), "reason", String.valueOf(refused.getMessage())));
        }
    }

    /** AWS's form: a line {@code Name='value'} for each member. */
    private static String message(Scope scope, StackEvent event) {
        StringBuilder message = new StringBuilder();
        line(message, "StackId", event.stackId());
        line(
                message,
                "Timestamp",
                event.timestamp().truncatedTo(ChronoUnit.MILLIS).toString());
        line(message, "EventId", event.eventId());
        line(message, "LogicalResourceId", event.logicalResourceId());
        line(message, "Namespace", scope.account());
        line(message, "PhysicalResourceId", event.physicalResourceId());
        line(message, "ResourceProperties", event.resourceProperties() == null ? "null" : event.resourceProperties());
        line(message, "ResourceStatus", event.resourceStatusAsString());
        line(message, "ResourceStatusReason", event.resourceStatusReason());
        line(message, "ResourceType", event.resourceType());
        line(message, "StackName", event.stackName());
        line(message, "ClientRequestToken", event.clientRequestToken() == null ? "null" : event.clientRequestToken());
        return message.toString();
    }

    private static void line(StringBuilder message, String name, @Nullable String value) {
        message.append(name).append("='").append(value == null ? "" : value).append("'\n");
    }
}
