package dev.fargatecd.cli.view;

import dev.fargatecd.cli.view.Theme.Mood;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What is busy, since when, and what of it is worth a line that stays.
 *
 * <p>A stack and an action of the pipeline always are. A resource is when it fails or took its time: the others are told
 * by their stack.
 */
final class ProgressTally {
    /** What takes less is over before anybody has read its name. */
    static final Duration WORTH_A_LINE = Duration.ofSeconds(1);

    private record Busy(ProgressLine line, Instant since) {}

    private final Map<String, Busy> busy = new LinkedHashMap<>();

    /**
     * What one event changed.
     *
     * @param line what it said
     * @param began whether its subject was not busy with the same before: AWS tells some statuses twice
     * @param ended whether its subject is done
     * @param took from its first event to this one; zero where it did not just end
     */
    record Change(ProgressLine line, boolean began, boolean ended, Duration took) {
        /** The line that stays, or empty where what happened is not worth one. */
        Optional<String> lasting(Theme theme) {
            boolean slow = took.compareTo(WORTH_A_LINE) >= 0;
            if (!ended || (line.detail() && line.mood() != Mood.BAD && !slow)) {
                return Optional.empty();
            }
            String time = slow ? theme.dim(String.format(Locale.ROOT, "  %.1f s", took.toMillis() / 1000.0)) : "";
            return Optional.of(line.text() + time);
        }
    }

    Change take(ProgressLine line, Instant at) {
        return switch (line.mood()) {
            case BUSY, WAITING -> {
                Busy before = busy.get(line.subject());
                busy.put(line.subject(), new Busy(line, before == null ? at : before.since()));
                boolean same = before != null && before.line().text().equals(line.text());
                yield new Change(line, !same, false, Duration.ZERO);
            }
            case GOOD, BAD, PLAIN -> {
                Busy before = busy.remove(line.subject());
                Duration took = before == null ? Duration.ZERO : Duration.between(before.since(), at);
                yield new Change(line, false, true, took);
            }
        };
    }

    /** What is busy now, in the order in which it began. */
    List<ProgressLine> busy() {
        return busy.values().stream().map(Busy::line).toList();
    }
}
