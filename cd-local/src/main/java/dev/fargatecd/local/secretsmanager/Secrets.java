package dev.fargatecd.local.secretsmanager;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The secrets of the caller's account and region, found by whatever names them. */
final class Secrets {
    private final CloudContext cloud;
    private final Table<Secret> secrets;

    Secrets(CloudContext cloud) {
        this.cloud = cloud;
        secrets = cloud.store().table("secretsmanager.secrets", Secret.class);
    }

    /** Keeps a new secret; answers false where its name is taken. */
    boolean add(Secret secret) {
        return secrets.putIfAbsent(new Key(scope(), secret.name()), secret);
    }

    /** All that are there, those that wait for their deletion included. */
    List<Secret> all() {
        return secrets.list(scope()).stream().filter(secret -> !isGone(secret)).toList();
    }

    /** Changes a secret that is not deleted, and tells of it. */
    Secret change(String operation, @Nullable String id, UnaryOperator<Secret> change) {
        Secret found = requireLive(id);
        Secret now = touch(found, change);
        changed(operation, now);
        return now;
    }

    Secret requireLive(@Nullable String id) {
        Secret secret = require(id);
        if (secret.isDeleted()) {
            throw SecretFaults.invalidRequest(
                    "You can't perform this operation on the secret because it was marked for deletion.");
        }
        return secret;
    }

    Secret require(@Nullable String id) {
        return find(String.valueOf(id)).orElseThrow(SecretFaults::notFound);
    }

    /** A secret by name, ARN, or ARN without the six characters at its end. */
    Optional<Secret> find(String id) {
        String prefix = scope().arn("secretsmanager", "secret:");
        Optional<Secret> found = id.startsWith("arn:")
                ? secrets.list(scope()).stream()
                        .filter(secret -> secret.arn().equals(id) || id.equals(prefix + secret.name()))
                        .findFirst()
                : secrets.get(new Key(scope(), id));
        found.filter(this::isGone).ifPresent(gone -> secrets.remove(new Key(scope(), gone.name())));
        return found.filter(secret -> !isGone(secret));
    }

    private boolean isGone(Secret secret) {
        return secret.times()
                .removal()
                .filter(removal -> !removal.isAfter(cloud.clock().instant()))
                .isPresent();
    }

    /** Changes a secret without a word. */
    Secret touch(Secret secret, UnaryOperator<Secret> change) {
        return secrets.update(new Key(scope(), secret.name()), change).orElseThrow(SecretFaults::notFound);
    }

    /** Takes a secret away for good, and tells of it. */
    void remove(Secret secret) {
        secrets.remove(new Key(scope(), secret.name())).ifPresent(removed -> changed("DeleteSecret", removed));
    }

    /** Secrets Manager tells EventBridge through CloudTrail alone. */
    void changed(String operation, Secret secret) {
        cloud.journal()
                .append(
                        scope(),
                        "aws.secretsmanager",
                        "AWS API Call via CloudTrail",
                        List.of(secret.arn()),
                        Map.of(
                                "eventSource",
                                "secretsmanager.amazonaws.com",
                                "eventName",
                                operation,
                                "requestParameters",
                                Map.of("secretId", secret.arn())));
    }

    private static Scope scope() {
        return Caller.current().scope();
    }
}
