package dev.fargatecd.local.runtime;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.Consumer;

/** Cuts output into lines of bounded length, so that a program without line ends can't fill the memory. */
public final class LineReader {
    static final int MAX_LINE = 16 * 1024;

    private final Consumer<String> lines;
    private final byte[] line = new byte[MAX_LINE];
    private int length;

    /** @param lines gets each line without its end; a longer one than 16 KiB comes in pieces */
    public LineReader(Consumer<String> lines) {
        this.lines = lines;
    }

    /** Reads to the end; what is left there without a line end is a line too. */
    void read(InputStream in) throws IOException {
        byte[] buffer = new byte[8192];
        for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
            accept(buffer, count);
        }
        end();
    }

    /** The next bytes of the output, as many as there are. */
    public void accept(byte[] bytes, int count) {
        for (int i = 0; i < count; i++) {
            accept(bytes[i]);
        }
    }

    /** The output is over: what is left without a line end is a line too. */
    public void end() {
        if (length > 0) {
            flush(length);
        }
    }

    private void accept(byte next) {
        if (next == '\n') {
            flush(length > 0 && line[length - 1] == '\r' ? length - 1 : length);
            return;
        }
        if (length == MAX_LINE) {
            int whole = wholeCharacters();
            byte[] rest = Arrays.copyOfRange(line, whole, length);
            flush(whole);
            System.arraycopy(rest, 0, line, 0, rest.length);
            length = rest.length;
        }
        line[length++] = next;
    }

    /** Up to where the bytes are no half of a UTF-8 character. */
    private int wholeCharacters() {
        int end = length;
        for (int back = 1; back <= 3; back++) {
            int candidate = line[length - back] & 0xff;
            if (candidate >= 0xc0) {
                return length - back;
            }
            if (candidate < 0x80) {
                return end;
            }
        }
        return end;
    }

    private void flush(int end) {
        lines.accept(new String(line, 0, end, StandardCharsets.UTF_8));
        length = 0;
    }
}
