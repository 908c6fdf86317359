package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEditor;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.model.DirectoryNameConflictsWithFileNameException;
import software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.InvalidPathException;
import software.amazon.awssdk.services.codecommit.model.NoChangeException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitIdOutdatedException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitIdRequiredException;

/** Makes commits by API: on a branch, from its tip. */
final class CommitWriter {
    private final GitStore git;
    private final Commits commits;
    private final References references;
    private final Clock clock;

    CommitWriter(GitStore git, Commits commits, References references, Clock clock) {
        this.git = git;
        this.commits = commits;
        this.references = references;
        this.clock = clock;
    }

    /** One change of a commit; paths begin at the root, without a slash. */
    sealed interface Edit {
        String path();

        /** The change to git's index, where {@code now} is the file that is there, or null. */
        DirCacheEditor.PathEdit on(@Nullable DirCacheEntry now, ObjectInserter inserter) throws IOException;

        /** A file with this content; without a mode it keeps its own, or is a normal one. */
        record Put(String path, SdkBytes content, Optional<FileModeTypeEnum> mode) implements Edit {
            @Override
            public DirCacheEditor.PathEdit on(@Nullable DirCacheEntry now, ObjectInserter inserter) throws IOException {
                FileMode other = now == null ? FileMode.REGULAR_FILE : now.getFileMode();
                return new Entry(
                        path,
                        inserter.insert(Constants.OBJ_BLOB, content.asByteArrayUnsafe()),
                        mode.map(CommitWriter::mode).orElse(other));
            }
        }

        /** No such file any more. */
        record Delete(String path) implements Edit {
            @Override
            public DirCacheEditor.PathEdit on(@Nullable DirCacheEntry now, ObjectInserter inserter) {
                return new DirCacheEditor.DeletePath(existing(path, now).getPathString());
            }
        }

        /** The same file with another mode. */
        record Mode(String path, FileModeTypeEnum mode) implements Edit {
            @Override
            public DirCacheEditor.PathEdit on(@Nullable DirCacheEntry now, ObjectInserter inserter) {
                return new Entry(path, existing(path, now).getObjectId(), CommitWriter.mode(mode));
            }
        }

        private static DirCacheEntry existing(String path, @Nullable DirCacheEntry now) {
            if (now == null) {
                throw CodeCommitFaults.noFile(path);
            }
            return now;
        }
    }

    /** Who commits and says what; AWS fills in the caller where nobody is named. */
    record Message(Optional<String> name, Optional<String> email, Optional<String> text) {}

    /** The new commit and its tree. */
    record Written(ObjectId commit, ObjectId tree) {}

    /**
     * Commits the edits and moves the branch.
     *
     * @param parent what the client takes for the branch's tip; not asked for in an empty repository
     */
    Written commit(
            Caller caller,
            StoredRepository repository,
            String branch,
            @Nullable String parent,
            List<Edit> edits,
            Message message) {
        Optional<ObjectId> tip = references.branch(repository, branch);
        if (tip.isEmpty() && !references.branches(repository).isEmpty()) {
            throw CodeCommitFaults.noBranch(branch);
        }
        tip.ifPresent(id -> checkParent(parent, id));
        Repository opened = git.get(repository.id());
        try (ObjectInserter inserter = opened.newObjectInserter()) {
            Optional<RevCommit> before = tip.flatMap(id -> commits.find(repository, id.name()));
            DirCache index = before.isPresent()
                    ? DirCache.read(opened.newObjectReader(), before.get().getTree())
                    : DirCache.newInCore();
            edit(index, edits, inserter);
            ObjectId tree = write(index, inserter);
            if (before.filter(commit -> commit.getTree().equals(tree)).isPresent()) {
                throw CodeCommitFaults.of(
                        NoChangeException.builder(),
                        "NoChangeException",
                        "The commit would change nothing: its tree " + tree.name() + " is that of its parent");
            }
            CommitBuilder commit = new CommitBuilder();
            tip.ifPresent(commit::setParentId);
            commit.setTreeId(tree);
            PersonIdent person = person(caller, message);
            commit.setAuthor(person);
            commit.setCommitter(person);
            commit.setMessage(message.text().orElse(""));
            ObjectId id = inserter.insert(commit);
            inserter.flush();
            references.apply(caller, repository, new ReferenceChange(Constants.R_HEADS + branch, tip, Optional.of(id)));
            return new Written(id, tree);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static void checkParent(@Nullable String parent, ObjectId tip) {
        if (parent == null) {
            throw CodeCommitFaults.of(
                    ParentCommitIdRequiredException.builder(),
                    "ParentCommitIdRequiredException",
                    "A parent commit ID is required: the tip of the branch is " + tip.name());
        }
        if (!parent.equals(tip.name())) {
            throw CodeCommitFaults.of(
                    ParentCommitIdOutdatedException.builder(),
                    "ParentCommitIdOutdatedException",
                    "The parent commit ID " + parent + " is not the tip of the branch, which is " + tip.name());
        }
    }

    private PersonIdent person(Caller caller, Message message) {
        String arn = caller.principal().arn();
        return new PersonIdent(
                message.name().orElse(arn.substring(arn.lastIndexOf(':') + 1)),
                message.email().orElse(""),
                clock.instant(),
                ZoneOffset.UTC);
    }

    private static void edit(DirCache index, List<Edit> edits, ObjectInserter inserter) throws IOException {
        DirCacheEditor editor = index.editor();
        for (Edit edit : edits) {
            editor.add(edit.on(index.getEntry(edit.path()), inserter));
        }
        try {
            editor.finish();
        } catch (IllegalStateException | IllegalArgumentException impossiblePath) {
            throw CodeCommitFaults.of(
                    InvalidPathException.builder(),
                    "InvalidPathException",
                    String.valueOf(impossiblePath.getMessage()));
        }
    }

    private static ObjectId write(DirCache index, ObjectInserter inserter) throws IOException {
        try {
            return index.writeTree(inserter);
        } catch (IllegalStateException conflict) {
            throw CodeCommitFaults.of(
                    DirectoryNameConflictsWithFileNameException.builder(),
                    "DirectoryNameConflictsWithFileNameException",
                    "A file has the name of a folder: " + conflict.getMessage());
        }
    }

    private static FileMode mode(FileModeTypeEnum mode) {
        return switch (mode) {
            case EXECUTABLE -> FileMode.EXECUTABLE_FILE;
            case SYMLINK -> FileMode.SYMLINK;
            case NORMAL -> FileMode.REGULAR_FILE;
            case UNKNOWN_TO_SDK_VERSION ->
                throw CodeCommitFaults.of(
                        software.amazon.awssdk.services.codecommit.model.InvalidFileModeException.builder(),
                        "InvalidFileModeException",
                        "The file mode is not valid; allowed: EXECUTABLE, NORMAL, SYMLINK");
        };
    }

    private static final class Entry extends DirCacheEditor.PathEdit {
        private final ObjectId id;
        private final FileMode mode;

        Entry(String path, ObjectId id, FileMode mode) {
            super(path);
            this.id = id;
            this.mode = mode;
        }

        @Override
        public void apply(DirCacheEntry entry) {
            entry.setObjectId(id);
            entry.setFileMode(mode);
        }
    }
}
