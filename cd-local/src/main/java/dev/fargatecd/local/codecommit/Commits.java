package dev.fargatecd.local.codecommit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.diff.DiffEntry;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevObject;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.EmptyTreeIterator;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.treewalk.filter.AndTreeFilter;
import org.eclipse.jgit.treewalk.filter.PathFilter;
import org.eclipse.jgit.treewalk.filter.TreeFilter;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.BlobMetadata;
import software.amazon.awssdk.services.codecommit.model.ChangeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.Commit;
import software.amazon.awssdk.services.codecommit.model.Difference;
import software.amazon.awssdk.services.codecommit.model.UserInfo;

/** Reads commits and what lies between two of them. */
final class Commits {
    private final GitStore git;

    Commits(GitStore git) {
        this.git = git;
    }

    /** The commit of that id (40 hexadecimal digits), or empty where there is none. */
    Optional<RevCommit> find(StoredRepository repository, String commitId) {
        return ObjectId.isId(commitId) ? parse(repository, ObjectId.fromString(commitId)) : Optional.empty();
    }

    /**
     * The commit that a specifier names: a full commit id, a branch, a tag, or HEAD; none means the default branch.
     *
     * @throws software.amazon.awssdk.services.codecommit.model.CommitDoesNotExistException where it names none
     */
    RevCommit resolve(StoredRepository repository, @Nullable String specifier) {
        String asked = specifier == null || specifier.isEmpty() ? Constants.HEAD : specifier;
        Optional<RevCommit> commit = find(repository, asked);
        for (String name : List.of(asked, Constants.R_HEADS + asked, Constants.R_TAGS + asked)) {
            if (commit.isEmpty()) {
                commit = reference(repository, name).flatMap(id -> parse(repository, id));
            }
        }
        return commit.orElseThrow(() -> CodeCommitFaults.noCommit(asked));
    }

    private Optional<ObjectId> reference(StoredRepository repository, String name) {
        try {
            return Optional.ofNullable(git.get(repository.id()).exactRef(name)).map(Ref::getObjectId);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** Follows annotated tags to their commit. */
    private Optional<RevCommit> parse(StoredRepository repository, ObjectId id) {
        try (RevWalk walk = new RevWalk(git.get(repository.id()))) {
            RevObject object = walk.peel(walk.parseAny(id));
            return object instanceof RevCommit commit ? Optional.of(walk.parseCommit(commit)) : Optional.empty();
        } catch (org.eclipse.jgit.errors.MissingObjectException missing) {
            return Optional.empty();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** The commit in the API's shape. */
    static Commit describe(RevCommit commit) {
        return Commit.builder()
                .commitId(commit.name())
                .treeId(commit.getTree().name())
                .parents(Arrays.stream(commit.getParents()).map(RevCommit::name).toList())
                .message(commit.getFullMessage())
                .author(user(commit.getAuthorIdent()))
                .committer(user(commit.getCommitterIdent()))
                .additionalData("")
                .build();
    }

    /** AWS gives the time as git keeps it: seconds since 1970, a blank, and the offset as {@code +0100}. */
    private static UserInfo user(PersonIdent person) {
        int minutes = person.getZoneOffset().getTotalSeconds() / 60;
        String offset =
                String.format("%s%02d%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
        return UserInfo.builder()
                .name(person.getName())
                .email(person.getEmailAddress())
                .date(person.getWhenAsInstant().getEpochSecond() + " " + offset)
                .build();
    }

    /**
     * What changed from one commit to another, by path.
     *
     * @param before empty for all that the later commit holds
     * @param path the one file or folder to look at; empty for all
     */
    List<Difference> differences(
            StoredRepository repository, Optional<RevCommit> before, RevCommit after, Optional<String> path) {
        Repository opened = git.get(repository.id());
        try (TreeWalk walk = new TreeWalk(opened)) {
            walk.setRecursive(true);
            Optional<RevTree> tree = before.map(RevCommit::getTree);
            if (tree.isPresent()) {
                walk.addTree(tree.get());
            } else {
                walk.addTree(new EmptyTreeIterator());
            }
            walk.addTree(after.getTree());
            walk.setFilter(
                    path.isPresent()
                            ? AndTreeFilter.create(PathFilter.create(path.get()), TreeFilter.ANY_DIFF)
                            : TreeFilter.ANY_DIFF);
            List<Difference> found = new ArrayList<>();
            for (DiffEntry entry : DiffEntry.scan(walk)) {
                found.add(describe(entry));
            }
            return found;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Difference describe(DiffEntry entry) {
        Difference.Builder difference = Difference.builder();
        if (entry.getChangeType() != DiffEntry.ChangeType.ADD) {
            difference.beforeBlob(blob(entry, DiffEntry.Side.OLD));
        }
        if (entry.getChangeType() != DiffEntry.ChangeType.DELETE) {
            difference.afterBlob(blob(entry, DiffEntry.Side.NEW));
        }
        return difference
                .changeType(
                        switch (entry.getChangeType()) {
                            case ADD, COPY -> ChangeTypeEnum.A;
                            case DELETE -> ChangeTypeEnum.D;
                            case MODIFY, RENAME -> ChangeTypeEnum.M;
                        })
                .build();
    }

    private static BlobMetadata blob(DiffEntry entry, DiffEntry.Side side) {
        return BlobMetadata.builder()
                .blobId(entry.getId(side).name())
                .path(entry.getPath(side))
                .mode(entry.getMode(side).toString())
                .build();
    }
}
