package dev.fargatecd.local.iam;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Optional;

/** The documents of AWS's own managed policies, as far as {@code tools/managed-policies.py} fetched them. */
final class AwsPolicies {
    /**
     * One of them, in its default version.
     *
     * @param document as JSON
     */
    record AwsPolicy(String version, String document) {}

    private Optional<JsonNode> read = Optional.empty();

    /** The policy of that ARN; empty where its document is not known. */
    synchronized Optional<AwsPolicy> find(String arn) {
        JsonNode all = read.orElseGet(AwsPolicies::read);
        read = Optional.of(all);
        return Optional.ofNullable(all.get(arn))
                .map(policy -> new AwsPolicy(
                        policy.get("version").asText(), policy.get("document").toString()));
    }

    private static JsonNode read() {
        try (InputStream in = Objects.requireNonNull(AwsPolicies.class.getResourceAsStream("managed-policies.json"))) {
            return new ObjectMapper().readTree(in);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
