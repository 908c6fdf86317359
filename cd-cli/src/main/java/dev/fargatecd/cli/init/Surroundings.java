package dev.fargatecd.cli.init;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * What is noticed in a folder that may be delivered.
 *
 * @param branch the one that is checked out; empty outside of git and where none is
 * @param remote the address of {@code origin}
 * @param buildspec the text of its buildspec.yml
 */
public record Surroundings(
        Path folder,
        Optional<Language> language,
        Optional<DockerfileFacts> dockerfile,
        Optional<String> branch,
        Optional<String> remote,
        Optional<String> buildspec) {
    static final String BUILDSPEC = "buildspec.yml";

    /**
     * Looks around in a folder.
     *
     * @param gitDirectory of the repository that the folder is in; empty where it is in none
     */
    public static Surroundings of(Path folder, Optional<Path> gitDirectory) throws IOException {
        Path buildspec = folder.resolve(BUILDSPEC);
        Optional<Repository> opened = Optional.empty();
        if (gitDirectory.isPresent()) {
            opened = Optional.of(new FileRepositoryBuilder()
                    .setGitDir(gitDirectory.get().toFile())
                    .setWorkTree(folder.toFile())
                    .build());
        }
        try {
            return new Surroundings(
                    folder,
                    Language.of(folder),
                    DockerfileFacts.in(folder),
                    opened.isEmpty() ? Optional.empty() : branch(opened.get()),
                    opened.map(repository -> repository
                            .getConfig()
                            .getString(
                                    ConfigConstants.CONFIG_REMOTE_SECTION, "origin", ConfigConstants.CONFIG_KEY_URL)),
                    Files.isRegularFile(buildspec) ? Optional.of(Files.readString(buildspec)) : Optional.empty());
        } finally {
            opened.ifPresent(Repository::close);
        }
    }

    private static Optional<String> branch(Repository repository) throws IOException {
        String full = repository.getFullBranch();
        return full != null && full.startsWith("refs/heads/")
                ? Optional.of(full.substring("refs/heads/".length()))
                : Optional.empty(); // a detached HEAD
    }

    /** In one line, for people: what was noticed, and where. */
    public String sentence() {
        StringBuilder text = new StringBuilder("Found: ");
        text.append(language.map(it -> it.title() + " (" + it.file() + ")").orElse("no language that is known here"));
        text.append(dockerfile
                .map(it -> it.needsEngine().isEmpty() ? ", a Dockerfile" : ", a Dockerfile that needs an engine")
                .orElse(", no Dockerfile"));
        branch.ifPresent(name -> text.append(", branch ").append(name));
        remote.ifPresent(url -> text.append(", origin ").append(url));
        buildspec.ifPresent(it -> text.append(", a buildspec"));
        return text.toString();
    }

    /** Why the local cloud's build would fail here, or empty. */
    public Optional<String> notLocally() {
        return dockerfile.flatMap(DockerfileFacts::needsEngine);
    }

    /** Whether nothing here says how the image is made. */
    public boolean needsDockerfile() {
        return dockerfile.isEmpty() && !hasFittingBuildspec();
    }

    /** Whether a Dockerfile can be proposed. */
    public boolean canWriteDockerfile() {
        return language.flatMap(Language::recipe).isPresent();
    }

    /** Whether the buildspec that is there makes what the pipeline takes further. */
    boolean hasFittingBuildspec() {
        return buildspec
                .filter(text -> text.contains("overrides.json") && text.contains("REPOSITORY_URI"))
                .isPresent();
    }
}
