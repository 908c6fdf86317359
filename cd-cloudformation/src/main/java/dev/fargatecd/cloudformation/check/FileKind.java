package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.cloudformation.yaml.TreeReader;
import java.util.regex.Pattern;

/** What a file is, by what is in it. */
public enum FileKind {
    TEMPLATE,
    BUILDSPEC,
    DOCKERFILE,
    /** A definition of fargate-cd, which its own reader checks. */
    DEFINITION,
    /** None of these. */
    OTHER;

    private static final Pattern START = Pattern.compile("\\s*(?:FROM|ARG)\\s+\\S.*");

    private static final Pattern INSTRUCTION =
            Pattern.compile("(?:FROM|RUN|COPY|ADD|WORKDIR|EXPOSE|ENV|USER|ENTRYPOINT|CMD)[ \\t]+[^\\s:]");

    /** The kind of a file; {@link #OTHER} where it can't be read. */
    public static FileKind of(SourceFile file) {
        if (isDockerfile(file.text())) {
            return DOCKERFILE;
        }
        try {
            return of(TreeReader.read(file.name(), file.text()));
        } catch (TemplateException unreadable) {
            return OTHER;
        }
    }

    /** Whether a text is a Dockerfile: it begins with an instruction that it may begin with, or has several. */
    static boolean isDockerfile(String text) {
        boolean begins = text.lines()
                .filter(line -> !line.isBlank() && !line.stripLeading().startsWith("#"))
                .findFirst()
                .filter(line -> START.matcher(line).matches())
                .isPresent();
        return begins
                || text.lines()
                                .filter(line -> INSTRUCTION.matcher(line).lookingAt())
                                .limit(3)
                                .count()
                        == 3;
    }

    /** The kind of what YAML or JSON was read to. */
    static FileKind of(Node tree) {
        return tree.asMapping().map(FileKind::of).orElse(OTHER);
    }

    private static FileKind of(Node.Mapping root) {
        if (root.get("Resources").isPresent()
                || root.get("AWSTemplateFormatVersion").isPresent()) {
            return TEMPLATE;
        }
        if (root.get("phases").isPresent()) {
            return BUILDSPEC;
        }
        return root.get("version").isPresent() && root.get("application").isPresent() ? DEFINITION : OTHER;
    }
}
