package dev.fargatecd.local.integrity;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Where a body's content comes from. It knows its end as soon as the last byte is read, not when one asks for more. */
public interface BodySource {
    /** As {@link InputStream#read(byte[], int, int)}. */
    int read(byte[] into, int offset, int length) throws IOException;

    /** Whether all of the content was read. */
    boolean isEnded();

    /** A body without framing; where its length is unknown, only its end tells it. */
    static BodySource plain(InputStream in, Optional<Long> length) {
        return new BodySource() {
            private long left = length.orElse(Long.MAX_VALUE);
            private boolean ended = left == 0;

            @Override
            public int read(byte[] into, int offset, int wanted) throws IOException {
                int read = in.read(into, offset, (int) Math.min(wanted, left));
                left -= Math.max(read, 0);
                ended = read < 0 || left == 0;
                return read;
            }

            @Override
            public boolean isEnded() {
                return ended;
            }
        };
    }
}
