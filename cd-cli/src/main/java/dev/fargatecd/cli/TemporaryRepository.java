package dev.fargatecd.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** A git repository, outside the tree, that holds the tree as it is now in one commit; removed when it is closed. */
final class TemporaryRepository implements AutoCloseable {
    private final Path folder;
    private final String commit;

    private TemporaryRepository(Path folder, String commit) {
        this.folder = folder;
        this.commit = commit;
    }

    /** The full id of the one commit. */
    String commit() {
        return commit;
    }

    /** Commits the tree, without what its .gitignore files name. */
    static TemporaryRepository of(Path tree) throws IOException {
        Path folder = Files.createTempDirectory("fargate-cd-source-");
        try (Repository repository = new FileRepositoryBuilder()
                .setGitDir(folder.resolve(".git").toFile())
                .setWorkTree(tree.toFile())
                .build()) {
            repository.create();
            try (Git git = new Git(repository)) {
                PersonIdent author = new PersonIdent("fargate-cd", "fargate-cd@localhost");
                git.add().addFilepattern(".").call();
                String commit = git.commit()
                        .setMessage("The tree as it is")
                        .setAuthor(author)
                        .setCommitter(author)
                        .setSign(false)
                        .call()
                        .name();
                return new TemporaryRepository(folder, commit);
            }
        } catch (GitAPIException | IOException failure) {
            remove(folder);
            throw failure instanceof IOException io ? io : new IOException(failure);
        }
    }

    Path gitDirectory() {
        return folder.resolve(".git");
    }

    @Override
    public void close() throws IOException {
        remove(folder);
    }

    private static void remove(Path folder) throws IOException {
        try (Stream<Path> found = Files.walk(folder)) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
