package dev.fargatecd.welcomer;

import java.io.IOException;
import java.io.UncheckedIOException;

/** The service with a path more, {@code /slow}, which answers when a line comes on stdin. */
final class SlowWelcomer {
    private SlowWelcomer() {}

    public static void main(String[] arguments) {
        Welcomer.run(
                System.getenv(),
                routes -> routes.get("/slow", context -> {
                    context.header("Connection", "close");
                    context.res().flushBuffer(); // the headers: whoever has them knows that the request is in flight
                    awaitLine();
                    context.result("done");
                }));
    }

    private static void awaitLine() {
        try {
            while (System.in.read() != '\n') {}
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
