package dev.fargatecd.cli.view;

import dev.fargatecd.aws.ProgressEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A block of lines at the bottom of the terminal that is rewritten as things go on: one line for each stack, resource or
 * action that is busy. What is finished scrolls up and stays.
 */
final class LiveProgressView implements ProgressView {
    /** More than this and a small terminal would scroll while we rewrite. */
    private static final int MOST_LINES = 24;

    private record Busy(ProgressLine line, Instant since) {}

    private final Terminal terminal;
    private final Map<String, Busy> busy = new LinkedHashMap<>();
    private int drawn;

    LiveProgressView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void on(ProgressEvent event) {
        ProgressLine line = ProgressLine.of(event);
        Deque<String> finished = new ArrayDeque<>();
        switch (line.mood()) {
            case BUSY, WAITING -> {
                Busy before = busy.get(line.subject());
                busy.put(line.subject(), new Busy(line, before == null ? event.time() : before.since()));
            }
            case GOOD, BAD, PLAIN -> {
                Busy before = busy.remove(line.subject());
                finished.add(finished(line, before, event.time()));
            }
        }
        redraw(finished);
    }

    private String finished(ProgressLine line, @Nullable Busy before, Instant at) {
        String took = "";
        if (before != null) {
            took = terminal.theme().dim("  " + seconds(Duration.between(before.since(), at)));
        }
        return sign(line) + " " + line.text() + took;
    }

    private static String seconds(Duration took) {
        return String.format(Locale.ROOT, "%.1f s", Math.max(0, took.toMillis()) / 1000.0);
    }

    private String sign(ProgressLine line) {
        return terminal.theme().paint(line.mood(), terminal.theme().sign(line.mood()));
    }

    private void redraw(Deque<String> finished) {
        StringBuilder out = new StringBuilder();
        if (drawn > 0) {
            out.append("\u001b[").append(drawn).append("A\r\u001b[J"); // up to our first line, and clear from there
        }
        finished.forEach(line -> out.append(line).append('\n'));
        List<String> lines = new ArrayList<>();
        for (Busy one : busy.values()) {
            lines.add(sign(one.line()) + " " + shortened(one.line().text()));
        }
        if (lines.size() > MOST_LINES) {
            int hidden = lines.size() - MOST_LINES + 1;
            lines = new ArrayList<>(lines.subList(hidden, lines.size()));
            lines.add(0, terminal.theme().dim("  and " + hidden + " more"));
        }
        lines.forEach(line -> out.append(line).append('\n'));
        drawn = lines.size();
        terminal.err().print(out);
        terminal.err().flush();
    }

    /** A line that wraps would be counted as one and drawn as two. */
    private String shortened(String text) {
        int most = terminal.width() - 4;
        return text.length() <= most
                ? text
                : text.substring(0, most - 1) + (terminal.theme().utf8() ? "…" : ".");
    }

    @Override
    public synchronized void close() {
        drawn = 0;
    }
}
