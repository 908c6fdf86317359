package dev.fargatecd.templates;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.contract.RenderedPath;
import dev.fargatecd.templates.environment.EnvironmentTemplate;
import dev.fargatecd.templates.pipeline.PipelineTemplate;
import dev.fargatecd.templates.service.ServiceTemplate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a delivery is rendered to. The same delivery always gives the same text.
 *
 * <p>Which files there are depends on the delivery: environments alone have no pipeline and no service, and a delivery
 * that only shares others' environments has no environment of its own.
 */
public record Rendering(List<RenderedFile> files) {
    public static final String ENVIRONMENT = RenderedPath.ENVIRONMENT;
    public static final String PIPELINE = RenderedPath.PIPELINE;
    public static final String SERVICE = RenderedPath.SERVICE;
    public static final String BUILDSPEC = RenderedPath.BUILDSPEC;

    /** All files that are ever rendered. */
    public static final List<String> PATHS = List.of(ENVIRONMENT, PIPELINE, SERVICE, BUILDSPEC);

    public Rendering {
        files = List.copyOf(files);
    }

    /** Renders the delivery. */
    public static Rendering of(Delivery delivery) {
        List<RenderedFile> files = new ArrayList<>();
        if (!delivery.ownEnvironments().isEmpty()) {
            files.add(template(ENVIRONMENT, EnvironmentTemplate.of(delivery)));
        }
        delivery.pipeline().ifPresent(pipeline -> {
            files.add(template(PIPELINE, PipelineTemplate.of(delivery, pipeline)));
            files.add(template(SERVICE, ServiceTemplate.of(delivery, pipeline.service())));
            if (pipeline.build().buildspec().isEmpty()) {
                files.add(new RenderedFile(BUILDSPEC, buildspec()));
            }
        });
        return new Rendering(files);
    }

    /** Writes the files below the repository's root, each at once and whole. */
    public void writeTo(Path root) throws IOException {
        for (RenderedFile file : files) {
            Path target = root.resolve(file.path());
            Path folder = Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Path written = folder.resolve("." + target.getFileName() + ".new");
            try {
                Files.writeString(written, file.content());
                Files.move(written, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(written);
            }
        }
    }

    /** The file of that path; empty when this delivery has none. */
    public Optional<RenderedFile> file(String path) {
        return files.stream().filter(file -> file.path().equals(path)).findFirst();
    }

    private static RenderedFile template(String path, Fragment template) {
        RenderedFile file = new RenderedFile(path, Yaml.writeTemplate(template));
        if (file.size() > RenderedFile.LARGEST_TEMPLATE) {
            throw new IllegalStateException(path + " has " + file.size() + " bytes; CloudFormation takes "
                    + RenderedFile.LARGEST_TEMPLATE + ": the definition has too many variables or environments");
        }
        return file;
    }

    private static String buildspec() {
        try (InputStream in = Objects.requireNonNull(Rendering.class.getResourceAsStream("buildspec.yml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
