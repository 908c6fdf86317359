package dev.fargatecd.local.tls;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Texts with {@code -----BEGIN …-----} and {@code -----END …-----} around Base64 (RFC 7468). */
final class Pem {
    private static final int LINE = 64;

    private Pem() {}

    static String write(String label, byte[] content) {
        Base64.Encoder lines = Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN " + label + "-----\n" + lines.encodeToString(content) + "\n-----END " + label + "-----\n";
    }

    /** The content of the first part with that label; empty where there is none, or it is not Base64. */
    static Optional<byte[]> read(String label, String text) {
        Matcher part = Pattern.compile("-----BEGIN " + label + "-----([A-Za-z0-9+/=\\s]+)-----END " + label + "-----")
                .matcher(text);
        try {
            return part.find() ? Optional.of(Base64.getMimeDecoder().decode(part.group(1))) : Optional.empty();
        } catch (IllegalArgumentException damaged) {
            return Optional.empty();
        }
    }
}
