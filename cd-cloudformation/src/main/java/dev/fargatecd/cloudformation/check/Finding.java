package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;

/**
 * Something wrong at a place.
 *
 * @param id of the rule that says so
 * @param message one sentence: what is there, and why that is wrong
 * @param hint what to do about it; empty where the message says it already
 * @param source the public page behind the rule
 * @param related other places that have to do with it, such as the declaration that a value is not as; mostly none
 */
public record Finding(
        String id,
        Severity severity,
        Position position,
        String message,
        String hint,
        String source,
        List<Position> related) {
    public Finding {
        related = List.copyOf(related);
    }

    /** Without other places. */
    public Finding(String id, Severity severity, Position position, String message, String hint, String source) {
        this(id, severity, position, message, hint, source, List.of());
    }

    /** As compilers write it, in one line: {@code service.yml:3:7: error: message (hint) [id]}. */
    @Override
    public String toString() {
        return position + ": " + severity.word() + ": " + message + (hint.isEmpty() ? "" : " (" + hint + ")") + " ["
                + id + "]";
    }
}
