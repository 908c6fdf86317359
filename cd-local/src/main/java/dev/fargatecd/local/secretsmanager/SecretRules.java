package dev.fargatecd.local.secretsmanager;

import dev.fargatecd.local.kernel.Ids;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;

/**
 * What a secret may be.
 *
 * @see <a href="https://docs.aws.amazon.com/secretsmanager/latest/apireference/API_CreateSecret.html">CreateSecret</a>
 */
final class SecretRules {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9/_+=.@!-]{1,512}");
    private static final int LARGEST = 65536;
    private static final Duration DEFAULT_WINDOW = Duration.ofDays(30);
    private static final long SHORTEST_WINDOW = 7;

    private SecretRules() {}

    static String name(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw SecretFaults.validation(
                    "Invalid name. Must be a valid name containing alphanumeric characters, or any"
                            + " of the following: -/_+=.@!");
        }
        return name;
    }

    /** A request's token, which becomes the id of the version; SDKs make one up. */
    static String token(@Nullable String token, Ids ids) {
        if (token == null) {
            return ids.uuid();
        }
        if (token.length() < 32 || token.length() > 64) {
            throw SecretFaults.invalidParameter("ClientRequestToken must be 32-64 characters long.");
        }
        return token;
    }

    /** Whether the request brings a value, of one kind and not too large. */
    static boolean hasValue(@Nullable String text, @Nullable SdkBytes binary) {
        if (text != null && binary != null) {
            throw SecretFaults.invalidParameter(
                    "You can't specify both a binary secret value and a string secret value in the same secret.");
        }
        int size = text != null
                ? text.getBytes(StandardCharsets.UTF_8).length
                : Optional.ofNullable(binary)
                        .map(SdkBytes::asByteArrayUnsafe)
                        .map(bytes -> bytes.length)
                        .orElse(0);
        if (size > LARGEST) {
            throw SecretFaults.validation("1 validation error detected: Value at '"
                    + (text != null ? "secretString" : "secretBinary")
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + LARGEST);
        }
        return text != null || binary != null;
    }

    /** How long a deleted secret can be restored; nothing where it goes at once. */
    static Optional<Duration> window(DeleteSecretRequest request) {
        Long days = request.recoveryWindowInDays();
        if (Boolean.TRUE.equals(request.forceDeleteWithoutRecovery())) {
            if (days != null) {
                throw SecretFaults.invalidParameter(
                        "You can't use ForceDeleteWithoutRecovery in conjunction with RecoveryWindowInDays.");
            }
            return Optional.empty();
        }
        if (days != null && (days < SHORTEST_WINDOW || days > DEFAULT_WINDOW.toDays())) {
            throw SecretFaults.invalidParameter(
                    "The RecoveryWindowInDays value must be between 7 and 30 days (inclusive).");
        }
        return Optional.of(days == null ? DEFAULT_WINDOW : Duration.ofDays(days));
    }
}
