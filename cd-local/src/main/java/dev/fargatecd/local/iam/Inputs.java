package dev.fargatecd.local.iam;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.Tag;

/**
 * What IAM accepts as a name, a path, tags.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html">IAM and STS quotas</a>
 */
final class Inputs {
    private static final Pattern NAME = Pattern.compile("[\\w+=,.@-]+");
    private static final Pattern PATH = Pattern.compile("/|/[\\x21-\\x7e]+/");
    private static final int MAX_TAGS = 50;

    private Inputs() {}

    /** A required name of at most so many characters. */
    static String name(String member, @Nullable String value, int max) {
        if (value == null) {
            throw IamFaults.validation("1 validation error detected: Value null at '" + member
                    + "' failed to satisfy constraint: Member must not be null");
        }
        if (!NAME.matcher(value).matches()) {
            throw IamFaults.validation("The specified value for " + member + " is invalid. It must contain only"
                    + " alphanumeric characters and/or the following: +=,.@_-");
        }
        if (value.length() > max) {
            throw IamFaults.validation("1 validation error detected: Value '" + value + "' at '" + member
                    + "' failed to satisfy constraint: Member must have length less than or equal to " + max);
        }
        return value;
    }

    /** A required text of any content. */
    static String required(String member, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            throw IamFaults.validation("1 validation error detected: Value null at '" + member
                    + "' failed to satisfy constraint: Member must not be null");
        }
        return value;
    }

    /** A path; left out it is {@code /}. */
    static String path(@Nullable String path) {
        if (path == null) {
            return "/";
        }
        if (!PATH.matcher(path).matches() || path.length() > 512) {
            throw IamFaults.validation("The specified value for path is invalid. It must begin and end with / and"
                    + " contain only alphanumeric characters and/or / characters.");
        }
        return path;
    }

    /** The tags with others put over them, by key; keys are compared without case, as IAM does. */
    static List<Tag> merged(Collection<Tag> tags, Collection<Tag> added) {
        TreeMap<String, Tag> byKey = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        tags.forEach(tag -> byKey.put(tag.key(), tag));
        for (Tag tag : added) {
            byKey.put(checked(tag).key(), tag);
        }
        if (added.stream()
                        .map(tag -> tag.key().toLowerCase(Locale.ROOT))
                        .distinct()
                        .count()
                < added.size()) {
            throw IamFaults.invalidInput("Duplicate tag keys found. Please note that Tag keys are case insensitive.");
        }
        if (byKey.size() > MAX_TAGS) {
            throw IamFaults.limitExceeded("The number of tags has reached the maximum limit.");
        }
        return List.copyOf(byKey.values());
    }

    static List<Tag> without(Collection<Tag> tags, Collection<String> keys) {
        return tags.stream()
                .filter(tag -> keys.stream().noneMatch(tag.key()::equalsIgnoreCase))
                .toList();
    }

    private static Tag checked(Tag tag) {
        if (tag.key() == null || tag.key().isEmpty() || tag.key().length() > 128) {
            throw IamFaults.validation("1 validation error detected: Value '" + tag.key()
                    + "' at 'tags.member.key' failed to satisfy constraint: Member must have length between 1 and 128");
        }
        if (tag.value() == null || tag.value().length() > 256) {
            throw IamFaults.validation("1 validation error detected: Value at 'tags.member.value' of key " + tag.key()
                    + " failed to satisfy constraint: Member must have length less than or equal to 256");
        }
        // CloudFormation alone sets tags of AWS's own prefix, with its stacks' names.
        String key = tag.key().toLowerCase(Locale.ROOT);
        if (key.startsWith("aws:") && !key.startsWith("aws:cloudformation:")) {
            throw IamFaults.invalidInput("Tag keys that start with 'aws:' are reserved for system use: " + tag.key());
        }
        return tag;
    }
}
