package dev.fargatecd.cloudformation.template;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A reference to a value in Systems Manager or Secrets Manager, which CloudFormation puts in its place when it makes a
 * resource, and keeps as it is written everywhere else.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">Dynamic
 *     references</a>
 */
public sealed interface DynamicReference {
    /** As the template writes it, braces included. */
    String text();

    /** What the reference stands for, by its kind. */
    <T> T accept(Visitor<T> visitor);

    /**
     * A parameter of Parameter Store.
     *
     * @param version empty for the latest
     * @param isSecure whether a SecureString is meant, which few properties take
     */
    record OfParameter(String text, String name, Optional<String> version, boolean isSecure)
            implements DynamicReference {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.parameter(this);
        }
    }

    /**
     * A secret of Secrets Manager, or what its JSON has under a key.
     *
     * @param id name or ARN
     * @param jsonKey empty for the whole text
     * @param stage empty for AWSCURRENT, where there is no version either
     */
    record OfSecret(String text, String id, Optional<String> jsonKey, Optional<String> stage, Optional<String> version)
            implements DynamicReference {
        @Override
        public <T> T accept(Visitor<T> visitor) {
            return visitor.secret(this);
        }
    }

    /** What is done with each kind. */
    interface Visitor<T> {
        T parameter(OfParameter reference);

        T secret(OfSecret reference);
    }

    /** What looks like a reference, well-formed or not; the group is what is in it behind {@code resolve:}. */
    Pattern FORM = Pattern.compile("\\{\\{resolve:([^{}]*)}}");

    /** Whether there is a reference in the text. */
    static boolean isIn(String text) {
        return FORM.matcher(text).find();
    }

    /**
     * The text with a value in the place of each reference.
     *
     * @throws MalformedReference for one that is not well-formed
     */
    static String replaced(String text, Function<DynamicReference, String> values) {
        return FORM.matcher(text)
                .replaceAll(found -> Matcher.quoteReplacement(
                        values.apply(of(found.group()).orElseThrow(() -> new MalformedReference(found.group())))));
    }

    /**
     * Reads one reference.
     *
     * @param text with its braces
     * @return empty where it is not well-formed
     */
    static Optional<DynamicReference> of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String[] parts = form.group(1).split(":", 2);
        String rest = parts.length == 2 ? parts[1] : "";
        return switch (parts[0]) {
            case "ssm" -> ofParameter(text, rest, false);
            case "ssm-secure" -> ofParameter(text, rest, true);
            case "secretsmanager" -> ofSecret(text, rest);
            default -> Optional.empty();
        };
    }

    /** {@code name:version}, or an ARN, which has five colons of its own. */
    private static Optional<DynamicReference> ofParameter(String text, String rest, boolean isSecure) {
        Matcher parts = Pattern.compile("([a-zA-Z0-9_./-]+|arn:(?:[a-zA-Z0-9_-]*:){4}[a-zA-Z0-9_./-]+)(?::([0-9]+))?")
                .matcher(rest);
        return parts.matches()
                ? Optional.of(new OfParameter(text, parts.group(1), Optional.ofNullable(parts.group(2)), isSecure))
                : Optional.empty();
    }

    /** {@code id:SecretString:key:stage:version}, where an ARN has colons of its own. */
    private static Optional<DynamicReference> ofSecret(String text, String rest) {
        List<String> parts = Arrays.asList(rest.split(":", -1));
        int id = parts.get(0).equals("arn") ? 7 : 1;
        if (parts.size() < id || parts.size() > id + 4 || parts.get(id - 1).isEmpty()) {
            return Optional.empty();
        }
        List<String> selection = parts.subList(id, parts.size());
        OfSecret secret = new OfSecret(
                text,
                String.join(":", parts.subList(0, id)),
                part(selection, 1),
                part(selection, 2),
                part(selection, 3));
        boolean isText = selection.isEmpty() || List.of("SecretString", "").contains(selection.get(0));
        boolean hasBothVersions = secret.stage().isPresent() && secret.version().isPresent();
        return isText && !hasBothVersions ? Optional.of(secret) : Optional.empty();
    }

    private static Optional<String> part(List<String> parts, int index) {
        return parts.size() > index ? Optional.of(parts.get(index)).filter(part -> !part.isEmpty()) : Optional.empty();
    }

    /** A reference that CloudFormation can't read, with its text for it. */
    final class MalformedReference extends RuntimeException {
        MalformedReference(String reference) {
            super(complaint(reference));
        }
    }

    /** What CloudFormation says of a reference that is not well-formed. */
    static String complaint(String reference) {
        return "Incorrect format is used in the following "
                + (reference.startsWith("{{resolve:ssm") ? "SSM" : "dynamic") + " reference: [" + reference + "]";
    }
}
