package dev.fargatecd.local.codecommit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.eclipse.jgit.errors.MissingObjectException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.treewalk.TreeWalk;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.FileTooLargeException;
import software.amazon.awssdk.services.codecommit.model.GetFileResponse;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;

/** Reads the files and folders of a commit. */
final class Trees {
    /** Bytes of what GetFile answers: https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html */
    private static final long LARGEST_FILE = 6L << 20;
    /** What can be answered in one piece at all. */
    private static final int LARGEST_BLOB = Integer.MAX_VALUE - 16;

    private final GitStore git;

    Trees(GitStore git) {
        this.git = git;
    }

    GetFileResponse file(StoredRepository repository, RevCommit commit, String path) {
        try (TreeWalk walk = TreeWalk.forPath(git.get(repository.id()), relative(path), commit.getTree())) {
            if (walk == null || walk.getFileMode().getObjectType() != Constants.OBJ_BLOB) {
                throw CodeCommitFaults.noFile(path);
            }
            ObjectLoader loader = walk.getObjectReader().open(walk.getObjectId(0));
            if (loader.getSize() > LARGEST_FILE) {
                throw tooLarge(path, loader.getSize(), LARGEST_FILE);
            }
            return GetFileResponse.builder()
                    .commitId(commit.name())
                    .blobId(walk.getObjectId(0).name())
                    .filePath(walk.getPathString())
                    .fileMode(mode(walk.getFileMode()))
                    .fileSize(loader.getSize())
                    .fileContent(SdkBytes.fromByteArrayUnsafe(loader.getBytes((int) LARGEST_FILE)))
                    .build();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    SdkBytes blob(StoredRepository repository, String blobId) {
        if (!ObjectId.isId(blobId)) {
            throw CodeCommitFaults.noBlob(blobId);
        }
        Repository opened = git.get(repository.id());
        try {
            ObjectLoader loader = opened.open(ObjectId.fromString(blobId), Constants.OBJ_BLOB);
            if (loader.getSize() > LARGEST_BLOB) {
                throw tooLarge(blobId, loader.getSize(), LARGEST_BLOB);
            }
            return SdkBytes.fromByteArrayUnsafe(loader.getBytes(LARGEST_BLOB));
        } catch (MissingObjectException | org.eclipse.jgit.errors.IncorrectObjectTypeException missing) {
            throw CodeCommitFaults.noBlob(blobId);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** One folder's content, not that of the folders in it. */
    GetFolderResponse folder(StoredRepository repository, RevCommit commit, String path) {
        String folder = relative(path);
        Repository opened = git.get(repository.id());
        try (TreeWalk walk = new TreeWalk(opened)) {
            ObjectId tree = folder.isEmpty()
                    ? commit.getTree()
                    : subtree(opened, commit, folder).orElseThrow(() -> CodeCommitFaults.noFolder(path));
            walk.addTree(tree);
            FolderContent content = new FolderContent(
                    folder,
                    GetFolderResponse.builder()
                            .commitId(commit.name())
                            .folderPath(folder)
                            .treeId(tree.name()));
            while (walk.next()) {
                content.add(
                        walk.getNameString(),
                        walk.getFileMode(),
                        walk.getObjectId(0).name());
            }
            return content.response();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Optional<ObjectId> subtree(Repository opened, RevCommit commit, String folder) throws IOException {
        try (TreeWalk walk = TreeWalk.forPath(opened, folder, commit.getTree())) {
            return walk == null || !walk.isSubtree() ? Optional.empty() : Optional.of(walk.getObjectId(0));
        }
    }

    /** Paths begin at the root, with or without a slash before and behind. */
    static String relative(String path) {
        return path.replaceAll("^/+|/+$", "");
    }

    static FileModeTypeEnum mode(FileMode mode) {
        if (mode.equals(FileMode.EXECUTABLE_FILE)) {
            return FileModeTypeEnum.EXECUTABLE;
        }
        return mode.equals(FileMode.SYMLINK) ? FileModeTypeEnum.SYMLINK : FileModeTypeEnum.NORMAL;
    }

    private static RuntimeException tooLarge(String what, long size, long limit) {
        return CodeCommitFaults.of(
                FileTooLargeException.builder(),
                "FileTooLargeException",
                what + " has " + size + " bytes; at most " + limit + " are answered here. Clone the repository for it");
    }
}
