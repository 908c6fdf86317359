package dev.fargatecd.local.sts;

import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Makes temporary credentials, which the cloud knows from then on. */
final class SessionKeys {
    private final CloudContext cloud;

    SessionKeys(CloudContext cloud) {
        this.cloud = cloud;
    }

    Credentials make(Principal principal, int seconds) {
        Instant expiration = cloud.clock().instant().plusSeconds(seconds).truncatedTo(ChronoUnit.SECONDS);
        String token = cloud.ids().secret()
                + cloud.ids().secret()
                + cloud.ids().secret()
                + cloud.ids().secret();
        AccessKey key = new AccessKey(
                cloud.ids().iam("ASIA"), cloud.ids().secret(), Optional.of(token), principal, Optional.of(expiration));
        cloud.accessKeys().add(key);
        return Credentials.builder()
                .accessKeyId(key.id())
                .secretAccessKey(key.secret())
                .sessionToken(token)
                .expiration(expiration)
                .build();
    }

    /** The seconds asked for, or the usual; refused outside their bounds. */
    static int duration(@Nullable Integer seconds, int usual, int most) {
        if (seconds == null) {
            return usual;
        }
        if (seconds < 900 || seconds > most) {
            throw StsFaults.validation("1 validation error detected: Value '" + seconds
                    + "' at 'durationSeconds' failed to satisfy constraint: Member must have value between 900 and "
                    + most);
        }
        return seconds;
    }
}
