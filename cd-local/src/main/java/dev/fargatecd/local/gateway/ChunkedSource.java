package dev.fargatecd.local.gateway;

import dev.fargatecd.local.integrity.BodySource;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Undoes aws-chunked framing: signed or unsigned chunks, with or without trailers. */
final class ChunkedSource implements BodySource {
    private static final int MAX_LINE = 4096;
    private static final String SIGNATURE = "x-amz-trailer-signature";

    private final InputStream in;
    private final Optional<ChunkSignatures> signatures;
    private final boolean trailing;
    private final Map<String, String> trailers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    private String signature = "";
    private long left;
    private boolean ended;
    private boolean started;

    ChunkedSource(InputStream in, Optional<ChunkSignatures> signatures, boolean trailing) {
        this.in = in;
        this.signatures = signatures;
        this.trailing = trailing;
    }

    /** A trailer's value, once the body is at its end. */
    String trailer(String name) {
        return trailers.getOrDefault(name, "");
    }

    @Override
    public boolean isEnded() {
        return ended;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (!started) {
            started = true;
            header();
            if (ended) {
                return -1;
            }
        }
        int read = in.read(into, offset, (int) Math.min(length, left));
        if (read < 0) {
            throw truncated();
        }
        signatures.ifPresent(verify -> verify.update(into, offset, read));
        left -= read;
        if (left == 0) {
            signatures.ifPresent(verify -> verify.chunk(signature));
            require(line().isEmpty());
            header();
        }
        return read;
    }

    /** {@code size;chunk-signature=…}; size 0 is the end, behind which the trailers are. */
    private void header() throws IOException {
        String[] parts = line().split(";", 2);
        require(parts[0].strip().matches("[0-9a-fA-F]{1,15}"));
        left = Long.parseLong(parts[0].strip(), 16);
        signature = parts.length == 1 ? "" : parts[1].strip().replaceFirst("^chunk-signature=", "");
        if (left == 0) {
            signatures.ifPresent(verify -> verify.chunk(signature));
            trailers();
            ended = true;
        }
    }

    private void trailers() throws IOException {
        StringBuilder signed = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            String[] pair = line.split(":", 2);
            require(pair.length == 2);
            trailers.put(pair[0].strip(), pair[1].strip());
            if (!pair[0].strip().equalsIgnoreCase(SIGNATURE)) {
                signed.append(pair[0].strip())
                        .append(':')
                        .append(pair[1].strip())
                        .append('\n');
            }
        }
        if (trailing) {
            signatures.ifPresent(verify -> verify.trailer(signed.toString(), trailer(SIGNATURE)));
        }
    }

    /** A line without its end; empty also at the end of the body, where some clients leave the last line out. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                require(line.isEmpty() && left == 0);
                return "";
            }
            require(line.length() < MAX_LINE);
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    private static void require(boolean wellFormed) {
        if (!wellFormed) {
            throw truncated();
        }
    }

    private static Refusal truncated() {
        return new Refusal(400, "IncompleteBody", "The aws-chunked body is malformed or ends before its last chunk.");
    }
}
