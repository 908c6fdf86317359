package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Journal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Ref;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import software.amazon.awssdk.services.codecommit.model.ConcurrentReferenceUpdateException;

/** The branches and tags of the repositories: whoever moves one, by push or by API, does it or reports it here. */
final class References {
    private final RepositoryTable repositories;
    private final GitStore git;
    private final Journal journal;
    private final Clock clock;

    References(RepositoryTable repositories, GitStore git, Journal journal, Clock clock) {
        this.repositories = repositories;
        this.git = git;
        this.journal = journal;
        this.clock = clock;
    }

    /** Branch names without {@code refs/heads/} and what they point to, in the order of their names. */
    Map<String, ObjectId> branches(StoredRepository repository) {
        try {
            Map<String, ObjectId> branches = new LinkedHashMap<>();
            for (Ref ref : git.get(repository.id()).getRefDatabase().getRefsByPrefix(Constants.R_HEADS)) {
                branches.put(ref.getName().substring(Constants.R_HEADS.length()), ref.getObjectId());
            }
            return branches;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    Optional<ObjectId> branch(StoredRepository repository, String name) {
        try {
            return Optional.ofNullable(git.get(repository.id()).exactRef(Constants.R_HEADS + name))
                    .map(Ref::getObjectId);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /**
     * Moves a branch by API, and tells.
     *
     * @throws ConcurrentReferenceUpdateException where it no longer is where the change takes it from
     */
    void apply(Caller caller, StoredRepository repository, ReferenceChange change) {
        try {
            RefUpdate update = git.get(repository.id()).updateRef(change.fullName());
            update.setExpectedOldObjectId(change.before().orElse(ObjectId.zeroId()));
            update.setForceUpdate(true);
            update.disableRefLog();
            change.after().ifPresent(update::setNewObjectId);
            RefUpdate.Result result = change.after().isPresent() ? update.update() : update.delete();
            if (result != RefUpdate.Result.NEW
                    && result != RefUpdate.Result.FAST_FORWARD
                    && result != RefUpdate.Result.FORCED) {
                throw CodeCommitFaults.of(
                        ConcurrentReferenceUpdateException.builder(),
                        "ConcurrentReferenceUpdateException",
                        "Branch " + change.name() + " was changed by somebody else at the same time (" + result + ")");
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        changed(caller, repository, List.of(change));
    }

    /** Reports references that were changed: the first branch becomes the default branch, and the journal is told. */
    void changed(Caller caller, StoredRepository repository, List<ReferenceChange> changes) {
        if (changes.isEmpty()) {
            return;
        }
        StoredRepository now = repositories.change(
                caller.scope(),
                repository.name(),
                stored -> changes.stream()
                        .filter(change -> change.isBranch() && change.after().isPresent())
                        .findFirst()
                        .filter(first -> stored.defaultBranch().isEmpty())
                        .map(first -> stored.withDefaultBranch(first.name(), clock.instant()))
                        .orElseGet(() -> stored.touched(clock.instant())));
        if (repository.defaultBranch().isEmpty()) {
            now.defaultBranch().ifPresent(branch -> pointHead(repository, branch));
        }
        changes.forEach(change -> tell(caller, repository, change));
    }

    /** What a clone checks out. */
    void pointHead(StoredRepository repository, String branch) {
        try {
            Repository opened = git.get(repository.id());
            opened.updateRef(Constants.HEAD).link(Constants.R_HEADS + branch);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** As https://docs.aws.amazon.com/codecommit/latest/userguide/monitoring-events.html gives it. */
    private void tell(Caller caller, StoredRepository repository, ReferenceChange change) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("event", change.event());
        detail.put("repositoryName", repository.name());
        detail.put("repositoryId", repository.id());
        detail.put("referenceType", change.type());
        detail.put("referenceName", change.name());
        detail.put("referenceFullName", change.fullName());
        change.after().ifPresent(id -> detail.put("commitId", id.name()));
        change.before().ifPresent(id -> detail.put("oldCommitId", id.name()));
        detail.put("callerUserArn", caller.principal().arn());
        journal.append(
                caller.scope(),
                "aws.codecommit",
                "CodeCommit Repository State Change",
                List.of(repository.arn()),
                detail);
    }
}
