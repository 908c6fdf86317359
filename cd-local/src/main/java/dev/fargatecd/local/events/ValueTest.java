package dev.fargatecd.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;

/** A condition on one value of an event: what an element of a pattern's array says. */
sealed interface ValueTest {
    /** Whether the value is accepted; it is a text, a number, a boolean or null, never an object or a list. */
    boolean accepts(JsonNode value);

    /** Whether it is accepted that the event has no such value. */
    default boolean acceptsAbsence() {
        return false;
    }

    /** The same value. Numbers are compared as they are written: 300 is not 300.0. */
    record Exactly(JsonNode expected) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return expected.getNodeType() == value.getNodeType()
                    && expected.asText().equals(value.asText());
        }
    }

    /** {@code {"exists": true}} */
    record Exists(boolean expected) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return expected;
        }

        @Override
        public boolean acceptsAbsence() {
            return !expected;
        }
    }

    /** A text that begins so. */
    record Prefix(String start, boolean ignoreCase) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() && value.asText().regionMatches(ignoreCase, 0, start, 0, start.length());
        }
    }

    /** A text that ends so. */
    record Suffix(String end, boolean ignoreCase) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            String text = value.asText();
            return value.isTextual()
                    && text.regionMatches(ignoreCase, text.length() - end.length(), end, 0, end.length());
        }
    }

    /** The same text in any case. */
    record IgnoringCase(String expected) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual()
                    && value.asText().toLowerCase(Locale.ROOT).equals(expected.toLowerCase(Locale.ROOT));
        }
    }

    /** A text with any characters in place of each star. */
    record Wildcard(List<String> parts) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() && matches(value.asText());
        }

        /** Takes each middle part where it first occurs, which leaves most room for those that follow. */
        private boolean matches(String text) {
            String first = parts.get(0);
            String last = parts.get(parts.size() - 1);
            if (parts.size() == 1) {
                return text.equals(first);
            }
            if (!text.startsWith(first)) {
                return false;
            }
            int at = first.length();
            for (String part : parts.subList(1, parts.size() - 1)) {
                int found = text.indexOf(part, at);
                if (found < 0) {
                    return false;
                }
                at = found + part.length();
            }
            return text.length() - last.length() >= at && text.endsWith(last);
        }
    }

    /** A number inside all of the bounds. */
    record Numeric(List<Bound> bounds) implements ValueTest {
        /** One comparison of {@code {"numeric": [">", 0, "<=", 5]}}. */
        record Bound(Comparison comparison, BigDecimal limit) {}

        /** The comparisons that there are. */
        enum Comparison {
            EQUAL("="),
            LESS("<"),
            AT_MOST("<="),
            GREATER(">"),
            AT_LEAST(">=");

            private final String sign;

            Comparison(String sign) {
                this.sign = sign;
            }

            String sign() {
                return sign;
            }

            boolean holds(int compared) {
                return switch (this) {
                    case EQUAL -> compared == 0;
                    case LESS -> compared < 0;
                    case AT_MOST -> compared <= 0;
                    case GREATER -> compared > 0;
                    case AT_LEAST -> compared >= 0;
                };
            }
        }

        @Override
        public boolean accepts(JsonNode value) {
            return value.isNumber()
                    && bounds.stream()
                            .allMatch(bound -> bound.comparison()
                                    .holds(value.decimalValue().compareTo(bound.limit())));
        }
    }

    /** An IP address inside a network. */
    record InNetwork(Network network) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return value.isTextual() && network.contains(value.asText());
        }
    }

    /** A value that none of the tests accepts. That there is none is no such value. */
    record AnythingBut(List<ValueTest> refused) implements ValueTest {
        @Override
        public boolean accepts(JsonNode value) {
            return refused.stream().noneMatch(test -> test.accepts(value));
        }
    }
}
