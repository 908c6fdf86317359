package dev.fargatecd.local;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How a local cloud is started.
 *
 * @param port of the door on 127.0.0.1; 0 for any that is free
 * @param account 12 digits
 * @param region what an unsigned default is, for example {@code us-east-1}
 * @param rootKey the account's own access key; empty for one made at start
 * @param folder where files go; empty for a temporary one. What the cloud put there is removed when it closes
 */
public record LocalCloudOptions(
        int port, String account, String region, Optional<RootKey> rootKey, Optional<Path> folder) {

    /** The account's own access key, chosen and not made at start. */
    public record RootKey(String accessKeyId, String secretAccessKey) {
        @Override
        public String toString() {
            return "RootKey[" + accessKeyId + "]";
        }
    }

    /** Any free port, account 000000000000, us-east-1, fresh keys, a temporary folder. */
    public static LocalCloudOptions defaults() {
        return new LocalCloudOptions(0, "000000000000", "us-east-1", Optional.empty(), Optional.empty());
    }
}
