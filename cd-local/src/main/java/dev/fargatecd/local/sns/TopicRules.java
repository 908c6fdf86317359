package dev.fargatecd.local.sns;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a topic may be.
 *
 * @see <a href="https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html">CreateTopic</a>
 */
final class TopicRules {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,256}");
    /** Kept; none has an effect here. */
    private static final Set<String> ATTRIBUTES =
            Set.of("DisplayName", "Policy", "DeliveryPolicy", "KmsMasterKeyId", "SignatureVersion", "TracingConfig");

    private static final Set<String> OF_FIFO_TOPICS =
            Set.of("FifoTopic", "ContentBasedDeduplication", "ArchivePolicy", "FifoThroughputScope");

    private TopicRules() {}

    static String name(@Nullable String name) {
        if (name != null && name.endsWith(".fifo")) {
            throw new UnsupportedOperationException(
                    "sns CreateTopic: FIFO topics are not supported by the local cloud");
        }
        if (name == null || !NAME.matcher(name).matches()) {
            throw SnsFaults.invalid("Invalid parameter: Topic Name");
        }
        return name;
    }

    static void attribute(String name, String value) {
        if (OF_FIFO_TOPICS.contains(name)) {
            if (!value.equals("false")) {
                throw new UnsupportedOperationException(
                        "sns: the topic attribute " + name + " is not supported by the local cloud");
            }
            return;
        }
        if (!ATTRIBUTES.contains(name)) {
            throw SnsFaults.invalid("Invalid parameter: AttributeName");
        }
        if (name.endsWith("Policy") && !value.isEmpty() && !isObject(value)) {
            throw SnsFaults.invalid("Invalid parameter: Policy Error: null");
        }
    }

    private static boolean isObject(String value) {
        try {
            return JSON.readTree(value).isObject();
        } catch (JsonProcessingException malformed) {
            return false;
        }
    }

    /** Whoever is of the account may do all that one does with a topic. */
    static String defaultPolicy(Topic topic, String account) {
        return """
                {"Version":"2008-10-17","Id":"__default_policy_ID","Statement":[{"Sid":"__default_statement_ID",\
                "Effect":"Allow","Principal":{"AWS":"*"},"Action":["SNS:GetTopicAttributes","SNS:SetTopicAttributes",\
                "SNS:AddPermission","SNS:RemovePermission","SNS:DeleteTopic","SNS:Subscribe",\
                "SNS:ListSubscriptionsByTopic","SNS:Publish"],"Resource":"%s",\
                "Condition":{"StringEquals":{"AWS:SourceOwner":"%s"}}}]}""".formatted(topic.arn(), account);
    }
}
