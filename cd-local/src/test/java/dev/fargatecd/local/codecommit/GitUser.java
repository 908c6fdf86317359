package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.AccessKey;
import java.net.URI;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Somebody with an access key who uses git. */
record GitUser(AccessKey key, String region) {
    String name() {
        return key.sessionToken().map(token -> key.id() + "%" + token).orElse(key.id());
    }

    String password(URI repository, Instant at) {
        String time = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss")
                .withZone(ZoneOffset.UTC)
                .format(at);
        return time + "Z"
                + GitCredential.signature(key.secret(), time, region, repository.getHost(), repository.getPath());
    }
}
