package dev.fargatecd.cli.view;

import dev.fargatecd.aws.ProgressEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A block of lines at the bottom of the terminal that is rewritten as things go on: one line for each stack, resource or
 * action that is busy. What is finished and worth a line scrolls up and stays.
 */
final class LiveProgressView implements ProgressView {
    /** More than this and a small terminal would scroll while we rewrite. */
    private static final int MOST_LINES = 24;

    private final Terminal terminal;
    private final ProgressTally tally = new ProgressTally();
    private int drawn;

    LiveProgressView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void on(ProgressEvent event) {
        ProgressTally.Change change = tally.take(ProgressLine.of(event), event.time());
        redraw(change.lasting(terminal.theme()).map(text -> sign(change.line()) + " " + text));
    }

    private String sign(ProgressLine line) {
        return terminal.theme().paint(line.mood(), terminal.theme().sign(line.mood()));
    }

    private void redraw(Optional<String> finished) {
        StringBuilder out = new StringBuilder();
        if (drawn > 0) {
            out.append("\u001b[").append(drawn).append("A\r\u001b[J"); // up to our first line, and clear from there
        }
        finished.ifPresent(line -> out.append(line).append('\n'));
        List<String> lines = new ArrayList<>();
        for (ProgressLine one : tally.busy()) {
            lines.add(sign(one) + " " + shortened(one.text()));
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
