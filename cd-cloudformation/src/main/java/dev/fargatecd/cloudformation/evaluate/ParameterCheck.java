package dev.fargatecd.cloudformation.evaluate;

import dev.fargatecd.cloudformation.template.Parameter;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Compares a parameter's value with its type and constraints.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/parameters-section-structure.html">
 *     Parameters</a>
 */
final class ParameterCheck {
    /** In bytes. */
    private static final int LONGEST_VALUE = 4096;

    private final Parameter parameter;
    private final Parameter.Constraints constraints;

    ParameterCheck(Parameter parameter) {
        this.parameter = parameter;
        constraints = parameter.constraints();
    }

    /** @param value that of the parameter, or one of its elements */
    void check(String value) {
        checkType(value);
        checkConstraints(value);
    }

    /** Whether it is of the type. */
    void checkType(String value) {
        if (parameter.type().element().equals("Number") && number(value).isEmpty()) {
            throw failure("must be a number.");
        }
    }

    /** Whether the constraints allow it. */
    void checkConstraints(String value) {
        if (value.getBytes(StandardCharsets.UTF_8).length > LONGEST_VALUE) {
            throw failure("must be no longer than " + LONGEST_VALUE + " bytes");
        }
        Optional<BigDecimal> number = number(value);
        require(
                constraints.allowedValues().isEmpty()
                        || constraints.allowedValues().contains(value),
                "must be one of AllowedValues");
        constraints
                .allowedPattern()
                .ifPresent(pattern -> require(matches(pattern, value), "must match pattern " + pattern));
        BigDecimal length = BigDecimal.valueOf(value.length());
        constraints
                .minLength()
                .ifPresent(min -> require(length.compareTo(min) >= 0, "must contain at least " + min + " characters"));
        constraints
                .maxLength()
                .ifPresent(max -> require(length.compareTo(max) <= 0, "must contain at most " + max + " characters"));
        constraints
                .minValue()
                .ifPresent(min -> require(
                        number.filter(n -> n.compareTo(min) >= 0).isPresent(),
                        "must be a number not less than " + min));
        constraints
                .maxValue()
                .ifPresent(max -> require(
                        number.filter(n -> n.compareTo(max) <= 0).isPresent(),
                        "must be a number not greater than " + max));
    }

    private void require(boolean holds, String what) {
        if (!holds) {
            throw constraints
                    .description()
                    .map(description -> new TemplateException(
                            parameter.position(),
                            "Parameter " + parameter.name() + " failed to satisfy constraint: " + description))
                    .orElseGet(() -> failure(what));
        }
    }

    private TemplateException failure(String what) {
        return new TemplateException(parameter.position(), "Parameter '" + parameter.name() + "' " + what);
    }

    private boolean matches(String pattern, String value) {
        try {
            return Pattern.compile(pattern).matcher(new PatientText(value)).matches();
        } catch (PatternSyntaxException malformed) {
            throw failure("has an AllowedPattern that is no regular expression: " + pattern);
        } catch (PatientText.OutOfPatience endless) {
            throw failure("has an AllowedPattern that takes too long to match: " + pattern);
        }
    }

    private static Optional<BigDecimal> number(String text) {
        try {
            return Optional.of(new BigDecimal(text.strip()));
        } catch (NumberFormatException notANumber) {
            return Optional.empty();
        }
    }
}
