package dev.fargatecd.local.images;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The base images whose part a program of this machine plays: any tag of them, from any registry. */
public enum KnownBase {
    ECLIPSE_TEMURIN("eclipse-temurin", "java"),
    AMAZON_CORRETTO("amazoncorretto", "java"),
    NODE("node", "node"),
    PYTHON("python", "python");

    private static final Pattern FEATURE_RELEASE = Pattern.compile("(\\d+)([._+-].*)?");

    private final String repository;
    private final String program;

    KnownBase(String repository, String program) {
        this.repository = repository;
        this.program = program;
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
        return tag.matches() && of(image).filter(KnownBase::isJava).isPresent()
                ? Optional.of(Integer.valueOf(tag.group(1)))
                : Optional.empty();
    }

    /** Whether its program is Java, which is always there: it runs the cloud. */
    public boolean isJava() {
        return program.equals("java");
    }

    /** What the base is there for: {@code node}, for example. */
    public String program() {
        return program;
    }

    /** What may play its part on this machine: names to look for on the PATH, the best first. */
    public List<String> standIns() {
        return switch (this) {
            case ECLIPSE_TEMURIN, AMAZON_CORRETTO, NODE -> List.of(program);
            case PYTHON -> List.of("python3", program);
        };
    }

    /** Whether a word of an entry point is this base's program: by its name alone, or where the base would have it. */
    public boolean runs(String word) {
        String name = word.substring(word.lastIndexOf('/') + 1);
        return (!word.contains("/") || word.startsWith("/"))
                && (name.equals(program) || standIns().contains(name));
    }

    static String all() {
        return Arrays.stream(values()).map(base -> base.repository).collect(Collectors.joining(", "));
    }
}
