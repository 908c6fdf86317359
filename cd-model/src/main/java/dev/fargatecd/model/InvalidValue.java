package dev.fargatecd.model;

import java.io.Serial;
import java.util.Optional;

/** Says which field of a delivery can't be so, what was given, and what is allowed. */
public final class InvalidValue extends IllegalArgumentException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String field;
    private final String problem;
    private final String nearest;

    private InvalidValue(String field, String problem, String nearest) {
        super(field + " " + problem + (nearest.isEmpty() ? "" : "; nearest: " + nearest));
        this.field = field;
        this.problem = problem;
        this.nearest = nearest;
    }

    /**
     * A value that is not allowed.
     *
     * @param field the field as the definition file spells it, for example {@code desired-count}
     * @param given the value that was given
     * @param allowed what is allowed, as a phrase that can follow "is not": {@code "a port: 1–65535"}
     */
    public static InvalidValue of(String field, Object given, String allowed) {
        return new InvalidValue(field, quoted(given) + " is not " + allowed, "");
    }

    /** As {@link #of(String, Object, String)}, with the allowed value nearest to the given one, empty for none. */
    public static InvalidValue of(String field, Object given, String allowed, String nearest) {
        return new InvalidValue(field, quoted(given) + " is not " + allowed, nearest);
    }

    /**
     * Values that are fine each but not together.
     *
     * @param problem a phrase that can follow the field's name: {@code "is given, but there is no service"}
     */
    public static InvalidValue because(String field, String problem) {
        return new InvalidValue(field, problem, "");
    }

    /** The field at fault, as the definition file spells it. */
    public String field() {
        return field;
    }

    /** What is wrong and what is allowed, without the field's name. */
    public String problem() {
        return problem;
    }

    /** The allowed value nearest to the given one; empty when none is near. */
    public Optional<String> nearest() {
        return nearest.isEmpty() ? Optional.empty() : Optional.of(nearest);
    }

    private static String quoted(Object given) {
        return given instanceof CharSequence ? "\"" + given + "\"" : String.valueOf(given);
    }
}
