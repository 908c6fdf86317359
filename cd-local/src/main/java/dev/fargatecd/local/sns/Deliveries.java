package dev.fargatecd.local.sns;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages to HTTP endpoints, and tells the journal what became of each.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html">Message delivery retries</a>
 */
final class Deliveries {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
    private static final String SOURCE = "local.sns";
    /** AWS's bound for an answer. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    /** AWS tries fifty times in an hour; on one machine a program that is not there will not be soon. */
    private static final int ATTEMPTS = 4;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final CloudContext cloud;
    private final HttpClient http;

    Deliveries(CloudContext cloud) {
        this.cloud = cloud;
        http = HttpClient.newBuilder()
                .executor(cloud.work())
                .connectTimeout(Duration.ofSeconds(5))
                .version(HttpClient.Version.HTTP_1_1)
                .build();
    }

    /** Takes a message to a subscriber who has confirmed. */
    void send(Scope scope, Message message, StoredSubscription subscription) {
        if (subscription.protocol().isWeb()) {
            String body = subscription.isRaw()
                    ? message.textFor(subscription.protocol())
                    : message.notification(subscription.protocol());
            post(scope, subscription, "Notification", message.id(), body, 1);
        } else {
            // nobody here sends mail: whoever waits for the message finds it in the journal
            tell(scope, subscription, "SNS Message Held", message.id(), "the local cloud sends no mail");
        }
    }

    /** Asks a new subscriber for a confirmation. */
    void ask(Scope scope, StoredSubscription subscription, String url) {
        String id = cloud.ids().uuid();
        if (subscription.protocol().isWeb()) {
            String body =
                    Message.confirmation(id, subscription, url, cloud.clock().instant());
            post(scope, subscription, "SubscriptionConfirmation", id, body, 1);
        } else {
            tell(scope, subscription, "SNS Confirmation Held", id, "the local cloud sends no mail");
        }
    }

    private void post(Scope scope, StoredSubscription subscription, String type, String id, String body, int attempt) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(subscription.endpoint()))
                .timeout(PATIENCE)
                .header("Content-Type", "text/plain; charset=UTF-8")
                .header("User-Agent", "Amazon Simple Notification Service Agent")
                .header("x-amz-sns-message-type", type)
                .header("x-amz-sns-message-id", id)
                .header("x-amz-sns-topic-arn", subscription.topicArn())
                .POST(HttpRequest.BodyPublishers.ofString(body));
        if (type.equals("Notification")) {
            request.header("x-amz-sns-subscription-arn", subscription.arn());
            if (subscription.isRaw()) {
                request.header("x-amz-sns-rawdelivery", "true");
            }
        }
        CompletableFuture<Void> unused = http.sendAsync(request.build(), HttpResponse.BodyHandlers.discarding())
                .handle((answer, failure) -> {
                    if (failure == null && answer.statusCode() / 100 == 2) {
                        tell(scope, subscription, "SNS Message Delivered", id, "");
                    } else {
                        String reason = failure == null ? "HTTP " + answer.statusCode() : String.valueOf(failure);
                        failed(scope, subscription, type, id, body, attempt, reason);
                    }
                    return null;
                });
    }

    private void failed(
            Scope scope,
            StoredSubscription subscription,
            String type,
            String id,
            String body,
            int attempt,
            String reason) {
        if (attempt < ATTEMPTS) {
            Future<?> unused = cloud.work().after(PAUSE, () -> post(scope, subscription, type, id, body, attempt + 1));
            return;
        }
        LOG.warn("{} {} could not be delivered to {}: {}", type, id, subscription.endpoint(), reason);
        tell(scope, subscription, "SNS Delivery Failed", id, reason);
    }

    private void tell(Scope scope, StoredSubscription subscription, String what, String messageId, String reason) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("subscriptionArn", subscription.arn());
        detail.put("endpoint", subscription.endpoint());
        detail.put("messageId", messageId);
        if (!reason.isEmpty()) {
            detail.put("reason", reason);
        }
        cloud.journal().append(scope, SOURCE, what, List.of(subscription.topicArn(), subscription.arn()), detail);
    }
}
