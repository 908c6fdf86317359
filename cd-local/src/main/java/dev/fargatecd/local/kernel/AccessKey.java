package dev.fargatecd.local.kernel;

import java.time.Instant;
import java.util.Optional;

/**
 * Credentials and whose they are.
 *
 * @param sessionToken present with temporary credentials
 * @param expiration when they end; empty for those that don't
 */
public record AccessKey(
        String id, String secret, Optional<String> sessionToken, Principal principal, Optional<Instant> expiration) {
    /** Without the secret and the token: records end up in logs. */
    @Override
    public String toString() {
        return "AccessKey[" + id + " of " + principal.arn() + "]";
    }
}
