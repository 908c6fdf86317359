package dev.fargatecd.local.kms;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import software.amazon.awssdk.services.kms.model.KeyState;

/**
 * A key.
 *
 * @param material what it encrypts with: 32 bytes as hexadecimal digits
 * @param removal when the key goes for good; empty for one that nobody has scheduled for deletion
 */
record StoredKey(
        String id,
        String arn,
        String material,
        Settings settings,
        Map<String, String> tags,
        Instant created,
        Optional<Instant> removal) {

    /**
     * What can be changed.
     *
     * @param rotation days between rotations, which do not happen here; empty where it is off
     */
    record Settings(String description, String policy, boolean isEnabled, OptionalInt rotation) {}

    StoredKey {
        tags = Map.copyOf(tags);
    }

    KeyState state() {
        if (removal.isPresent()) {
            return KeyState.PENDING_DELETION;
        }
        return settings.isEnabled() ? KeyState.ENABLED : KeyState.DISABLED;
    }

    StoredKey with(Settings now) {
        return new StoredKey(id, arn, material, now, tags, created, removal);
    }

    StoredKey describedAs(String description) {
        return with(new Settings(description, settings.policy(), settings.isEnabled(), settings.rotation()));
    }

    StoredKey underPolicy(String policy) {
        return with(new Settings(settings.description(), policy, settings.isEnabled(), settings.rotation()));
    }

    StoredKey enabled(boolean isEnabled) {
        return with(new Settings(settings.description(), settings.policy(), isEnabled, settings.rotation()));
    }

    StoredKey rotating(OptionalInt days) {
        return with(new Settings(settings.description(), settings.policy(), settings.isEnabled(), days));
    }

    /** One whose deletion is cancelled is disabled, as on AWS. */
    StoredKey toBeRemoved(Optional<Instant> when) {
        return new StoredKey(id, arn, material, settings, tags, created, when).enabled(false);
    }

    StoredKey tagged(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(more);
        return new StoredKey(id, arn, material, settings, all, created, removal);
    }

    StoredKey untagged(List<String> keys) {
        Map<String, String> rest = new HashMap<>(tags);
        rest.keySet().removeAll(keys);
        return new StoredKey(id, arn, material, settings, rest, created, removal);
    }

    @Override
    public String toString() {
        return arn; // the material is no matter of logs
    }
}
