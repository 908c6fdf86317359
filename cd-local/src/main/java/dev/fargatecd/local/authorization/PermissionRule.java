package dev.fargatecd.local.authorization;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A line of {@code permissions.txt}, which says what its parts mean.
 *
 * @param operation service and operation, {@code ecs CreateService}
 * @param resource as it is written: templates, of which each is one way to write it in a policy
 * @param conditions templates of values by condition key
 * @param when the member without which the line does not count
 * @param unless the member with which it does not count
 */
record PermissionRule(
        String operation,
        String action,
        List<String> resource,
        Map<String, String> conditions,
        Optional<String> when,
        Optional<String> unless) {

    /** What an operation asks for that is not listed: the action of its name, on a resource that nobody knows. */
    static PermissionRule unlisted(String operation, String action) {
        return new PermissionRule(operation, action, List.of("?"), Map.of(), Optional.empty(), Optional.empty());
    }

    /** Reads a line that is neither blank nor a comment. */
    static PermissionRule read(String line) {
        String[] words = line.strip().split(" +", -1);
        if (words.length < 4) {
            throw new IllegalArgumentException("too few words: " + line);
        }
        Map<String, String> conditions = new LinkedHashMap<>();
        Optional<String> when = Optional.empty();
        Optional<String> unless = Optional.empty();
        for (int i = 4; i < words.length; i++) {
            String[] pair = words[i].split("=", 2);
            switch (pair[0]) {
                case "when" -> when = Optional.of(pair[1]);
                case "unless" -> unless = Optional.of(pair[1]);
                default -> conditions.put(pair[0], pair[1]);
            }
        }
        return new PermissionRule(
                words[0] + " " + words[1], words[2], List.of(words[3].split("~", -1)), conditions, when, unless);
    }

    boolean countsFor(Members members) {
        return when.map(members::has).orElse(true) && !unless.map(members::has).orElse(false);
    }
}
