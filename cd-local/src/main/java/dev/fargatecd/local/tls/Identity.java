package dev.fargatecd.local.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import java.util.Optional;

/**
 * What a server shows and proves itself with, each as PEM.
 *
 * @param chain the certificates of those who signed, the nearest first; empty where it signed itself
 * @param privateKey in PKCS #8
 */
public record Identity(String certificate, Optional<String> chain, String privateKey) {

    /**
     * The certificate, read.
     *
     * @throws IllegalArgumentException where it is none
     */
    public X509Certificate x509() {
        return read(certificate).get(0);
    }

    /**
     * The certificate first, then those behind it.
     *
     * @throws IllegalArgumentException where one of them is none
     */
    public List<X509Certificate> presented() {
        String all = certificate + "\n" + chain.orElse("");
        return read(all);
    }

    /**
     * The private key, read.
     *
     * @throws IllegalArgumentException where it is not one of this certificate in PKCS #8
     */
    public PrivateKey key() {
        byte[] encoded = Pem.read("PRIVATE KEY", privateKey)
                .orElseThrow(() -> new IllegalArgumentException("The private key is not in PKCS #8 (PEM)"));
        PublicKey published = x509().getPublicKey();
        try {
            PrivateKey key =
                    KeyFactory.getInstance(published.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(encoded));
            requirePair(key, published);
            return key;
        } catch (GeneralSecurityException notOne) {
            throw new IllegalArgumentException("The private key is not one of the certificate", notOne);
        }
    }

    private static void requirePair(PrivateKey key, PublicKey published) throws GeneralSecurityException {
        byte[] challenge = published.getEncoded();
        Signature signature =
                Signature.getInstance(published.getAlgorithm().equals("RSA") ? "SHA256withRSA" : "SHA256withECDSA");
        signature.initSign(key);
        signature.update(challenge);
        byte[] signed = signature.sign();
        signature.initVerify(published);
        signature.update(challenge);
        if (!signature.verify(signed)) {
            throw new GeneralSecurityException("the keys are of different pairs");
        }
    }

    private static List<X509Certificate> read(String pem) {
        try {
            List<X509Certificate> all = CertificateFactory.getInstance("X.509")
                    .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                    .stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (all.isEmpty()) {
                throw new IllegalArgumentException("There is no certificate in the text");
            }
            return all;
        } catch (CertificateException damaged) {
            throw new IllegalArgumentException("The certificate can't be read", damaged);
        }
    }

    /** Without the key: records end up in logs. */
    @Override
    public String toString() {
        return "Identity[" + x509().getSubjectX500Principal() + "]";
    }
}
