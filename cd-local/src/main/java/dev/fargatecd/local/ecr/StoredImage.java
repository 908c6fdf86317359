package dev.fargatecd.local.ecr;

import java.time.Instant;

/** An image of a repository: its manifest, and when it was first pushed. */
record StoredImage(Manifest manifest, Instant pushedAt) {}
