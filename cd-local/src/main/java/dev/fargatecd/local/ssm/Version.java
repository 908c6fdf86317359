package dev.fargatecd.local.ssm;

import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ssm.model.ParameterTier;

/**
 * A parameter's value from one PutParameter to the next.
 *
 * @param number from 1
 * @param sealed what is shown of a SecureString to whoever does not ask for decryption: no ciphertext but a random text
 * @param keyId the KMS key that was named, which is kept and not used; empty for other types
 */
record Version(
        long number,
        String value,
        String sealed,
        ParameterTier tier,
        Optional<String> description,
        Optional<String> allowedPattern,
        Optional<String> keyId,
        Instant modified,
        String by) {
    @Override
    public String toString() {
        return "version " + number; // a value is no matter of logs
    }
}
