package dev.fargatecd.local.s3;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A part of an object's bytes.
 *
 * @param first 0 for the first byte
 * @param last the last byte that is in it
 */
record ByteRange(long first, long last) {
    private static final Pattern RANGE = Pattern.compile("bytes=(\\d{0,18})-(\\d{0,18})");

    /**
     * The part that a Range header asks for; empty for all of the object, also where the header makes no sense, as RFC
     * 9110 wants it.
     */
    static Optional<ByteRange> of(@Nullable String header, long size) {
        Matcher range = RANGE.matcher(header == null ? "" : header);
        if (!range.matches() || (range.group(1).isEmpty() && range.group(2).isEmpty())) {
            return Optional.empty();
        }
        boolean isSuffix = range.group(1).isEmpty();
        long first = isSuffix ? Math.max(0, size - Long.parseLong(range.group(2))) : Long.parseLong(range.group(1));
        long last =
                isSuffix || range.group(2).isEmpty() ? size - 1 : Math.min(size - 1, Long.parseLong(range.group(2)));
        if (first >= size) {
            throw S3Faults.of(416, "InvalidRange", "The requested range is not satisfiable");
        }
        return first > last ? Optional.empty() : Optional.of(new ByteRange(first, last));
    }

    long length() {
        return last - first + 1;
    }

    /** The value of Content-Range. */
    String header(long size) {
        return "bytes " + first + "-" + last + "/" + size;
    }
}
