package dev.fargatecd.local.policy;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One condition of a statement: an operator, a key, and the values of which one must fit.
 *
 * @param quantifier how a key with several values is compared
 * @param ifExists holds where the request does not carry the key
 */
record Condition(Quantifier quantifier, Operator operator, boolean ifExists, String key, List<String> values) {

    enum Quantifier {
        /** The key has one value. */
        NONE,
        /** {@code ForAllValues:} every value of the key fits; true where the request does not carry it. */
        ALL,
        /** {@code ForAnyValue:} at least one value of the key fits. */
        ANY
    }

    boolean holds(Map<String, List<String>> context) {
        List<String> found = present(context.get(key));
        if (operator == Operator.NULL) {
            return values.stream().anyMatch(value -> Boolean.parseBoolean(value) == found.isEmpty());
        }
        if (found.isEmpty()) {
            return ifExists || quantifier == Quantifier.ALL || (operator.isNegated() && quantifier == Quantifier.NONE);
        }
        return switch (quantifier) {
            case NONE, ANY -> found.stream().anyMatch(this::fits);
            case ALL -> found.stream().allMatch(this::fits);
        };
    }

    /** Negated operators fit when no value does. */
    private boolean fits(String found) {
        boolean any = values.stream().anyMatch(value -> operator.compare(value, found));
        return any != operator.isNegated();
    }

    private static List<String> present(@Nullable List<String> values) {
        return values == null ? List.of() : values;
    }
}
