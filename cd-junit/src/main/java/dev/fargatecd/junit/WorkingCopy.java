package dev.fargatecd.junit;

import dev.fargatecd.local.OwnedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;

/** A project's files in a git repository of their own, for a test to edit and commit; the project stays as it is. */
final class WorkingCopy implements AutoCloseable {
    private static final PersonIdent AUTHOR = new PersonIdent("A test", "test@localhost");

    private final OwnedFolder owned;
    private final Path root;

    private WorkingCopy(OwnedFolder owned) {
        this.owned = owned;
        root = owned.path().resolve("project");
    }

    /** Copies what .gitignore does not name, and adds the templates that are not there. */
    static WorkingCopy of(Project project) throws IOException, GitAPIException {
        WorkingCopy copy = new WorkingCopy(OwnedFolder.in(OwnedFolder.temporaryFiles()));
        Files.createDirectories(copy.root);
        try (Git git = Git.init()
                .setDirectory(copy.root.toFile())
                .setInitialBranch("main")
                .call()) {
            copy.take(project.folder(), git.getRepository());
            project.rendering().writeTo(copy.root);
            return copy;
        } catch (IOException | RuntimeException failure) {
            copy.close();
            throw failure;
        }
    }

    private void take(Path folder, Repository repository) throws IOException {
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(new FileTreeIterator(
                    folder.toFile(),
                    repository.getFS(),
                    repository.getConfig().get(WorkingTreeOptions.KEY),
                    FileTreeIterator.NoGitlinksStrategy.INSTANCE));
            while (walk.next()) {
                WorkingTreeIterator file = walk.getTree(0, WorkingTreeIterator.class);
                if (file.isEntryIgnored()) {
                    continue;
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                    continue;
                }
                Path target = root.resolve(walk.getPathString());
                Files.createDirectories(Objects.requireNonNull(target.getParent()));
                try (InputStream in = file.openEntryStream()) {
                    Files.copy(in, target);
                }
                if (walk.getFileMode(0) == FileMode.EXECUTABLE_FILE
                        && !target.toFile().setExecutable(true)) {
                    throw new IOException(target + " could not be made executable");
                }
            }
        }
    }

    Path root() {
        return root;
    }

    Path gitDirectory() {
        return root.resolve(".git");
    }

    /** Commits all there is, even where nothing changed, and answers the commit's id. */
    String commit(String message) throws IOException, GitAPIException {
        try (Git git = Git.open(root.toFile())) {
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

    /** The files that differ from the last commit. */
    Set<String> changed() throws IOException, GitAPIException {
        try (Git git = Git.open(root.toFile())) {
            var status = git.status().call();
            return Stream.concat(status.getUncommittedChanges().stream(), status.getUntracked().stream())
                    .collect(Collectors.toSet());
        }
    }

    @Override
    public void close() {
        try {
            owned.close();
        } catch (IOException left) {
            throw new UncheckedIOException("the test's copy was not removed: " + root, left);
        }
    }
}
