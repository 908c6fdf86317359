package dev.fargatecd.local.ssm;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/**
 * A parameter with its versions.
 *
 * @param versions oldest first, at least one and at most {@value #MOST}
 */
record StoredParameter(String name, ParameterType type, List<Version> versions, Map<String, String> tags) {
    /** What Parameter Store keeps: the oldest version goes when there would be more. */
    static final int MOST = 100;

    StoredParameter {
        versions = List.copyOf(versions);
        tags = Map.copyOf(tags);
    }

    /** The one that counts. */
    Version latest() {
        return versions.get(versions.size() - 1);
    }

    Optional<Version> version(long number) {
        return versions.stream().filter(one -> one.number() == number).findFirst();
    }

    StoredParameter with(Version next) {
        List<Version> all = new ArrayList<>(versions);
        all.add(next);
        return new StoredParameter(name, type, all.subList(Math.max(0, all.size() - MOST), all.size()), tags);
    }

    StoredParameter tagged(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(tags);
        all.putAll(more);
        return new StoredParameter(name, type, versions, all);
    }

    StoredParameter untagged(List<String> keys) {
        Map<String, String> rest = new HashMap<>(tags);
        rest.keySet().removeAll(keys);
        return new StoredParameter(name, type, versions, rest);
    }
}
