package dev.fargatecd.cli;

import dev.fargatecd.local.OwnedFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheBuilder;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.FileTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.WorkingTreeIterator;
import org.eclipse.jgit.treewalk.WorkingTreeOptions;

/**
 * A bare git repository that holds a tree as it is now in one commit; removed when it is closed.
 *
 * <p>The tree is only read. A repository that knew it as its work tree would write a {@code .git} file into it, over the
 * one of a linked worktree.
 */
final class TemporaryRepository implements AutoCloseable {
    private final OwnedFolder folder;
    private final String commit;

    private TemporaryRepository(OwnedFolder folder, String commit) {
        this.folder = folder;
        this.commit = commit;
    }

    /** The full id of the one commit. */
    String commit() {
        return commit;
    }

    Path gitDirectory() {
        return gitDirectory(folder);
    }

    private static Path gitDirectory(OwnedFolder folder) {
        return folder.path().resolve("source.git");
    }

    /** Commits the tree, without what its .gitignore files name. */
    static TemporaryRepository of(Path tree) throws IOException {
        OwnedFolder folder = OwnedFolder.in(OwnedFolder.temporaryFiles());
        try (Repository repository = new FileRepositoryBuilder()
                        .setGitDir(gitDirectory(folder).toFile())
                        .setBare()
                        .build();
                ObjectInserter objects = repository.newObjectInserter()) {
            repository.create(true);
            ObjectId commit = commit(objects, index(repository, objects, tree).writeTree(objects));
            objects.flush();
            RefUpdate main = repository.updateRef(Constants.R_HEADS + "main");
            main.setNewObjectId(commit);
            RefUpdate.Result result = main.update();
            if (result != RefUpdate.Result.NEW) {
                throw new IOException("the tree was not committed: " + result);
            }
            repository.updateRef(Constants.HEAD).link(main.getName());
            return new TemporaryRepository(folder, commit.name());
        } catch (IOException failure) {
            folder.close();
            throw failure;
        }
    }

    private static DirCache index(Repository repository, ObjectInserter objects, Path tree) throws IOException {
        DirCache index = DirCache.newInCore();
        DirCacheBuilder entries = index.builder();
        FileTreeIterator files = new FileTreeIterator(
                tree.toFile(),
                repository.getFS(),
                repository.getConfig().get(WorkingTreeOptions.KEY),
                FileTreeIterator.NoGitlinksStrategy.INSTANCE);
        try (TreeWalk walk = new TreeWalk(repository)) {
            walk.addTree(files);
            while (walk.next()) {
                WorkingTreeIterator file = walk.getTree(0, WorkingTreeIterator.class);
                if (file.isEntryIgnored()) {
                    continue;
                }
                if (walk.isSubtree()) {
                    walk.enterSubtree();
                    continue;
                }
                DirCacheEntry entry = new DirCacheEntry(walk.getPathString());
                entry.setFileMode(walk.getFileMode(0));
                try (InputStream in = file.openEntryStream()) {
                    entry.setObjectId(objects.insert(Constants.OBJ_BLOB, file.getEntryContentLength(), in));
                }
                entries.add(entry);
            }
        }
        entries.finish();
        return index;
    }

    private static ObjectId commit(ObjectInserter objects, ObjectId tree) throws IOException {
        PersonIdent author = new PersonIdent("fargate-cd", "fargate-cd@localhost");
        CommitBuilder commit = new CommitBuilder();
        commit.setTreeId(tree);
        commit.setAuthor(author);
        commit.setCommitter(author);
        commit.setMessage("The tree as it is\n");
        return objects.insert(commit);
    }

    @Override
    public void close() throws IOException {
        folder.close();
    }
}
