package dev.fargatecd.local.iam;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;
import java.util.HexFormat;

/**
 * An RSA public key in the two forms that IAM takes: OpenSSH's line and PEM.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4253#section-6.6">RFC 4253, 6.6: the form in SSH</a>
 */
record RsaKey(BigInteger exponent, BigInteger modulus) {
    static final String SSH = "ssh-rsa";
    static final String PEM = "-----BEGIN PUBLIC KEY-----";
    private static final String PEM_END = "-----END PUBLIC KEY-----";
    /** Bytes of the longest number that is read: a key of 16,384 bits has 2,049. */
    private static final int LONGEST = 4096;

    /**
     * Reads either form.
     *
     * @param body of which the first word, or the first line, tells the form; a comment is passed over
     * @throws GeneralSecurityException where it is neither, or damaged
     */
    static RsaKey read(String body) throws GeneralSecurityException {
        try {
            return body.startsWith(PEM) ? ofPem(body) : ofSsh(body);
        } catch (IllegalArgumentException | IOException damaged) {
            throw new GeneralSecurityException(damaged);
        }
    }

    private static RsaKey ofPem(String body) throws GeneralSecurityException {
        String text = body.substring(PEM.length()).strip();
        if (!text.endsWith(PEM_END)) {
            throw new GeneralSecurityException("the PEM has no end");
        }
        byte[] der = Base64.getMimeDecoder().decode(text.substring(0, text.length() - PEM_END.length()));
        PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(der));
        RSAPublicKey rsa = (RSAPublicKey) key;
        return new RsaKey(rsa.getPublicExponent(), rsa.getModulus());
    }

    private static RsaKey ofSsh(String body) throws GeneralSecurityException, IOException {
        String[] words = body.strip().split("\\s+", 3);
        if (words.length < 2 || !words[0].equals(SSH)) {
            throw new GeneralSecurityException("not " + SSH + " and a key");
        }
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(words[1])));
        if (!new String(field(in), StandardCharsets.US_ASCII).equals(SSH)) {
            throw new GeneralSecurityException("the key is of another type than it says");
        }
        RsaKey key = new RsaKey(new BigInteger(field(in)), new BigInteger(field(in)));
        if (in.available() > 0 || key.exponent.signum() < 1 || key.modulus.signum() < 1) {
            throw new GeneralSecurityException("the key is damaged");
        }
        return key;
    }

    private static byte[] field(DataInputStream in) throws IOException, GeneralSecurityException {
        int length = in.readInt();
        if (length < 1 || length > LONGEST) {
            throw new GeneralSecurityException("the key is damaged");
        }
        byte[] field = new byte[length];
        in.readFully(field);
        return field;
    }

    int bits() {
        return modulus.bitLength();
    }

    /** As OpenSSH writes it, without comment. */
    String ssh() {
        return SSH + " " + Base64.getEncoder().encodeToString(blob());
    }

    /** As PEM, with lines of 64 characters. */
    String pem() {
        try {
            byte[] der = KeyFactory.getInstance("RSA")
                    .generatePublic(new RSAPublicKeySpec(modulus, exponent))
                    .getEncoded();
            String lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
            return PEM + "\n" + lines + "\n" + PEM_END + "\n";
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("the key was read, so it can be written", impossible);
        }
    }

    /** The MD5 of the key as it goes over the wire: 16 pairs of hexadecimal digits with colons between. */
    String fingerprint() {
        try {
            return HexFormat.ofDelimiter(":")
                    .formatHex(MessageDigest.getInstance("MD5").digest(blob()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every JDK has MD5", impossible);
        }
    }

    private byte[] blob() {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            for (byte[] field :
                    new byte[][] {SSH.getBytes(StandardCharsets.US_ASCII), exponent.toByteArray(), modulus.toByteArray()
                    }) {
                out.writeInt(field.length);
                out.write(field);
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }
}
