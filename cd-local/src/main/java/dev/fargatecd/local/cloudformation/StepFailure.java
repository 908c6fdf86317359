package dev.fargatecd.local.cloudformation;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A step failed, and the stack's events tell why. */
final class StepFailure extends RuntimeException {
    /** What could not be done, as the stack's reason says it. */
    enum Verb {
        CREATE,
        UPDATE,
        DELETE
    }

    private final String logicalId;
    private final Verb verb;

    StepFailure(String logicalId, Verb verb, String reason) {
        super(reason);
        this.logicalId = logicalId;
        this.verb = verb;
    }

    /** {@code The following resource(s) failed to create: [A, B]. }, with the blank at the end that AWS has. */
    static String summary(List<StepFailure> failures) {
        StringBuilder text = new StringBuilder();
        for (Verb verb : Verb.values()) {
            String names = failures.stream()
                    .filter(failure -> failure.verb == verb)
                    .map(failure -> failure.logicalId)
                    .distinct()
                    .collect(Collectors.joining(", "));
            if (!names.isEmpty()) {
                text.append("The following resource(s) failed to ")
                        .append(verb.name().toLowerCase(Locale.ROOT))
                        .append(": [")
                        .append(names)
                        .append("]. ");
            }
        }
        return text.toString();
    }
}
