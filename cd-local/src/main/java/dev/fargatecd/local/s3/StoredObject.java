package dev.fargatecd.local.s3;

import java.util.List;
import java.util.Optional;

/**
 * An object with all its versions.
 *
 * @param versions the newest first; never empty
 */
record StoredObject(String bucket, String key, List<ObjectVersion> versions) {
    StoredObject {
        versions = List.copyOf(versions);
    }

    ObjectVersion latest() {
        return versions.get(0);
    }

    /** What reading the object finds; empty where its deletion is the latest. */
    Optional<ObjectVersion> current() {
        return Optional.of(latest()).filter(version -> !version.isDeleteMarker());
    }

    Optional<ObjectVersion> version(String id) {
        return versions.stream().filter(version -> version.id().equals(id)).findFirst();
    }
}
