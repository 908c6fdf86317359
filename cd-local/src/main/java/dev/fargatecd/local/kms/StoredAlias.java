package dev.fargatecd.local.kms;

import java.time.Instant;

/**
 * Another name of a key.
 *
 * @param name {@code alias/app}
 */
record StoredAlias(String name, String arn, String keyId, Instant created, Instant updated) {
    StoredAlias to(String other, Instant now) {
        return new StoredAlias(name, arn, other, created, now);
    }
}
