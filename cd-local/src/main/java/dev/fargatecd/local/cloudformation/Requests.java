package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.StsException;

/** What all requests that start something have in common: names, tokens, and who makes the calls. */
final class Requests {
    private static final Pattern NAME = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]{0,127}");

    /** A request that was accepted before. */
    record Accepted(String operation, String stackId) {}

    private final Clients clients;
    private final Table<Accepted> tokens;

    Requests(Clients clients, Store store) {
        this.clients = clients;
        tokens = store.table("cloudformation.client-request-tokens", Accepted.class);
    }

    static String requireName(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw Refusal.constraint(
                    String.valueOf(name),
                    "stackName",
                    "satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*");
        }
        return name;
    }

    /** The stack of an earlier request with the token, which the new one only repeats; empty for a new request. */
    Optional<String> repeated(Scope scope, String operation, @Nullable String token) {
        if (token == null) {
            return Optional.empty();
        }
        Optional<Accepted> earlier = tokens.get(new Key(scope, token));
        earlier.filter(accepted -> !accepted.operation().equals(operation)).ifPresent(other -> {
            throw Refusal.tokenUsed(token);
        });
        return earlier.map(Accepted::stackId);
    }

    /** Remembers an accepted request. */
    void accept(Scope scope, String operation, @Nullable String token, String stackId) {
        if (token != null) {
            tokens.put(new Key(scope, token), new Accepted(operation, stackId));
        }
    }

    /** Who makes the calls of an operation: a session of the role, or the caller without one. */
    Caller acting(Caller caller, Optional<String> roleArn) {
        if (roleArn.isEmpty()) {
            return caller;
        }
        try {
            return clients.assumeRole(
                            "cloudformation.amazonaws.com", caller.scope(), roleArn.get(), "AWSCloudFormation")
                    .caller();
        } catch (StsException refused) {
            throw notAssumed(roleArn.get());
        }
    }

    private static AwsServiceException notAssumed(String roleArn) {
        return Refusal.invalid("Role " + roleArn + " is invalid or cannot be assumed");
    }
}
