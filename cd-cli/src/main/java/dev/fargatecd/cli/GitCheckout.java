package dev.fargatecd.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.Status;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.errors.RevisionSyntaxException;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/**
 * The git repository that a directory is checked out from.
 *
 * @param workTree its root
 * @param gitDirectory its {@code .git}
 */
record GitCheckout(Path workTree, Path gitDirectory) {
    /** The checkout that the directory is in, or empty where it is in none. */
    static Optional<GitCheckout> around(Path directory) {
        for (Path at = directory.toAbsolutePath().normalize(); at != null; at = at.getParent()) {
            Path git = at.resolve(".git");
            if (Files.exists(git)) {
                return Optional.of(new GitCheckout(at, git));
            }
        }
        return Optional.empty();
    }

    /** Why its commits can't be pushed from here, or empty where they can. */
    Optional<String> unusable() {
        if (Files.isRegularFile(gitDirectory)) {
            return Optional.of(workTree + " is a linked worktree or a submodule");
        }
        if (Files.exists(gitDirectory.resolve("shallow"))) {
            return Optional.of(workTree + " is a shallow clone: it lacks the history that a push needs");
        }
        try (Repository repository = open()) {
            return repository.resolve("HEAD") == null ? Optional.of(workTree + " has no commit yet") : Optional.empty();
        } catch (IOException unreadable) {
            return Optional.of(gitDirectory + " can't be read: " + unreadable.getMessage());
        }
    }

    /** The files that differ from the last commit, ordered; ignored ones don't count. */
    SortedSet<String> uncommitted() throws IOException {
        try (Repository repository = open();
                Git git = new Git(repository)) {
            Status status = git.status().call();
            SortedSet<String> files = new TreeSet<>(status.getUncommittedChanges());
            files.addAll(status.getUntracked());
            return files;
        } catch (GitAPIException failure) {
            throw new IOException(failure);
        }
    }

    /** The full id of the last commit. */
    String head() throws IOException {
        try (Repository repository = open()) {
            ObjectId head = repository.resolve("HEAD");
            if (head == null) {
                throw new IOException(workTree + " has no commit yet");
            }
            return head.name();
        }
    }

    /** The full id of the commit that git knows here by that name: HEAD, a branch, a tag, the beginning of an id. */
    Optional<String> find(String name) {
        if (!Files.isDirectory(gitDirectory)) {
            return Optional.empty();
        }
        try (Repository repository = open()) {
            return Optional.ofNullable(repository.resolve(name + "^{commit}")).map(ObjectId::name);
        } catch (IOException | RevisionSyntaxException noName) {
            return Optional.empty();
        }
    }

    private Repository open() throws IOException {
        return new FileRepositoryBuilder()
                .setGitDir(gitDirectory.toFile())
                .setWorkTree(workTree.toFile())
                .build();
    }
}
