package dev.fargatecd.it;

import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.RenderedFile;
import dev.fargatecd.templates.Rendering;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;

/** A git repository with the fixture's sources and a delivery's templates, for a test to edit and commit. */
public final class SourceTree {
    private static final PersonIdent AUTHOR = new PersonIdent("Ada", "ada@example.com");

    private final Path folder;

    private SourceTree(Path folder) {
        this.folder = folder;
    }

    public static SourceTree in(Path folder, Delivery delivery) throws IOException, GitAPIException {
        SourceTree tree = new SourceTree(folder);
        for (String file : new String[] {"Hello.java", "Dockerfile"}) {
            try (InputStream in = Objects.requireNonNull(SourceTree.class.getResourceAsStream("/fixture/" + file))) {
                Files.write(folder.resolve(file), in.readAllBytes());
            }
        }
        for (RenderedFile file : Rendering.of(delivery).files()) {
            tree.write(file.path(), file.content());
        }
        Git.init().setDirectory(folder.toFile()).setInitialBranch("main").call().close();
        return tree;
    }

    public Path gitDirectory() {
        return folder.resolve(".git");
    }

    public void write(String file, String content) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(Objects.requireNonNull(path.getParent()));
        Files.writeString(path, content);
    }

    /** Replaces text that has to be there. */
    public void replace(String file, String text, String by) throws IOException {
        String before = Files.readString(folder.resolve(file));
        if (!before.contains(text)) {
            throw new IllegalArgumentException(file + " does not contain \"" + text + "\"");
        }
        write(file, before.replace(text, by));
    }

    /** Commits all there is, and answers the commit's id. */
    public String commit(String message) throws IOException, GitAPIException {
        try (Git git = Git.open(folder.toFile())) {
            git.add().addFilepattern(".").call();
            git.add().addFilepattern(".").setUpdate(true).call(); // what was deleted
            return git.commit()
                    .setMessage(message)
                    .setAuthor(AUTHOR)
                    .setCommitter(AUTHOR)
                    .setSign(false)
                    .call()
                    .name();
        }
    }
}
