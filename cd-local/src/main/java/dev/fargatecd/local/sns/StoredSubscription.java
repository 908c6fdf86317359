package dev.fargatecd.local.sns;

import java.util.HashMap;
import java.util.Map;

/**
 * A subscription.
 *
 * @param token what confirms it
 */
record StoredSubscription(
        String arn,
        String topicArn,
        Protocol protocol,
        String endpoint,
        Map<String, String> attributes,
        boolean isConfirmed,
        String token) {
    /** What lists show of a subscription in the place of its ARN until it is confirmed. */
    static final String PENDING = "PendingConfirmation";

    StoredSubscription {
        attributes = Map.copyOf(attributes);
    }

    boolean isRaw() {
        return Boolean.parseBoolean(attributes.getOrDefault("RawMessageDelivery", "false"));
    }

    StoredSubscription confirmed() {
        return new StoredSubscription(arn, topicArn, protocol, endpoint, attributes, true, token);
    }

    StoredSubscription with(String attribute, String value) {
        Map<String, String> all = new HashMap<>(attributes);
        all.put(attribute, value);
        return new StoredSubscription(arn, topicArn, protocol, endpoint, all, isConfirmed, token);
    }

    @Override
    public String toString() {
        return arn + " to " + endpoint; // the token is no matter of logs
    }
}
