package dev.fargatecd.cloudformation.check;

import java.util.List;
import java.util.Optional;

/** The files that are checked together, those of them that could be read. */
public record CheckedFiles(
        List<CheckedTemplate> templates, List<CheckedBuildspec> buildspecs, List<SourceFile> dockerfiles) {
    public CheckedFiles {
        templates = List.copyOf(templates);
        buildspecs = List.copyOf(buildspecs);
        dockerfiles = List.copyOf(dockerfiles);
    }

    /** The template that a pipeline calls {@code Artifact::dir/x.yml}: that of the same base name, if it is given. */
    public Optional<CheckedTemplate> templateAt(String artifactPath) {
        String name = baseName(artifactPath);
        return templates.stream()
                .filter(template -> template.file().baseName().equals(name))
                .findFirst();
    }

    /** The buildspec of that path: that of the same base name, if it is given. */
    public Optional<CheckedBuildspec> buildspecAt(String path) {
        String name = baseName(path);
        return buildspecs.stream()
                .filter(buildspec -> buildspec.file().baseName().equals(name))
                .findFirst();
    }

    private static String baseName(String artifactPath) {
        return new SourceFile(artifactPath.substring(artifactPath.lastIndexOf(':') + 1), "").baseName();
    }
}
