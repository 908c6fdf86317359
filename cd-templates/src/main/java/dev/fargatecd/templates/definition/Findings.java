package dev.fargatecd.templates.definition;

import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.model.InvalidValue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Collects what is found while a definition is read, so that everything is said at once. */
final class Findings {
    private final List<Finding> found = new ArrayList<>();

    void add(Position position, String message) {
        found.add(new Finding(position, message, Optional.empty()));
    }

    void add(Position position, String message, Optional<String> nearest) {
        found.add(new Finding(position, message, nearest));
    }

    /** The value, or a finding and nothing. The finding begins with the key's path. */
    <T> Optional<T> attempt(Position position, String path, Supplier<T> value) {
        try {
            return Optional.of(value.get());
        } catch (InvalidValue invalid) {
            add(position, path + " " + invalid.problem(), invalid.nearest());
            return Optional.empty();
        }
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    /** In the order of the text. */
    List<Finding> inOrder() {
        return found.stream().sorted().distinct().toList();
    }
}
