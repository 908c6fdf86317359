package dev.fargatecd.templates.definition;

import dev.fargatecd.cloudformation.tree.Position;
import java.util.Comparator;
import java.util.Optional;

/**
 * Something in a definition that can't be so.
 *
 * @param position where; line 0 when it is about the file as a whole
 * @param message what is wrong and what is allowed, beginning with the key: {@code service.port 0 is not a port: 1–65535}
 * @param nearest the right name or value that is nearest to the wrong one; empty when none is near
 */
public record Finding(Position position, String message, Optional<String> nearest) implements Comparable<Finding> {
    private static final Comparator<Finding> ORDER = Comparator.<Finding>comparingInt(
                    it -> it.position().line())
            .thenComparingInt(it -> it.position().column())
            .thenComparing(Finding::message);

    @Override
    public int compareTo(Finding other) {
        return ORDER.compare(this, other);
    }

    /** All of it in one line: {@code fargate-cd.yml:9:3: unknown key service.prot; did you mean port?} */
    @Override
    public String toString() {
        String place = position.line() == 0 ? position.file() : position.toString();
        return place + ": " + message
                + nearest.map(it -> "; did you mean " + it + "?").orElse("");
    }
}
