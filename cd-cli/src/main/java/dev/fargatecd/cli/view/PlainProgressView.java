package dev.fargatecd.cli.view;

import dev.fargatecd.aws.ProgressEvent;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** One line for each event, for logs and pipes. */
final class PlainProgressView implements ProgressView {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss").withZone(ZoneId.systemDefault());

    private final Terminal terminal;

    PlainProgressView(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void on(ProgressEvent event) {
        ProgressLine line = ProgressLine.of(event);
        terminal.say(TIME.format(event.time()) + " " + terminal.theme().sign(line.mood()) + " " + line.text());
    }

    @Override
    public void close() {}
}
