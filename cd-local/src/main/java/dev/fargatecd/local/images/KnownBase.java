package dev.fargatecd.local.images;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The base images whose part a Java of this machine plays: any tag of them, from any registry. */
public enum KnownBase {
    ECLIPSE_TEMURIN("eclipse-temurin"),
    AMAZON_CORRETTO("amazoncorretto");

    private static final Pattern FEATURE_RELEASE = Pattern.compile("(\\d+)([._+-].*)?");

    private final String repository;

    KnownBase(String repository) {
        this.repository = repository;
    }

    /** The base that an image is, by the last part of its repository's name. */
    public static Optional<KnownBase> of(ImageName image) {
        String name = image.repository();
        String last = name.substring(name.lastIndexOf('/') + 1);
        return Arrays.stream(values())
                .filter(base -> base.repository.equals(last))
                .findFirst();
    }

    /** The feature release of Java that a tag stands for: 17 of {@code 17.0.13_11-jre}; empty for {@code latest}. */
    public static Optional<Integer> javaOf(ImageName image) {
        Matcher tag = FEATURE_RELEASE.matcher(image.tag().orElse(""));
        return tag.matches() ? Optional.of(Integer.valueOf(tag.group(1))) : Optional.empty();
    }

    static String all() {
        return Arrays.stream(values()).map(base -> base.repository).collect(Collectors.joining(", "));
    }
}
