package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Position;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * A parameter that a template declares.
 *
 * @param noEcho whether its value is a secret, which describing the stack masks
 */
public record Parameter(
        String name,
        Position position,
        ParameterType type,
        Optional<String> defaultValue,
        Optional<String> description,
        boolean noEcho,
        Constraints constraints) {

    /**
     * What a value must be.
     *
     * @param allowedValues empty where any is allowed
     * @param description what to say instead of naming the constraint
     */
    public record Constraints(
            List<String> allowedValues,
            Optional<String> allowedPattern,
            Optional<BigDecimal> minLength,
            Optional<BigDecimal> maxLength,
            Optional<BigDecimal> minValue,
            Optional<BigDecimal> maxValue,
            Optional<String> description) {
        public Constraints {
            allowedValues = List.copyOf(allowedValues);
        }
    }
}
