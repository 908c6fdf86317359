package dev.fargatecd.cli.view;

import dev.fargatecd.aws.ProgressListener;

/** Shows progress while it happens; closing leaves the last state on the screen. */
public interface ProgressView extends ProgressListener, AutoCloseable {
    /** The view that fits the terminal: rewritten lines on a real one, plain lines elsewhere. */
    static ProgressView on(Terminal terminal) {
        return terminal.interactive() ? LiveProgressView.ticking(terminal) : new PlainProgressView(terminal);
    }

    @Override
    void close();
}
