package dev.fargatecd.local.integrity;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/**
 * A body that is checked while it is read. The last bytes are handed out only when all checks pass, so whoever counts to
 * the length never has the whole of a wrong body.
 */
public final class CheckedStream extends InputStream {
    private final BodySource source;
    private final List<BodyCheck> checks;
    private boolean checked;

    /** A body from that source. */
    public CheckedStream(BodySource source, List<BodyCheck> checks) {
        this.source = source;
        this.checks = List.copyOf(checks);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        int read = source.isEnded() ? -1 : source.read(into, offset, length);
        if (read > 0) {
            checks.forEach(check -> check.update(into, offset, read));
        }
        if (source.isEnded() && !checked) {
            checked = true;
            checks.forEach(BodyCheck::finish);
        }
        return read;
    }
}
