package dev.fargatecd.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sns.model.MessageAttributeValue;

/**
 * What is published, once it is checked.
 *
 * @param isJson whether the text has a part of its own for each protocol
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_Publish.html">Publish</a>
 */
record Message(
        String id,
        Topic topic,
        Optional<String> subject,
        String text,
        boolean isJson,
        Map<String, MessageAttributeValue> attributes,
        Instant time) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int LARGEST = 262_144;
    private static final int LONGEST_SUBJECT = 100;

    Message {
        attributes = Map.copyOf(attributes);
    }

    /** Reads a request's members. */
    static Message of(
            String id,
            Topic topic,
            @Nullable String subject,
            @Nullable String text,
            @Nullable String structure,
            Map<String, MessageAttributeValue> attributes,
            Instant now) {
        if (text == null || text.isEmpty()) {
            throw SnsFaults.invalid("Invalid parameter: Empty message");
        }
        if (text.getBytes(StandardCharsets.UTF_8).length > LARGEST) {
            throw SnsFaults.invalid("Invalid parameter: Message too long");
        }
        if (subject != null && !subject.matches("[\\p{Print}&&[^\\s]][\\p{Print}]{0," + (LONGEST_SUBJECT - 1) + "}")) {
            throw SnsFaults.invalid("Invalid parameter: Subject");
        }
        boolean isJson = "json".equals(structure);
        if (structure != null && !isJson) {
            throw SnsFaults.invalid("Invalid parameter: MessageStructure");
        }
        Message message = new Message(id, topic, Optional.ofNullable(subject), text, isJson, attributes, now);
        message.textFor(Protocol.HTTP);
        return message;
    }

    /** The text that subscribers of the protocol get. */
    String textFor(Protocol protocol) {
        if (!isJson) {
            return text;
        }
        try {
            JsonNode parts = JSON.readTree(text);
            JsonNode general = parts.path("default");
            if (!general.isTextual()) {
                throw SnsFaults.invalid("Invalid parameter: Message Structure - No default entry in JSON message body");
            }
            JsonNode own = parts.path(protocol.text());
            return own.isTextual() ? own.textValue() : general.textValue();
        } catch (JsonProcessingException malformed) {
            throw SnsFaults.invalid("Invalid parameter: Message Structure - JSON message body failed to parse");
        }
    }

    /**
     * The body that an HTTP endpoint gets. It is not signed: there is no certificate of AWS's here.
     *
     * @see <a href="https://docs.aws.amazon.com/sns/latest/dg/http-notification-json.html">HTTP/HTTPS notification JSON
     *     format</a>
     */
    String notification(Protocol protocol) {
        ObjectNode body = JSON.createObjectNode();
        body.put("Type", "Notification").put("MessageId", id).put("TopicArn", topic.arn());
        subject.ifPresent(line -> body.put("Subject", line));
        body.put("Message", textFor(protocol)).put("Timestamp", timestamp(time));
        if (!attributes.isEmpty()) {
            ObjectNode all = body.putObject("MessageAttributes");
            attributes.forEach((name, value) ->
                    all.putObject(name).put("Type", value.dataType()).put("Value", value(value)));
        }
        return body.toString();
    }

    private static String value(MessageAttributeValue value) {
        return value.stringValue() != null
                ? value.stringValue()
                : new String(
                        Base64.getEncoder()
                                .encode(
                                        value.binaryValue() == null
                                                ? new byte[0]
                                                : value.binaryValue().asByteArray()),
                        StandardCharsets.US_ASCII);
    }

    /** The body that asks an HTTP endpoint for its confirmation. */
    static String confirmation(String id, StoredSubscription subscription, String url, Instant now) {
        return JSON.createObjectNode()
                .put("Type", "SubscriptionConfirmation")
                .put("MessageId", id)
                .put("Token", subscription.token())
                .put("TopicArn", subscription.topicArn())
                .put(
                        "Message",
                        "You have chosen to subscribe to the topic " + subscription.topicArn()
                                + ".\nTo confirm the subscription, visit the SubscribeURL included in this message.")
                .put("SubscribeURL", url)
                .put("Timestamp", timestamp(now))
                .toString();
    }

    private static String timestamp(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS).toString();
    }
}
