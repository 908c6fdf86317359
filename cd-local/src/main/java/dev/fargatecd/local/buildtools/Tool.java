package dev.fargatecd.local.buildtools;

import java.io.IOException;
import java.util.OptionalInt;

/** A program as far as the cloud stands in for it. */
interface Tool {
    /**
     * Does what was called for.
     *
     * @return the exit code, or empty where this call is the real program's
     * @throws IOException whose message is the reason, for the program's stderr; the exit code is 1
     */
    OptionalInt run(ToolCall call, Output output) throws IOException, InterruptedException;

    /** Where a tool writes, line by line. */
    interface Output {
        void out(String line) throws IOException;

        void err(String line) throws IOException;
    }
}
