package dev.fargatecd.local.kms;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What keys encrypt: the id of the key, a nonce, and the text by AES-256 in GCM, bound to the encryption context. The form
 * is our own, as AWS's is nobody's business but KMS's.
 */
final class Ciphertext {
    private static final int ID = 36;
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private Ciphertext() {}

    /** @param nonce never the same twice under a key */
    static byte[] of(StoredKey key, byte[] plain, Map<String, String> context, byte[] nonce) {
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, key, nonce, context).doFinal(plain);
            byte[] blob = Arrays.copyOf(key.id().getBytes(StandardCharsets.US_ASCII), ID + NONCE + sealed.length);
            System.arraycopy(nonce, 0, blob, ID, NONCE);
            System.arraycopy(sealed, 0, blob, ID + NONCE, sealed.length);
            return blob;
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no AES-256 in GCM", missing);
        }
    }

    /** The id of the key under which it was made. */
    static String keyId(byte[] blob) {
        String id = new String(blob, 0, Math.min(ID, blob.length), StandardCharsets.US_ASCII);
        if (blob.length < ID + NONCE || !id.matches("[0-9a-f-]{" + ID + "}")) {
            throw KmsFaults.ciphertext();
        }
        return id;
    }

    /** The text again; refused where it, or the context, is not what it was. */
    static byte[] plain(StoredKey key, byte[] blob, Map<String, String> context) {
        byte[] nonce = Arrays.copyOfRange(blob, ID, ID + NONCE);
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, context).doFinal(blob, ID + NONCE, blob.length - ID - NONCE);
        } catch (AEADBadTagException other) {
            throw KmsFaults.ciphertext();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("this Java has no AES-256 in GCM", missing);
        }
    }

    private static Cipher cipher(int mode, StoredKey key, byte[] nonce, Map<String, String> context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(
                mode,
                new SecretKeySpec(HexFormat.of().parseHex(key.material()), "AES"),
                new GCMParameterSpec(TAG_BITS, nonce));
        // in order, and each part with its length, so that no two contexts are the same bytes
        new TreeMap<>(context).forEach((name, value) -> {
            cipher.updateAAD((name.length() + ":" + name).getBytes(StandardCharsets.UTF_8));
            cipher.updateAAD((value.length() + ":" + value).getBytes(StandardCharsets.UTF_8));
        });
        return cipher;
    }
}
