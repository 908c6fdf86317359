package dev.fargatecd.cli.init;

import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.RepositoryFile;
import dev.fargatecd.templates.RenderedFile;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.definition.Definition;
import dev.fargatecd.templates.definition.DefinitionWriter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The files that {@code init} would write, each beside what is there now. */
public record Proposal(List<ProposedFile> files) {
    private static final String HEADER = """
            # What is delivered, from where and to which environments. "fargate-cd render" writes cf/ from this file.
            # To be asked before Production: approval: required, below it.
            """;

    public Proposal {
        files = List.copyOf(files);
    }

    /**
     * A file, and what is there.
     *
     * @param path from the folder, with {@code /}
     * @param there the text that is there; empty where there is no such file
     */
    public record ProposedFile(String path, String content, Optional<String> there) {
        /** What writing it would do. */
        public Change change() {
            if (there.isEmpty()) {
                return Change.NEW;
            }
            return there.get().equals(content) ? Change.NONE : Change.DIFFERENT;
        }

        /** What is taken away and added, as {@code diff -u} shows it. */
        public String difference() throws IOException {
            return UnifiedDiff.of(path, there.orElse(""), content);
        }
    }

    /** What writing a file would do. */
    public enum Change {
        NEW,
        NONE,
        DIFFERENT
    }

    /**
     * For a folder without a definition.
     *
     * @param writesDockerfile whether a Dockerfile is proposed where there is none
     */
    public static Proposal of(Settings settings, Surroundings around, boolean writesDockerfile) throws IOException {
        List<RenderedFile> files = new ArrayList<>();
        Optional<Recipe> recipe = around.language().flatMap(Language::recipe);
        if (writesDockerfile && around.dockerfile().isEmpty() && recipe.isPresent()) {
            files.add(new RenderedFile(
                    DockerfileFacts.FILE,
                    recipe.get().dockerfile(settings.portNumber().value())));
        }
        boolean builds = around.dockerfile().map(facts -> !facts.buildsItself()).orElse(true)
                && recipe.filter(it -> !it.commands().isEmpty()).isPresent();
        boolean hasOwnBuildspec =
                around.hasFittingBuildspec() || (builds && around.buildspec().isEmpty());
        Delivery delivery = settings.delivery(
                hasOwnBuildspec ? Optional.of(new RepositoryFile(Surroundings.BUILDSPEC)) : Optional.empty());
        if (hasOwnBuildspec && !around.hasFittingBuildspec()) {
            files.add(new RenderedFile(
                    Surroundings.BUILDSPEC,
                    StarterBuildspec.of(recipe.orElseThrow(), settings.delivery(Optional.empty()))));
        }
        files.add(new RenderedFile(Definition.FILE_NAME, HEADER + DefinitionWriter.write(delivery)));
        files.addAll(Rendering.of(delivery).files());
        return beside(files, around.folder());
    }

    /**
     * For a folder that has a definition: it stays as it is, but for what is given.
     *
     * @throws IllegalArgumentException where what is given is no value; the message says what is allowed
     */
    public static Proposal of(Delivery delivery, Settings.Given given, Path folder) throws IOException {
        Delivery changed = given.over(delivery);
        List<RenderedFile> files = new ArrayList<>();
        if (!changed.equals(delivery)) {
            files.add(new RenderedFile(Definition.FILE_NAME, HEADER + DefinitionWriter.write(changed)));
        }
        files.addAll(Rendering.of(changed).files());
        return beside(files, folder);
    }

    private static Proposal beside(List<RenderedFile> files, Path folder) throws IOException {
        List<ProposedFile> proposed = new ArrayList<>();
        for (RenderedFile file : files) {
            Path path = folder.resolve(file.path());
            // whatever bytes are there: what is not UTF-8 differs, and is no failure
            Optional<String> there = Files.exists(path)
                    ? Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8))
                    : Optional.empty();
            proposed.add(new ProposedFile(file.path(), file.content(), there));
        }
        return new Proposal(proposed);
    }

    /** Those with that change. */
    public List<ProposedFile> with(Change change) {
        return files.stream().filter(file -> file.change() == change).toList();
    }

    /** Writes what is new or different. */
    public void writeTo(Path folder) throws IOException {
        for (ProposedFile file : files) {
            if (file.change() != Change.NONE) {
                Path path = folder.resolve(file.path());
                Files.createDirectories(Objects.requireNonNull(path.getParent()));
                Files.writeString(path, file.content());
            }
        }
    }
}
