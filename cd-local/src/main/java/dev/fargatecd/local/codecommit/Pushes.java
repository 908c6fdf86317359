package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.Caller;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectChecker;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.ReceiveCommand;
import org.eclipse.jgit.transport.ReceivePack;

/** What a push may change and what follows from it, over HTTP and SSH alike. */
final class Pushes {
    /** References in one push: https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html */
    private static final int MOST_REFERENCES = 4000;
    /** Bytes of one blob, from the same page. */
    private static final long LARGEST_BLOB = 2L << 30;

    private final RepositoryTable repositories;
    private final References references;

    Pushes(RepositoryTable repositories, References references) {
        this.repositories = repositories;
        this.references = references;
    }

    /** Receives one push of that caller. */
    ReceivePack receive(Caller caller, StoredRepository repository, Repository opened) {
        ReceivePack receive = new ReceivePack(opened);
        receive.setAllowCreates(true);
        receive.setAllowDeletes(true);
        receive.setAllowNonFastForwards(true);
        receive.setMaxObjectSizeLimit(LARGEST_BLOB);
        // Also keeps paths such as ../x and .git/hooks/x out of every checkout that is made of this repository.
        receive.setObjectChecker(
                new ObjectChecker().setAllowLeadingZeroFileMode(true).setAllowInvalidPersonIdent(true));
        receive.setPreReceiveHook((pack, commands) -> {
            StoredRepository now =
                    repositories.find(caller.scope(), repository.name()).orElse(repository);
            commands.forEach(command -> refusal(now, command, commands)
                    .ifPresent(reason -> command.setResult(ReceiveCommand.Result.REJECTED_OTHER_REASON, reason)));
        });
        receive.setPostReceiveHook((pack, commands) -> report(pack, caller, repository, commands));
        return receive;
    }

    /** Why a reference may not be changed so, or empty where it may. */
    private static Optional<String> refusal(
            StoredRepository repository, ReceiveCommand command, Collection<ReceiveCommand> all) {
        String name = command.getRefName();
        if (all.size() > MOST_REFERENCES) {
            return Optional.of("a push changes at most " + MOST_REFERENCES + " references");
        }
        if (!name.startsWith(Constants.R_HEADS) && !name.startsWith(Constants.R_TAGS)) {
            return Optional.of("only branches and tags can be pushed");
        }
        boolean isDefault = repository
                .defaultBranch()
                .filter(branch -> name.equals(Constants.R_HEADS + branch))
                .isPresent();
        return isDefault && command.getType() == ReceiveCommand.Type.DELETE
                ? Optional.of("the default branch can't be deleted; make another the default first")
                : Optional.empty();
    }

    private void report(
            ReceivePack pack, Caller caller, StoredRepository repository, Collection<ReceiveCommand> commands) {
        List<ReferenceChange> changes = commands.stream()
                .filter(command -> command.getResult() == ReceiveCommand.Result.OK)
                .map(command -> ReferenceChange.of(command.getRefName(), command.getOldId(), command.getNewId()))
                .toList();
        references.changed(caller, repository, changes);
        changes.forEach(change -> pack.sendMessage("CodeCommit has " + change.type() + " " + change.name()
                + change.after().map(id -> " at " + id.name()).orElse(" no more")
                + "; EventBridge is told."));
    }
}
