package dev.fargatecd.local.tls;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** The few of ASN.1's distinguished encoding rules (ITU-T X.690) that a certificate is made of. */
final class Der {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    static final byte[] NULL = tagged(0x05);
    static final byte[] TRUE = tagged(0x01, new byte[] {(byte) 0xff});

    private Der() {}

    /** Any value: its tag, its length, its parts one after the other. */
    static byte[] tagged(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        if (length < 0x80) {
            out.write(length);
        } else {
            byte[] size = BigInteger.valueOf(length).toByteArray();
            int sign = size[0] == 0 ? 1 : 0;
            out.write(0x80 | (size.length - sign));
            out.write(size, sign, size.length - sign);
        }
        for (byte[] part : parts) {
            out.writeBytes(part);
        }
        return out.toByteArray();
    }

    static byte[] sequence(byte[]... parts) {
        return tagged(0x30, parts);
    }

    static byte[] set(byte[]... parts) {
        return tagged(0x31, parts);
    }

    /** A value that stands behind a number of its own, as optional members do. */
    static byte[] explicit(int number, byte[] value) {
        return tagged(0xa0 | number, value);
    }

    static byte[] integer(BigInteger value) {
        return tagged(0x02, value.toByteArray());
    }

    static byte[] text(String value) {
        return tagged(0x0c, value.getBytes(StandardCharsets.UTF_8));
    }

    /** Whole bytes, no bits left over. */
    static byte[] bits(byte[] value) {
        return tagged(0x03, new byte[] {0}, value);
    }

    static byte[] octets(byte[] value) {
        return tagged(0x04, value);
    }

    /** A time before 2050, which has two digits for its year. */
    static byte[] time(Instant time) {
        return tagged(0x17, TIME.format(time).getBytes(StandardCharsets.US_ASCII));
    }

    /** An object identifier as it is written, {@code 2.5.29.17}. */
    static byte[] id(String dotted) {
        long[] arcs =
                Arrays.stream(dotted.split("\\.")).mapToLong(Long::parseLong).toArray();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(base128(arcs[0] * 40 + arcs[1]));
        for (int i = 2; i < arcs.length; i++) {
            out.writeBytes(base128(arcs[i]));
        }
        return tagged(0x06, out.toByteArray());
    }

    /** Seven bits a byte, all bytes but the last with the eighth bit. */
    private static byte[] base128(long value) {
        int length = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(value) + 6) / 7);
        byte[] out = new byte[length];
        for (int i = 0; i < length; i++) {
            long seven = value >> (7 * (length - 1 - i)) & 0x7f;
            out[i] = (byte) (i == length - 1 ? seven : seven | 0x80);
        }
        return out;
    }
}
