package dev.fargatecd.local.tls;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes certificates that sign themselves, with keys of their own.
 *
 * <p>The JDK reads certificates and has no API to make one; the format is that of RFC 5280, section 4.1.
 */
public final class SelfSigned {
    private static final int DNS_NAME = 0x82;
    private static final int IP_ADDRESS = 0x87;
    private static final byte[] LOOPBACK = {127, 0, 0, 1};

    private SelfSigned() {}

    /**
     * A certificate for these names, and for this machine ({@code localhost}, {@code 127.0.0.1}), where load balancers of
     * the local cloud are reached.
     *
     * @param names the first one is the subject, with at most 64 characters; {@code *.example.com} for all below
     * @param serial positive
     */
    public static Identity of(List<String> names, KeyKind kind, BigInteger serial, Instant from, Duration validity) {
        try {
            KeyPair pair = kind.pair();
            byte[] subject = Der.sequence(Der.set(Der.sequence(Der.id("2.5.4.3"), Der.text(names.get(0)))));
            byte[] content = Der.sequence(
                    Der.explicit(0, Der.integer(BigInteger.TWO)),
                    Der.integer(serial),
                    kind.signing(),
                    subject,
                    Der.sequence(Der.time(from), Der.time(from.plus(validity))),
                    subject,
                    pair.getPublic().getEncoded(),
                    Der.explicit(3, Der.sequence(alternatives(names), constraints(), usage(), purpose())));
            Signature signature = Signature.getInstance(kind.signature());
            signature.initSign(pair.getPrivate());
            signature.update(content);
            byte[] certificate = Der.sequence(content, kind.signing(), Der.bits(signature.sign()));
            return new Identity(
                    Pem.write("CERTIFICATE", certificate),
                    Optional.empty(),
                    Pem.write("PRIVATE KEY", pair.getPrivate().getEncoded()));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java can't make a certificate of kind " + kind, missing);
        }
    }

    private static byte[] alternatives(List<String> names) {
        List<byte[]> all = new ArrayList<>();
        for (String name : names) {
            all.add(Der.tagged(DNS_NAME, name.getBytes(StandardCharsets.US_ASCII)));
        }
        all.add(Der.tagged(DNS_NAME, "localhost".getBytes(StandardCharsets.US_ASCII)));
        all.add(Der.tagged(IP_ADDRESS, LOOPBACK));
        return extension("2.5.29.17", false, Der.sequence(all.toArray(byte[][]::new)));
    }

    /** Signs nobody else. */
    private static byte[] constraints() {
        return extension("2.5.29.19", true, Der.sequence());
    }

    /** digitalSignature and keyEncipherment: the first and the third of eight bits, five of them left over. */
    private static byte[] usage() {
        return extension("2.5.29.15", true, Der.tagged(0x03, new byte[] {5, (byte) 0b1010_0000}));
    }

    /** A server's. */
    private static byte[] purpose() {
        return extension("2.5.29.37", false, Der.sequence(Der.id("1.3.6.1.5.5.7.3.1")));
    }

    private static byte[] extension(String id, boolean critical, byte[] value) {
        return critical
                ? Der.sequence(Der.id(id), Der.TRUE, Der.octets(value))
                : Der.sequence(Der.id(id), Der.octets(value));
    }
}
