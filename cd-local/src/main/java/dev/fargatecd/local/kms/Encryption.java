package dev.fargatecd.local.kms;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Supported;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DecryptRequest;
import software.amazon.awssdk.services.kms.model.DecryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptRequest;
import software.amazon.awssdk.services.kms.model.EncryptResponse;
import software.amazon.awssdk.services.kms.model.EncryptionAlgorithmSpec;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextRequest;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyWithoutPlaintextResponse;

/** What keys are for: encrypting, decrypting, and making data keys. */
final class Encryption {
    private static final int LARGEST = 4096;
    private static final int NONCE = 24;
    private static final int LONGEST_DATA_KEY = 1024;

    private final Ids ids;
    private final Keys keys;

    Encryption(Ids ids, Keys keys) {
        this.ids = ids;
        this.keys = keys;
    }

    EncryptResponse encrypt(EncryptRequest request) {
        Supported.only("kms Encrypt", request, "KeyId", "Plaintext", "EncryptionContext", "EncryptionAlgorithm");
        requireSymmetric(request.encryptionAlgorithm());
        StoredKey key = keys.requireUsable(request.keyId());
        byte[] plain = bytes("plaintext", request.plaintext());
        return EncryptResponse.builder()
                .keyId(key.arn())
                .ciphertextBlob(sealed(key, plain, request.encryptionContext()))
                .encryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
                .build();
    }

    private SdkBytes sealed(StoredKey key, byte[] plain, Map<String, String> context) {
        return SdkBytes.fromByteArray(
                Ciphertext.of(key, plain, context, HexFormat.of().parseHex(ids.hex(NONCE))));
    }

    DecryptResponse decrypt(DecryptRequest request) {
        Supported.only("kms Decrypt", request, "CiphertextBlob", "EncryptionContext", "KeyId", "EncryptionAlgorithm");
        requireSymmetric(request.encryptionAlgorithm());
        byte[] blob = Optional.ofNullable(request.ciphertextBlob())
                .map(SdkBytes::asByteArray)
                .orElseThrow(KmsFaults::ciphertext);
        StoredKey key = keys.requireUsable(Ciphertext.keyId(blob));
        if (request.keyId() != null && !keys.require(request.keyId()).id().equals(key.id())) {
            throw KmsFaults.otherKey();
        }
        return DecryptResponse.builder()
                .keyId(key.arn())
                .plaintext(SdkBytes.fromByteArray(Ciphertext.plain(key, blob, request.encryptionContext())))
                .encryptionAlgorithm(EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT)
                .build();
    }

    private static void requireSymmetric(@Nullable EncryptionAlgorithmSpec algorithm) {
        if (algorithm != null && algorithm != EncryptionAlgorithmSpec.SYMMETRIC_DEFAULT) {
            throw KmsFaults.validation("The key is symmetric: its algorithm is SYMMETRIC_DEFAULT, not " + algorithm);
        }
    }

    private static byte[] bytes(String member, @Nullable SdkBytes given) {
        byte[] bytes = given == null ? new byte[0] : given.asByteArray();
        if (bytes.length < 1 || bytes.length > LARGEST) {
            throw KmsFaults.validation("1 validation error detected: Value at '" + member
                    + "' failed to satisfy constraint: Member must have length between 1 and " + LARGEST);
        }
        return bytes;
    }

    GenerateDataKeyResponse generateDataKey(GenerateDataKeyRequest request) {
        Supported.only("kms GenerateDataKey", request, "KeyId", "EncryptionContext", "NumberOfBytes", "KeySpec");
        StoredKey key = keys.requireUsable(request.keyId());
        byte[] plain = dataKey(request.numberOfBytes(), request.keySpec());
        return GenerateDataKeyResponse.builder()
                .keyId(key.arn())
                .plaintext(SdkBytes.fromByteArray(plain))
                .ciphertextBlob(sealed(key, plain, request.encryptionContext()))
                .build();
    }

    GenerateDataKeyWithoutPlaintextResponse generateDataKeyWithoutPlaintext(
            GenerateDataKeyWithoutPlaintextRequest request) {
        Supported.only(
                "kms GenerateDataKeyWithoutPlaintext",
                request,
                "KeyId",
                "EncryptionContext",
                "NumberOfBytes",
                "KeySpec");
        StoredKey key = keys.requireUsable(request.keyId());
        return GenerateDataKeyWithoutPlaintextResponse.builder()
                .keyId(key.arn())
                .ciphertextBlob(
                        sealed(key, dataKey(request.numberOfBytes(), request.keySpec()), request.encryptionContext()))
                .build();
    }

    private byte[] dataKey(@Nullable Integer number, @Nullable DataKeySpec spec) {
        if ((number == null) == (spec == null)) {
            throw KmsFaults.validation("Please specify either number of bytes or key spec.");
        }
        int length = number != null ? number : spec == DataKeySpec.AES_128 ? 16 : 32;
        if (length < 1 || length > LONGEST_DATA_KEY) {
            throw KmsFaults.validation("NumberOfBytes " + length + " is not between 1 and " + LONGEST_DATA_KEY);
        }
        return HexFormat.of().parseHex(ids.hex(2 * length));
    }
}
