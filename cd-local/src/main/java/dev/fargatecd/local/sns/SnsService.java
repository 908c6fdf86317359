package dev.fargatecd.local.sns;

import dev.fargatecd.local.door.Mount;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionRequest;
import software.amazon.awssdk.services.sns.model.ConfirmSubscriptionResponse;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.DeleteTopicRequest;
import software.amazon.awssdk.services.sns.model.DeleteTopicResponse;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.GetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsByTopicResponse;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsRequest;
import software.amazon.awssdk.services.sns.model.ListSubscriptionsResponse;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.sns.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.sns.model.ListTopicsRequest;
import software.amazon.awssdk.services.sns.model.ListTopicsResponse;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;
import software.amazon.awssdk.services.sns.model.PublishBatchRequest;
import software.amazon.awssdk.services.sns.model.PublishBatchRequestEntry;
import software.amazon.awssdk.services.sns.model.PublishBatchResponse;
import software.amazon.awssdk.services.sns.model.PublishBatchResultEntry;
import software.amazon.awssdk.services.sns.model.PublishRequest;
import software.amazon.awssdk.services.sns.model.PublishResponse;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetSubscriptionAttributesResponse;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesRequest;
import software.amazon.awssdk.services.sns.model.SetTopicAttributesResponse;
import software.amazon.awssdk.services.sns.model.SnsException;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.Subscription;
import software.amazon.awssdk.services.sns.model.Tag;
import software.amazon.awssdk.services.sns.model.TagResourceRequest;
import software.amazon.awssdk.services.sns.model.TagResourceResponse;
import software.amazon.awssdk.services.sns.model.UnsubscribeRequest;
import software.amazon.awssdk.services.sns.model.UnsubscribeResponse;
import software.amazon.awssdk.services.sns.model.UntagResourceRequest;
import software.amazon.awssdk.services.sns.model.UntagResourceResponse;

/**
 * Amazon SNS: standard topics, their subscriptions, and messages. What is published is in the journal, too, as
 * {@code SNS Message Published} of {@code local.sns}.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/welcome.html">Amazon SNS API Reference</a>
 */
public final class SnsService implements SnsClient {
    private static final int PAGE = 100;
    private static final int BATCH = 10;

    private final CloudContext cloud;
    private final Table<Topic> topics;
    private final Deliveries deliveries;
    private final Subscriptions subscriptions;

    public SnsService(CloudContext cloud) {
        this.cloud = cloud;
        topics = cloud.store().table("sns.topics", Topic.class);
        deliveries = new Deliveries(cloud);
        subscriptions = new Subscriptions(cloud, deliveries);
    }

    /** Where subscribers confirm. */
    public Mount confirmations() {
        return new Mount(ConfirmationDoor.PATH, new ConfirmationDoor(subscriptions));
    }

    @Override
    public CreateTopicResponse createTopic(CreateTopicRequest request) {
        Supported.only("sns CreateTopic", request, "Name", "Attributes", "Tags");
        String name = TopicRules.name(request.name());
        request.attributes().forEach(TopicRules::attribute);
        Map<String, String> attributes = new LinkedHashMap<>(request.attributes());
        attributes.values().removeIf(String::isEmpty);
        attributes.remove("FifoTopic");
        Topic wanted = new Topic(name, scope().arn("sns", name), attributes, tags(request.tags()));
        if (!topics.putIfAbsent(new Key(scope(), name), wanted)) {
            requireSame(topic(wanted.arn()), wanted);
        }
        return CreateTopicResponse.builder().topicArn(wanted.arn()).build();
    }

    /** The same request once more answers the same topic. */
    private static void requireSame(Topic there, Topic wanted) {
        boolean isOther = wanted.attributes().entrySet().stream()
                .anyMatch(entry -> !entry.getValue().equals(there.attributes().get(entry.getKey())));
        if (isOther) {
            throw SnsFaults.invalid(
                    "Invalid parameter: Attributes Reason: Topic already exists with different attributes");
        }
        if (!wanted.tags().isEmpty() && !wanted.tags().equals(there.tags())) {
            throw SnsFaults.invalid("Invalid parameter: Tags Reason: Topic already exists with different tags");
        }
    }

    @Override
    public DeleteTopicResponse deleteTopic(DeleteTopicRequest request) {
        String arn = String.valueOf(request.topicArn());
        topics.remove(new Key(scope(), named(arn)));
        subscriptions.of(scope(), arn).forEach(one -> subscriptions.remove(scope(), one.arn()));
        return DeleteTopicResponse.builder().build();
    }

    @Override
    public ListTopicsResponse listTopics(ListTopicsRequest request) {
        Page<Topic> page = page(topics.list(scope()), Topic::arn, request.nextToken());
        return ListTopicsResponse.builder()
                .topics(page.items().stream()
                        .map(topic -> software.amazon.awssdk.services.sns.model.Topic.builder()
                                .topicArn(topic.arn())
                                .build())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public GetTopicAttributesResponse getTopicAttributes(GetTopicAttributesRequest request) {
        Topic topic = topic(request.topicArn());
        List<StoredSubscription> its = subscriptions.of(scope(), topic.arn());
        long confirmed = its.stream().filter(StoredSubscription::isConfirmed).count();
        Map<String, String> attributes = new TreeMap<>();
        attributes.put("DisplayName", "");
        attributes.put("Policy", TopicRules.defaultPolicy(topic, scope().account()));
        attributes.putAll(topic.attributes());
        attributes.put("TopicArn", topic.arn());
        attributes.put("Owner", scope().account());
        attributes.put("SubscriptionsConfirmed", String.valueOf(confirmed));
        attributes.put("SubscriptionsPending", String.valueOf(its.size() - confirmed));
        attributes.put("SubscriptionsDeleted", "0");
        return GetTopicAttributesResponse.builder().attributes(attributes).build();
    }

    @Override
    public SetTopicAttributesResponse setTopicAttributes(SetTopicAttributesRequest request) {
        String value = request.attributeValue() == null ? "" : request.attributeValue();
        TopicRules.attribute(String.valueOf(request.attributeName()), value);
        topics.update(
                new Key(scope(), topic(request.topicArn()).name()), old -> old.with(request.attributeName(), value));
        return SetTopicAttributesResponse.builder().build();
    }

    @Override
    public SubscribeResponse subscribe(SubscribeRequest request) {
        Topic topic = topic(request.topicArn());
        Protocol protocol = Protocol.of(request.protocol());
        protocol.check(request.endpoint());
        StoredSubscription made = subscriptions.add(scope(), topic, protocol, request.endpoint(), request.attributes());
        boolean shown = made.isConfirmed() || Boolean.TRUE.equals(request.returnSubscriptionArn());
        return SubscribeResponse.builder()
                .subscriptionArn(shown ? made.arn() : "pending confirmation")
                .build();
    }

    @Override
    public ConfirmSubscriptionResponse confirmSubscription(ConfirmSubscriptionRequest request) {
        Supported.only("sns ConfirmSubscription", request, "TopicArn", "Token");
        return ConfirmSubscriptionResponse.builder()
                .subscriptionArn(subscriptions
                        .confirm(topic(request.topicArn()).arn(), String.valueOf(request.token()))
                        .orElseThrow(() -> SnsFaults.invalid("Invalid parameter: Token"))
                        .arn())
                .build();
    }

    @Override
    public UnsubscribeResponse unsubscribe(UnsubscribeRequest request) {
        String arn = String.valueOf(request.subscriptionArn());
        if (arn.split(":", -1).length != 7) {
            throw SnsFaults.invalid(
                    "Invalid parameter: SubscriptionArn Reason: An ARN must have at least 6 elements, not "
                            + arn.split(":", -1).length);
        }
        subscriptions.remove(scope(), arn);
        return UnsubscribeResponse.builder().build();
    }

    @Override
    public ListSubscriptionsResponse listSubscriptions(ListSubscriptionsRequest request) {
        Page<StoredSubscription> page = page(subscriptions.all(scope()), StoredSubscription::arn, request.nextToken());
        return ListSubscriptionsResponse.builder()
                .subscriptions(page.items().stream().map(SnsService::shown).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public ListSubscriptionsByTopicResponse listSubscriptionsByTopic(ListSubscriptionsByTopicRequest request) {
        Page<StoredSubscription> page = page(
                subscriptions.of(scope(), topic(request.topicArn()).arn()),
                StoredSubscription::arn,
                request.nextToken());
        return ListSubscriptionsByTopicResponse.builder()
                .subscriptions(page.items().stream().map(SnsService::shown).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Subscription shown(StoredSubscription one) {
        return Subscription.builder()
                .subscriptionArn(one.isConfirmed() ? one.arn() : StoredSubscription.PENDING)
                .topicArn(one.topicArn())
                .protocol(one.protocol().text())
                .endpoint(one.endpoint())
                .owner(scope().account())
                .build();
    }

    @Override
    public GetSubscriptionAttributesResponse getSubscriptionAttributes(GetSubscriptionAttributesRequest request) {
        StoredSubscription one = subscriptions
                .find(scope(), String.valueOf(request.subscriptionArn()))
                .orElseThrow(SnsFaults::noSubscription);
        Map<String, String> attributes = new TreeMap<>(one.attributes());
        attributes.putIfAbsent("RawMessageDelivery", "false");
        attributes.put("SubscriptionArn", one.arn());
        attributes.put("TopicArn", one.topicArn());
        attributes.put("Protocol", one.protocol().text());
        attributes.put("Endpoint", one.endpoint());
        attributes.put("Owner", scope().account());
        attributes.put("PendingConfirmation", String.valueOf(!one.isConfirmed()));
        return GetSubscriptionAttributesResponse.builder()
                .attributes(attributes)
                .build();
    }

    @Override
    public SetSubscriptionAttributesResponse setSubscriptionAttributes(SetSubscriptionAttributesRequest request) {
        String name = String.valueOf(request.attributeName());
        String value = request.attributeValue() == null ? "" : request.attributeValue();
        Subscriptions.checkAttribute(name);
        subscriptions.change(scope(), String.valueOf(request.subscriptionArn()), old -> old.with(name, value));
        return SetSubscriptionAttributesResponse.builder().build();
    }

    @Override
    public PublishResponse publish(PublishRequest request) {
        Supported.only(
                "sns Publish",
                request,
                "TopicArn",
                "TargetArn",
                "Message",
                "Subject",
                "MessageStructure",
                "MessageAttributes");
        Topic topic = topic(request.topicArn() == null ? request.targetArn() : request.topicArn());
        Message message = message(
                topic, request.subject(), request.message(), request.messageStructure(), request.messageAttributes());
        publish(message);
        return PublishResponse.builder().messageId(message.id()).build();
    }

    @Override
    public PublishBatchResponse publishBatch(PublishBatchRequest request) {
        Topic topic = topic(request.topicArn());
        Set<String> ids = new HashSet<>();
        List<PublishBatchRequestEntry> entries = request.publishBatchRequestEntries();
        if (entries.isEmpty() || entries.size() > BATCH) {
            throw SnsFaults.invalid("Invalid parameter: PublishBatchRequestEntries: 1 to " + BATCH + " are allowed");
        }
        entries.forEach(entry -> {
            Supported.only(
                    "sns PublishBatch", entry, "Id", "Message", "Subject", "MessageStructure", "MessageAttributes");
            if (!ids.add(entry.id())) {
                throw SnsFaults.invalid("Invalid parameter: two entries of the batch have the same Id");
            }
        });
        List<PublishBatchResultEntry> successful = new ArrayList<>();
        List<BatchResultErrorEntry> failed = new ArrayList<>();
        for (PublishBatchRequestEntry entry : entries) {
            try {
                Message message = message(
                        topic, entry.subject(), entry.message(), entry.messageStructure(), entry.messageAttributes());
                publish(message);
                successful.add(PublishBatchResultEntry.builder()
                        .id(entry.id())
                        .messageId(message.id())
                        .build());
            } catch (SnsException refused) {
                failed.add(BatchResultErrorEntry.builder()
                        .id(entry.id())
                        .code(refused.awsErrorDetails().errorCode())
                        .message(refused.awsErrorDetails().errorMessage())
                        .senderFault(true)
                        .build());
            }
        }
        return PublishBatchResponse.builder()
                .successful(successful)
                .failed(failed)
                .build();
    }

    private Message message(
            Topic topic,
            @Nullable String subject,
            @Nullable String text,
            @Nullable String structure,
            Map<String, MessageAttributeValue> attributes) {
        return Message.of(
                cloud.ids().uuid(),
                topic,
                subject,
                text,
                structure,
                attributes,
                cloud.clock().instant());
    }

    private void publish(Message message) {
        Scope scope = scope();
        List<StoredSubscription> subscribers = subscriptions
                .of(scope, message.topic().arn())
                .stream()
                .filter(StoredSubscription::isConfirmed)
                .toList();
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("topicArn", message.topic().arn());
        detail.put("messageId", message.id());
        message.subject().ifPresent(subject -> detail.put("subject", subject));
        detail.put("message", message.text());
        cloud.journal()
                .append(
                        scope,
                        "local.sns",
                        "SNS Message Published",
                        List.of(message.topic().arn()),
                        detail);
        subscribers.forEach(subscriber -> deliveries.send(scope, message, subscriber));
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        changeTags(request.resourceArn(), old -> old.tagged(tags(request.tags())));
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        changeTags(request.resourceArn(), old -> old.untagged(request.tagKeys()));
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(topics
                        .get(new Key(scope(), named(request.resourceArn())))
                        .orElseThrow(SnsFaults::noResource)
                        .tags()
                        .entrySet()
                        .stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private void changeTags(@Nullable String arn, UnaryOperator<Topic> change) {
        if (topics.update(new Key(scope(), named(arn)), change).isEmpty()) {
            throw SnsFaults.noResource();
        }
    }

    private Topic topic(@Nullable String arn) {
        return topics.get(new Key(scope(), named(arn))).orElseThrow(SnsFaults::noTopic);
    }

    /** The name in an ARN of this account and region; another's topic is none of ours. */
    private static String named(@Nullable String arn) {
        String prefix = scope().arn("sns", "");
        if (arn == null || arn.split(":", -1).length < 6) {
            throw SnsFaults.invalid("Invalid parameter: TopicArn Reason: An ARN must have at least 6 elements, not "
                    + (arn == null ? 0 : arn.split(":", -1).length));
        }
        if (!arn.startsWith(prefix)) {
            throw SnsFaults.noTopic();
        }
        return arn.substring(prefix.length());
    }

    private static Map<String, String> tags(List<Tag> tags) {
        return tags.stream().collect(Collectors.toMap(Tag::key, Tag::value, (one, other) -> other));
    }

    private static <T> Page<T> page(List<T> all, Function<T, String> key, @Nullable String token) {
        try {
            return Page.of(all, key, token, PAGE);
        } catch (IllegalArgumentException noPage) {
            throw SnsFaults.invalid("Invalid parameter: NextToken");
        }
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
