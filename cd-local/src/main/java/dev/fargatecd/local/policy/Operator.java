package dev.fargatecd.local.policy;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Optional;

/**
 * The condition operators, without {@code IfExists} and the set prefixes.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html">
 *     Condition operators</a>
 */
enum Operator {
    STRING_EQUALS("StringEquals", false),
    STRING_NOT_EQUALS("StringNotEquals", true),
    STRING_EQUALS_IGNORE_CASE("StringEqualsIgnoreCase", false),
    STRING_NOT_EQUALS_IGNORE_CASE("StringNotEqualsIgnoreCase", true),
    STRING_LIKE("StringLike", false),
    STRING_NOT_LIKE("StringNotLike", true),
    ARN_EQUALS("ArnEquals", false),
    ARN_NOT_EQUALS("ArnNotEquals", true),
    ARN_LIKE("ArnLike", false),
    ARN_NOT_LIKE("ArnNotLike", true),
    BOOL("Bool", false),
    /** Compares nothing: it asks whether the key is there. */
    NULL("Null", false),
    NUMERIC_EQUALS("NumericEquals", false),
    NUMERIC_NOT_EQUALS("NumericNotEquals", true),
    NUMERIC_LESS_THAN("NumericLessThan", false),
    NUMERIC_LESS_THAN_EQUALS("NumericLessThanEquals", false),
    NUMERIC_GREATER_THAN("NumericGreaterThan", false),
    NUMERIC_GREATER_THAN_EQUALS("NumericGreaterThanEquals", false),
    DATE_EQUALS("DateEquals", false),
    DATE_NOT_EQUALS("DateNotEquals", true),
    DATE_LESS_THAN("DateLessThan", false),
    DATE_LESS_THAN_EQUALS("DateLessThanEquals", false),
    DATE_GREATER_THAN("DateGreaterThan", false),
    DATE_GREATER_THAN_EQUALS("DateGreaterThanEquals", false),
    IP_ADDRESS("IpAddress", false),
    NOT_IP_ADDRESS("NotIpAddress", true),
    BINARY_EQUALS("BinaryEquals", false);

    private final String name;
    private final boolean negated;

    Operator(String name, boolean negated) {
        this.name = name;
        this.negated = negated;
    }

    static Optional<Operator> named(String name) {
        return Arrays.stream(values())
                .filter(operator -> operator.name.equalsIgnoreCase(name))
                .findFirst();
    }

    boolean isNegated() {
        return negated;
    }

    /** Whether a policy may compare with this value: numbers and dates must be some. */
    boolean accepts(String value) {
        try {
            if (name.startsWith("Numeric")) {
                new BigDecimal(value);
            } else if (name.startsWith("Date")) {
                instant(value);
            }
            return true;
        } catch (NumberFormatException notOne) {
            return false;
        }
    }

    /** Compares the policy's value with the request's, leaving negation to the caller. */
    boolean compare(String value, String found) {
        if (value.contains("${")) {
            throw new UnsupportedOperationException(
                    "iam: the policy variable in \"" + value + "\" is not supported by the local cloud");
        }
        return switch (this) {
            case STRING_EQUALS, STRING_NOT_EQUALS, BINARY_EQUALS -> value.equals(found);
            case STRING_EQUALS_IGNORE_CASE, STRING_NOT_EQUALS_IGNORE_CASE, BOOL -> value.equalsIgnoreCase(found);
            case STRING_LIKE, STRING_NOT_LIKE -> Wildcard.matches(value, found);
            case ARN_EQUALS, ARN_NOT_EQUALS, ARN_LIKE, ARN_NOT_LIKE -> arn(value, found);
            case NULL -> false;
            case NUMERIC_EQUALS, NUMERIC_NOT_EQUALS -> number(found, value) == 0;
            case NUMERIC_LESS_THAN -> number(found, value) < 0;
            case NUMERIC_LESS_THAN_EQUALS -> number(found, value) <= 0;
            case NUMERIC_GREATER_THAN -> number(found, value) > 0;
            case NUMERIC_GREATER_THAN_EQUALS -> number(found, value) >= 0;
            case DATE_EQUALS, DATE_NOT_EQUALS -> date(found, value) == 0;
            case DATE_LESS_THAN -> date(found, value) < 0;
            case DATE_LESS_THAN_EQUALS -> date(found, value) <= 0;
            case DATE_GREATER_THAN -> date(found, value) > 0;
            case DATE_GREATER_THAN_EQUALS -> date(found, value) >= 0;
            case IP_ADDRESS, NOT_IP_ADDRESS ->
                throw new UnsupportedOperationException(
                        "iam: the condition operator " + name + " is not supported by the local cloud");
        };
    }

    /** Each of the six parts of an ARN is matched by itself. */
    private static boolean arn(String pattern, String found) {
        String[] patterns = pattern.split(":", 6);
        String[] parts = found.split(":", 6);
        if (patterns.length != parts.length) {
            return pattern.equals("*");
        }
        for (int i = 0; i < parts.length; i++) {
            if (!Wildcard.matches(patterns[i], parts[i])) {
                return false;
            }
        }
        return true;
    }

    private static int number(String found, String value) {
        return new BigDecimal(found).compareTo(new BigDecimal(value));
    }

    private static int date(String found, String value) {
        return instant(found).compareTo(instant(value));
    }

    private static Instant instant(String text) {
        try {
            return Instant.parse(text);
        } catch (DateTimeParseException notIso) {
            return Instant.ofEpochSecond(Long.parseLong(text));
        }
    }
}
