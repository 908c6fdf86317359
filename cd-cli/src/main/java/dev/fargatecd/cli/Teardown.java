package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Terminal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/**
 * What a command takes down when it ends, by itself or by a signal: the last first, each once.
 *
 * <p>On Ctrl-C, TERM or HUP the JVM runs it beside the thread of the command, and ends when it has run.
 */
final class Teardown implements AutoCloseable {
    private final Terminal terminal;
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final CountDownLatch signalled = new CountDownLatch(1);
    private final Thread onSignal = new Thread(this::bySignal, "teardown");
    private boolean done;

    private Teardown(Terminal terminal) {
        this.terminal = terminal;
    }

    static Teardown onExit(Terminal terminal) {
        Teardown teardown = new Teardown(terminal);
        Runtime.getRuntime().addShutdownHook(teardown.onSignal);
        return teardown;
    }

    /** Takes it down too; at once where all is taken down already. */
    synchronized <T extends AutoCloseable> T with(T part) {
        if (done) {
            close(part);
        } else {
            parts.push(part);
        }
        return part;
    }

    /** Whether a signal ends this process: what fails from now on, fails because of that. */
    boolean signalled() {
        return signalled.getCount() == 0;
    }

    /** Returns when a signal ends this process. */
    void awaitSignal() throws InterruptedException {
        signalled.await();
    }

    private void bySignal() {
        signalled.countDown();
        takeDown();
    }

    private synchronized void takeDown() {
        done = true;
        while (!parts.isEmpty()) {
            close(parts.pop());
        }
    }

    private void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception failure) {
            terminal.say("fargate-cd: something is left behind: " + failure.getMessage());
        }
    }

    @Override
    public void close() {
        takeDown();
        if (!signalled()) {
            try {
                Runtime.getRuntime().removeShutdownHook(onSignal);
            } catch (IllegalStateException goingDown) {
                // a signal came in this very moment: the hook finds nothing left to do
            }
        }
    }
}
