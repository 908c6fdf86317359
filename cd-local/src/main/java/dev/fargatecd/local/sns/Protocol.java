package dev.fargatecd.local.sns;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How messages reach a subscriber. */
enum Protocol {
    HTTP("http"),
    HTTPS("https"),
    EMAIL("email"),
    EMAIL_JSON("email-json");

    private static final Set<String> OF_AWS = Set.of("sms", "sqs", "application", "lambda", "firehose");

    private final String text;

    Protocol(String text) {
        this.text = text;
    }

    /** As the API writes it. */
    String text() {
        return text;
    }

    /** Whether messages go to a URL; else nobody here sends them. */
    boolean isWeb() {
        return switch (this) {
            case HTTP, HTTPS -> true;
            case EMAIL, EMAIL_JSON -> false;
        };
    }

    static Protocol of(@Nullable String text) {
        if (text != null && OF_AWS.contains(text)) {
            throw new UnsupportedOperationException(
                    "sns Subscribe: the protocol " + text + " is not supported by the local cloud");
        }
        return Arrays.stream(values())
                .filter(protocol -> protocol.text.equals(text))
                .findFirst()
                .orElseThrow(() -> SnsFaults.invalid(
                        "Invalid parameter: Amazon SNS does not support this protocol string: " + text));
    }

    /** Refuses an endpoint that is not of the protocol, and one of another machine: the local cloud stays on this one. */
    void check(@Nullable String endpoint) {
        if (endpoint == null || endpoint.isEmpty()) {
            throw SnsFaults.invalid("Invalid parameter: Endpoint");
        }
        if (!isWeb()) {
            if (!endpoint.matches("[^@\\s]+@[^@\\s]+")) {
                throw SnsFaults.invalid("Invalid parameter: Email address");
            }
            return;
        }
        if (!endpoint.startsWith(text + "://")) {
            throw SnsFaults.invalid("Invalid parameter: Endpoint must match the specified protocol");
        }
        if (!isOnThisMachine(endpoint)) {
            throw new UnsupportedOperationException("sns Subscribe: the endpoint " + endpoint
                    + " is not supported by the local cloud, which sends to loopback addresses alone");
        }
    }

    /** By {@code localhost} or an address: no name is looked up, for what it means may change. */
    private static boolean isOnThisMachine(String endpoint) {
        try {
            String host = URI.create(endpoint).getHost();
            return host != null
                    && (host.equals("localhost")
                            || (host.matches("[0-9.]+|\\[.*]")
                                    && InetAddress.getByName(host).isLoopbackAddress()));
        } catch (UnknownHostException | IllegalArgumentException nowhere) {
            return false;
        }
    }
}
