package dev.fargatecd.local.codecommit;

import java.util.Optional;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;

/**
 * A branch or tag that came, moved or went; at least one of both ids is there.
 *
 * @param fullName {@code refs/heads/main}
 */
record ReferenceChange(String fullName, Optional<ObjectId> before, Optional<ObjectId> after) {
    /** JGit says "none" with the zero id. */
    static ReferenceChange of(String fullName, ObjectId before, ObjectId after) {
        return new ReferenceChange(fullName, some(before), some(after));
    }

    private static Optional<ObjectId> some(ObjectId id) {
        return id.equals(ObjectId.zeroId()) ? Optional.empty() : Optional.of(id);
    }

    boolean isBranch() {
        return fullName.startsWith(Constants.R_HEADS);
    }

    /** AWS's {@code referenceType}. */
    String type() {
        return isBranch() ? "branch" : "tag";
    }

    /** The name as people say it, without {@code refs/heads/} or {@code refs/tags/}. */
    String name() {
        return org.eclipse.jgit.lib.Repository.shortenRefName(fullName);
    }

    /** AWS's name of what happened. */
    String event() {
        if (before.isEmpty()) {
            return "referenceCreated";
        }
        return after.isEmpty() ? "referenceDeleted" : "referenceUpdated";
    }
}
