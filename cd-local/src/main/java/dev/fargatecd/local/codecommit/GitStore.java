package dev.fargatecd.local.codecommit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.stream.Stream;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;

/** The bare git repositories on disk, opened once and kept open. */
final class GitStore implements AutoCloseable {
    /** Where HEAD points to in a repository that nobody has pushed to. */
    private static final String UNBORN = Constants.R_HEADS + "main";

    private final Path folder;
    private final ConcurrentMap<String, Repository> open = new ConcurrentHashMap<>();

    GitStore(Path folder) {
        this.folder = folder;
    }

    /** Makes an empty repository with that id. */
    void create(String id) {
        IsolatedGit.install();
        try (FileRepository repository = new FileRepository(at(id).toFile())) {
            repository.create(true);
            repository.updateRef(Constants.HEAD).link(UNBORN);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The open repository with that id; who gets it does not close it. */
    Repository get(String id) {
        return open.computeIfAbsent(id, this::open);
    }

    /** The same for who closes it. */
    Repository lend(String id) {
        Repository repository = get(id);
        repository.incrementOpen();
        return repository;
    }

    private Repository open(String id) {
        IsolatedGit.install();
        try {
            return new FileRepositoryBuilder()
                    .setGitDir(at(id).toFile())
                    .setBare()
                    .setMustExist(true)
                    .build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    void delete(String id) {
        Repository repository = open.remove(id);
        if (repository != null) {
            repository.close();
        }
        try (Stream<Path> found = Files.walk(at(id))) {
            List<Path> deepestFirst = found.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private Path at(String id) {
        return folder.resolve(id + ".git");
    }

    @Override
    public void close() {
        open.values().forEach(Repository::close);
        open.clear();
    }
}
