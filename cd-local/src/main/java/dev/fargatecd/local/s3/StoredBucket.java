package dev.fargatecd.local.s3;

import java.time.Instant;

/**
 * A bucket. Its settings are kept beside it.
 *
 * @param account that owns it
 * @param region where it is
 */
record StoredBucket(String name, String account, String region, Instant created) {}
