package dev.fargatecd.local.images;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An image's name in its parts, by the grammar of the distribution specification.
 *
 * @param registry host with an optional port; empty where the name has none (Docker Hub's)
 * @param repository for example {@code library/eclipse-temurin}, as written
 * @param tag without the colon
 * @param digest {@code sha256:…}
 */
public record ImageName(Optional<String> registry, String repository, Optional<String> tag, Optional<String> digest) {
    private static final String PART = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final Pattern REPOSITORY = Pattern.compile(PART + "(?:/" + PART + ")*");
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");
    private static final Pattern DIGEST = Pattern.compile("sha256:[a-f0-9]{64}");
    private static final Pattern WHOLE = Pattern.compile("([^@]+?)(?::([^:/@]*))?(?:@(.*))?");

    /** @throws IllegalArgumentException where the text is no image's name; the message says what of it is wrong */
    public static ImageName parse(String text) {
        Matcher whole = WHOLE.matcher(text);
        if (!whole.matches()) {
            throw new IllegalArgumentException("\"" + text + "\" is not an image's name: registry/repository:tag");
        }
        String path = whole.group(1);
        int slash = path.indexOf('/');
        String first = slash < 0 ? "" : path.substring(0, slash);
        boolean host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return new ImageName(
                host ? Optional.of(first) : Optional.empty(),
                checked(REPOSITORY, "repository", host ? path.substring(slash + 1) : path, text),
                Optional.ofNullable(whole.group(2)).map(tag -> checked(TAG, "tag", tag, text)),
                Optional.ofNullable(whole.group(3)).map(digest -> checked(DIGEST, "digest", digest, text)));
    }

    private static String checked(Pattern pattern, String what, String value, String text) {
        if (!pattern.matcher(value).matches()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\" is not an image's name: its " + what + " \"" + value + "\" is malformed");
        }
        return value;
    }

    /** What the registry calls it: the digest if there is one, else the tag, else {@code latest}. */
    public String reference() {
        return digest.or(() -> tag).orElse("latest");
    }

    /** The same image by its tag, {@code latest} where it has none. */
    public ImageName tagged() {
        return tag.isPresent() || digest.isPresent()
                ? this
                : new ImageName(registry, repository, Optional.of("latest"), digest);
    }

    @Override
    public String toString() {
        return registry.map(host -> host + "/").orElse("")
                + repository
                + tag.map(t -> ":" + t).orElse("")
                + digest.map(d -> "@" + d).orElse("");
    }
}
