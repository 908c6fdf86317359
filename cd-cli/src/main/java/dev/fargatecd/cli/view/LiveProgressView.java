package dev.fargatecd.cli.view;

import dev.fargatecd.aws.ProgressEvent;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/**
 * A block of lines at the bottom of the terminal that is rewritten as things go on: one line for each stack, resource or
 * action that is busy. What is finished and worth a line scrolls up and stays.
 */
final class LiveProgressView implements ProgressView {
    /** More than this and a small terminal would scroll while we rewrite. */
    private static final int MOST_LINES = 24;

    private static final Duration WORTH_A_WORD = Duration.ofSeconds(3);

    private final Terminal terminal;
    private final ProgressTally tally = new ProgressTally();
    private final InstantSource clock;
    private final Map<String, Instant> seen = new HashMap<>();
    private Optional<ScheduledExecutorService> ticker = Optional.empty();
    private int drawn;

    /** @param clock ours: AWS's times of events are no measure of how long somebody waits here */
    LiveProgressView(Terminal terminal, InstantSource clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** A view that shows each second how long what is busy has been so, until it is closed. */
    static LiveProgressView ticking(Terminal terminal) {
        LiveProgressView view = new LiveProgressView(terminal, InstantSource.system());
        ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "live-view");
            thread.setDaemon(true);
            return thread;
        });
        view.ticker = Optional.of(ticker);
        // nobody asks for its result: it ends with the executor
        ScheduledFuture<?> unused = ticker.scheduleAtFixedRate(view::tick, 1, 1, TimeUnit.SECONDS);
        return view;
    }

    /** Draws what is busy anew. */
    synchronized void tick() {
        if (drawn > 0) {
            redraw(Optional.empty());
        }
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
        List<ProgressLine> busy = tally.busy();
        seen.keySet().retainAll(busy.stream().map(ProgressLine::subject).toList());
        for (ProgressLine one : busy) {
            lines.add(sign(one) + " " + shortened(one.text(), waited(one)));
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
    private String shortened(String text, String waited) {
        int most = terminal.width() - 4 - waited.length();
        String shown = text.length() <= most
                ? text
                : text.substring(0, most - 1) + (terminal.theme().utf8() ? "…" : ".");
        return shown + (waited.isEmpty() ? "" : terminal.theme().dim(waited));
    }

    /** How long it has been busy before our eyes, once that is worth a word. */
    private String waited(ProgressLine line) {
        Instant now = clock.instant();
        Duration waited = Duration.between(seen.computeIfAbsent(line.subject(), subject -> now), now);
        return waited.compareTo(WORTH_A_WORD) < 0 ? "" : "  " + waited.toSeconds() + " s";
    }

    @Override
    public synchronized void close() {
        drawn = 0;
        ticker.ifPresent(ScheduledExecutorService::shutdownNow);
    }
}
