package dev.fargatecd.cli.view;

import dev.fargatecd.aws.ProgressEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/** A line where something begins and one where it ends, for logs and pipes. */
final class PlainProgressView implements ProgressView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Terminal terminal;
    private final ProgressTally tally = new ProgressTally();

    PlainProgressView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public synchronized void on(ProgressEvent event) {
        ProgressLine line = ProgressLine.of(event);
        ProgressTally.Change change = tally.take(line, event.time());
        Optional<String> begins = change.began() && !line.detail() ? Optional.of(line.text()) : Optional.empty();
        begins.or(() -> change.lasting(terminal.theme()))
                .ifPresent(text -> terminal.say(
                        TIME.format(event.time()) + " " + terminal.theme().sign(line.mood()) + " " + text));
    }

    @Override
    public void close() {}
}
