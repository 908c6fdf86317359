package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sns.SnsClient;
import software.amazon.awssdk.services.sns.model.CreateTopicRequest;
import software.amazon.awssdk.services.sns.model.CreateTopicResponse;
import software.amazon.awssdk.services.sns.model.NotFoundException;
import software.amazon.awssdk.services.sns.model.SubscribeRequest;
import software.amazon.awssdk.services.sns.model.SubscribeResponse;
import software.amazon.awssdk.services.sns.model.Tag;

/** The types of SNS. */
final class NotificationTypes {
    /** Properties that are attributes in the API. */
    private static final String[] OF_TOPIC = {"DisplayName", "KmsMasterKeyId", "SignatureVersion", "TracingConfig"};

    private static final String[] OF_SUBSCRIPTION = {"RawMessageDelivery", "DeliveryPolicy"};

    private NotificationTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(topic(), subscription(), topicPolicy());
    }

    private static ResourceType<SnsClient> topic() {
        return ResourceType.of("AWS::SNS::Topic", SnsClient.class)
                .named(NameRule.of("TopicName", 256))
                .create(
                        CreateTopicRequest::builder,
                        topic -> attributes(topic, OF_TOPIC).renamed("TopicName", "Name"),
                        SnsClient::createTopic,
                        CreateTopicResponse::topicArn)
                .update(ResourceType.names(OF_TOPIC), (sns, topic) -> {
                    for (String name : OF_TOPIC) {
                        if (topic.properties().has(name)) {
                            set(sns, topic.id(), name, topic.properties().text(name));
                        }
                    }
                })
                .defaulting("DisplayName", "")
                .defaulting("KmsMasterKeyId", "")
                .defaulting("SignatureVersion", "1")
                .defaulting("TracingConfig", "PassThrough")
                .members(
                        "Subscription",
                        JsonNode::toString,
                        (sns, topic, subscription) -> sns.subscribe(ResourceType.request(
                                SubscribeRequest::builder,
                                Properties.of(subscription).with("TopicArn", topic.id()))),
                        NotificationTypes::unsubscribe)
                .tags(new Tagging<>() {
                    @Override
                    public void tag(SnsClient sns, PhysicalResource topic, Map<String, String> tags) {
                        sns.tagResource(request -> request.resourceArn(topic.id())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(SnsClient sns, PhysicalResource topic, List<String> keys) {
                        sns.untagResource(
                                request -> request.resourceArn(topic.id()).tagKeys(keys));
                    }
                })
                .attributes((sns, topic) -> Map.of(
                        "TopicArn",
                        topic.id(),
                        "TopicName",
                        topic.id().substring(topic.id().lastIndexOf(':') + 1)))
                .deletedBy((sns, topic) -> sns.deleteTopic(request -> request.topicArn(topic.id())));
    }

    /** One that waits for its confirmation has no ARN in the lists, and stays, as on AWS. */
    private static void unsubscribe(SnsClient sns, PhysicalResource topic, JsonNode subscription) {
        sns.listSubscriptionsByTopicPaginator(request -> request.topicArn(topic.id())).subscriptions().stream()
                .filter(one -> one.endpoint()
                                .equals(subscription.path("Endpoint").asText())
                        && one.protocol().equals(subscription.path("Protocol").asText())
                        && one.subscriptionArn().startsWith("arn:"))
                .forEach(one -> sns.unsubscribe(request -> request.subscriptionArn(one.subscriptionArn())));
    }

    private static ResourceType<SnsClient> subscription() {
        return ResourceType.of("AWS::SNS::Subscription", SnsClient.class)
                .create(
                        SubscribeRequest::builder,
                        subscription ->
                                attributes(subscription, OF_SUBSCRIPTION).with("ReturnSubscriptionArn", "true"),
                        SnsClient::subscribe,
                        SubscribeResponse::subscriptionArn)
                .update(ResourceType.names(OF_SUBSCRIPTION), (sns, subscription) -> {
                    for (String name : OF_SUBSCRIPTION) {
                        if (subscription.properties().has(name)) {
                            sns.setSubscriptionAttributes(request -> request.subscriptionArn(subscription.id())
                                    .attributeName(name)
                                    .attributeValue(subscription.properties().text(name)));
                        }
                    }
                })
                .defaulting("RawMessageDelivery", "false")
                .attributes((sns, subscription) -> Map.of("Arn", subscription.id()))
                .deletedBy(
                        (sns, subscription) -> sns.unsubscribe(request -> request.subscriptionArn(subscription.id())));
    }

    /** A policy of several topics, with an id of CloudFormation's alone. */
    private static ResourceType<SnsClient> topicPolicy() {
        return ResourceType.of("AWS::SNS::TopicPolicy", SnsClient.class)
                .named(NameRule.of("Id", 128))
                .createdBy((sns, policy) -> policy.text("Id"))
                .members(
                        "Topics",
                        JsonNode::asText,
                        (sns, policy, topic) -> setPolicy(sns, policy, topic.asText()),
                        (sns, policy, topic) -> resetPolicy(sns, topic.asText()))
                .replace(
                        ResourceType.names("PolicyDocument"),
                        (sns, policy) ->
                                policy.properties().texts("Topics").forEach(topic -> setPolicy(sns, policy, topic)))
                .attributes((sns, policy) -> Map.of("Id", policy.id()))
                .deletedBy(
                        (sns, policy) -> policy.properties().texts("Topics").forEach(topic -> resetPolicy(sns, topic)));
    }

    private static void setPolicy(SnsClient sns, PhysicalResource policy, String topic) {
        set(sns, topic, "Policy", policy.properties().text("PolicyDocument"));
    }

    /** Back to the one that a topic has from the beginning; a topic that is gone needs none. */
    private static void resetPolicy(SnsClient sns, String topic) {
        try {
            set(sns, topic, "Policy", "");
        } catch (NotFoundException gone) {
            // its topic was deleted by somebody else
        }
    }

    private static void set(SnsClient sns, String topic, String name, String value) {
        sns.setTopicAttributes(
                request -> request.topicArn(topic).attributeName(name).attributeValue(value));
    }

    /** The properties with some of them as entries of {@code Attributes}. */
    private static Properties attributes(Properties properties, String... names) {
        ObjectNode attributes = JsonNodeFactory.instance.objectNode();
        for (String name : names) {
            if (properties.has(name)) {
                attributes.put(name, properties.text(name));
            }
        }
        Properties rest = properties.without(names);
        if (rest.has("FifoTopic") && !rest.flag("FifoTopic")) {
            rest = rest.without("FifoTopic");
        }
        return attributes.isEmpty() ? rest : rest.with("Attributes", attributes);
    }
}
