package dev.fargatecd.local.sns;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/** The subscriptions of all topics. */
final class Subscriptions {
    private static final Set<String> ATTRIBUTES = Set.of("RawMessageDelivery", "DeliveryPolicy");
    private static final Set<String> OF_AWS =
            Set.of("FilterPolicy", "FilterPolicyScope", "RedrivePolicy", "SubscriptionRoleArn", "ReplayPolicy");
    private static final int TOKEN = 64;

    private final CloudContext cloud;
    private final Deliveries deliveries;
    private final Table<StoredSubscription> subscriptions;

    Subscriptions(CloudContext cloud, Deliveries deliveries) {
        this.cloud = cloud;
        this.deliveries = deliveries;
        subscriptions = cloud.store().table("sns.subscriptions", StoredSubscription.class);
    }

    /** Subscribes, and asks for the confirmation; who is subscribed already stays as he is. */
    StoredSubscription add(
            Scope scope, Topic topic, Protocol protocol, String endpoint, Map<String, String> attributes) {
        attributes.keySet().forEach(Subscriptions::checkAttribute);
        Optional<StoredSubscription> there = of(scope, topic.arn()).stream()
                .filter(one -> one.protocol() == protocol && one.endpoint().equals(endpoint))
                .findFirst();
        if (there.isPresent()) {
            if (!there.get().attributes().equals(attributes)) {
                throw SnsFaults.invalid(
                        "Invalid parameter: Attributes Reason: Subscription already exists with different attributes");
            }
            return there.get();
        }
        StoredSubscription made = new StoredSubscription(
                topic.arn() + ":" + cloud.ids().uuid(),
                topic.arn(),
                protocol,
                endpoint,
                attributes,
                false,
                cloud.ids().hex(TOKEN));
        subscriptions.put(new Key(scope, made.arn()), made);
        deliveries.ask(scope, made, url(made));
        return made;
    }

    static void checkAttribute(String name) {
        if (OF_AWS.contains(name)) {
            throw new UnsupportedOperationException(
                    "sns: the subscription attribute " + name + " is not supported by the local cloud");
        }
        if (!ATTRIBUTES.contains(name)) {
            throw SnsFaults.invalid("Invalid parameter: AttributeName");
        }
    }

    private String url(StoredSubscription subscription) {
        return cloud.endpoint().get() + ConfirmationDoor.PATH + "?TopicArn="
                + URLEncoder.encode(subscription.topicArn(), StandardCharsets.UTF_8) + "&Token="
                + subscription.token();
    }

    /** Confirms by the token that only the subscriber has got; empty where it is of no subscription to the topic. */
    Optional<StoredSubscription> confirm(String topicArn, String token) {
        return subscriptions.all().entrySet().stream()
                .filter(entry -> entry.getValue().topicArn().equals(topicArn)
                        && entry.getValue().token().equals(token))
                .findFirst()
                .flatMap(entry -> subscriptions.update(entry.getKey(), StoredSubscription::confirmed));
    }

    Optional<StoredSubscription> find(Scope scope, String arn) {
        return subscriptions.get(new Key(scope, arn));
    }

    StoredSubscription change(Scope scope, String arn, UnaryOperator<StoredSubscription> change) {
        return subscriptions.update(new Key(scope, arn), change).orElseThrow(SnsFaults::noSubscription);
    }

    void remove(Scope scope, String arn) {
        subscriptions.remove(new Key(scope, arn));
    }

    /** Those to a topic. */
    List<StoredSubscription> of(Scope scope, String topicArn) {
        return all(scope).stream()
                .filter(one -> one.topicArn().equals(topicArn))
                .toList();
    }

    List<StoredSubscription> all(Scope scope) {
        return subscriptions.list(scope);
    }
}
