package dev.fargatecd.local.secretsmanager;

import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import software.amazon.awssdk.core.SdkBytes;

/**
 * A value of a secret.
 *
 * @param id the ClientRequestToken of the request that brought it
 * @param text empty for a binary one
 * @param binary empty for a text
 * @param stages the staging labels, such as AWSCURRENT; without any it is deprecated
 */
record SecretVersion(String id, Optional<String> text, Optional<SdkBytes> binary, Set<String> stages, Instant created) {
    static final String CURRENT = "AWSCURRENT";
    static final String PREVIOUS = "AWSPREVIOUS";

    SecretVersion {
        stages = Set.copyOf(stages);
    }

    boolean hasValueOf(SecretVersion other) {
        return text.equals(other.text) && binary.equals(other.binary);
    }

    SecretVersion with(String stage) {
        Set<String> more = new LinkedHashSet<>(stages);
        more.add(stage);
        return new SecretVersion(id, text, binary, more, created);
    }

    SecretVersion without(String stage) {
        Set<String> rest = new LinkedHashSet<>(stages);
        rest.remove(stage);
        return new SecretVersion(id, text, binary, rest, created);
    }

    /** The labels in order. */
    List<String> labels() {
        return List.copyOf(new TreeSet<>(stages));
    }

    @Override
    public String toString() {
        return "version " + id + " " + labels(); // a value is no matter of logs
    }
}
