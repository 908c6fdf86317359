package dev.fargatecd.local.logs;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where an event stands in its stream: by its timestamp, then by arrival. Written as 56 digits, like an event id. */
record Position(long timestamp, long sequence) implements Comparable<Position> {
    static final Position START = new Position(0, 0);

    private static final Comparator<Position> ORDER =
            Comparator.comparingLong(Position::timestamp).thenComparingLong(Position::sequence);
    private static final Pattern DIGITS = Pattern.compile("(\\d{20})(\\d{36})");

    /** The position that 56 digits name, or empty where they are none. */
    static Optional<Position> parse(String text) {
        Matcher digits = DIGITS.matcher(text);
        if (!digits.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(new Position(Long.parseLong(digits.group(1)), Long.parseLong(digits.group(2))));
        } catch (NumberFormatException tooLarge) {
            return Optional.empty();
        }
    }

    Position next() {
        return new Position(timestamp, sequence + 1);
    }

    @Override
    public int compareTo(Position other) {
        return ORDER.compare(this, other);
    }

    @Override
    public String toString() {
        return "%020d%036d".formatted(timestamp, sequence);
    }
}
