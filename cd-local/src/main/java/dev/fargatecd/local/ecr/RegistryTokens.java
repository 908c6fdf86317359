package dev.fargatecd.local.ecr;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

/** The passwords for the registry: each stands for the caller who asked for it, for twelve hours. */
final class RegistryTokens {
    private static final Duration LIFETIME = Duration.ofHours(12);
    private static final Scope EVERYWHERE = new Scope("000000000000", Scope.GLOBAL);

    /** A password's meaning. */
    record Token(Caller caller, Instant expiresAt) {}

    /** A password as GetAuthorizationToken answers it: base64 of {@code AWS:password}. */
    record Issued(String authorizationToken, Instant expiresAt) {}

    private final CloudContext cloud;
    private final Table<Token> tokens;

    RegistryTokens(CloudContext cloud) {
        this.cloud = cloud;
        tokens = cloud.store().table("ecr.tokens", Token.class);
    }

    Issued issue(Caller caller) {
        Instant now = cloud.clock().instant();
        tokens.all().forEach((key, token) -> {
            if (!token.expiresAt().isAfter(now)) {
                tokens.remove(key);
            }
        });
        String password = cloud.ids().secret();
        tokens.put(new Key(EVERYWHERE, password), new Token(caller, now.plus(LIFETIME)));
        return new Issued(
                Base64.getEncoder().encodeToString(("AWS:" + password).getBytes(StandardCharsets.UTF_8)),
                now.plus(LIFETIME));
    }

    /** Whose call an Authorization header makes it, or empty where it is no valid token. */
    Optional<Caller> caller(String authorization) {
        if (!authorization.regionMatches(true, 0, "Basic ", 0, 6)) {
            return Optional.empty();
        }
        try {
            String userAndPassword = new String(
                    Base64.getDecoder().decode(authorization.substring(6).trim()), StandardCharsets.UTF_8);
            if (!userAndPassword.startsWith("AWS:")) {
                return Optional.empty();
            }
            return tokens.get(new Key(EVERYWHERE, userAndPassword.substring("AWS:".length())))
                    .filter(token -> token.expiresAt().isAfter(cloud.clock().instant()))
                    .map(Token::caller);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }
}
