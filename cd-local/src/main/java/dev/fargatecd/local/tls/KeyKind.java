package dev.fargatecd.local.tls;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** The kinds of key that a certificate is made for, each with how it signs. */
public enum KeyKind {
    RSA_2048("RSA", "SHA256withRSA") {
        @Override
        AlgorithmParameterSpec size() {
            return new RSAKeyGenParameterSpec(2048, RSAKeyGenParameterSpec.F4);
        }

        @Override
        byte[] signing() {
            return Der.sequence(Der.id("1.2.840.113549.1.1.11"), Der.NULL);
        }
    },
    EC_P256("EC", "SHA256withECDSA") {
        @Override
        AlgorithmParameterSpec size() {
            return new ECGenParameterSpec("secp256r1");
        }

        @Override
        byte[] signing() {
            return Der.sequence(Der.id("1.2.840.10045.4.3.2"));
        }
    },
    EC_P384("EC", "SHA384withECDSA") {
        @Override
        AlgorithmParameterSpec size() {
            return new ECGenParameterSpec("secp384r1");
        }

        @Override
        byte[] signing() {
            return Der.sequence(Der.id("1.2.840.10045.4.3.3"));
        }
    };

    private final String algorithm;
    private final String signature;

    KeyKind(String algorithm, String signature) {
        this.algorithm = algorithm;
        this.signature = signature;
    }

    KeyPair pair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
        generator.initialize(size());
        return generator.generateKeyPair();
    }

    /** The algorithm's name in Java. */
    String signature() {
        return signature;
    }

    abstract AlgorithmParameterSpec size();

    /** The algorithm's identifier in a certificate (RFC 5758, RFC 4055). */
    abstract byte[] signing();
}
