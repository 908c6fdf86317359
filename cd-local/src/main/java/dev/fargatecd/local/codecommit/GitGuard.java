package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.AccessKeys;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Guard;
import dev.fargatecd.local.kernel.Scope;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.regions.Region;

/** Decides who a git client is, by what it signed. */
final class GitGuard {
    /** How far a client's clock may be off, and how long one credential lasts: what AWS gives Signature Version 4. */
    private static final Duration TOLERANCE = Duration.ofMinutes(15);

    private final AccessKeys keys;
    private final RepositoryTable repositories;
    private final Clock clock;
    private final Guard permissions;

    GitGuard(AccessKeys keys, RepositoryTable repositories, Clock clock, Guard permissions) {
        this.keys = keys;
        this.repositories = repositories;
        this.clock = clock;
        this.permissions = permissions;
    }

    /** Requires that the caller may push to the repository, or fetch from it. */
    void permit(Caller caller, String repository, boolean isPush) throws GitRefusal {
        try {
            permissions.admit(
                    caller,
                    isPush ? "codecommit:GitPush" : "codecommit:GitPull",
                    caller.scope().arn("codecommit", repository));
        } catch (AwsServiceException denied) {
            throw refused(denied.awsErrorDetails().errorMessage());
        }
    }

    /**
     * Finds out who makes a request, and in the region of which repository.
     *
     * @param authorization the header, or empty where there is none
     * @param host without its port, as the client wrote it
     * @param repository the name in the path
     */
    Caller admit(Optional<String> authorization, String host, String repository) throws GitRefusal {
        if (authorization.isEmpty()) {
            throw new GitRefusal(401, "CodeCommit asks for signed credentials");
        }
        GitCredential credential = GitCredential.read(authorization.get())
                .orElseThrow(() -> refused("The user and password are not what a CodeCommit credential helper makes. "
                        + "Set one for this address: git config credential.helper "
                        + "'!aws codecommit credential-helper --ignore-host-check $@' "
                        + "and git config credential.UseHttpPath true"));
        Optional<AccessKey> key = keys.find(credential.accessKeyId());
        if (key.isEmpty() || !key.get().sessionToken().equals(credential.sessionToken())) {
            throw refused("This cloud does not know the access key " + credential.accessKeyId()
                    + " (keys are made anew at each start)");
        }
        Instant now = clock.instant();
        if (key.get().expiration().filter(now::isAfter).isPresent()) {
            throw refused("The access key " + credential.accessKeyId() + " has expired");
        }
        if (credential
                .time()
                .filter(at -> Duration.between(at, now).abs().compareTo(TOLERANCE) <= 0)
                .isEmpty()) {
            throw refused("The password was made at " + credential.signedAt()
                    + "Z and is good for 15 minutes; if git has stored it, remove it there");
        }
        return new Caller(
                key.get().principal(),
                new Scope(key.get().principal().account(), region(key.get(), credential, host, repository)));
    }

    /**
     * The region is in the signature alone. Those in which the account has such a repository come first; all of AWS's
     * follow, so that a missing repository is not taken for a wrong secret.
     */
    private String region(AccessKey key, GitCredential credential, String host, String repository) throws GitRefusal {
        List<String> regions =
                new ArrayList<>(repositories.regionsOf(key.principal().account(), repository));
        Region.regions().forEach(region -> regions.add(region.id()));
        for (String region : regions) {
            for (String path : List.of(GitDoor.PATH + repository, GitDoor.PATH + repository + "/")) {
                if (credential.isSignedBy(key, region, host, path)) {
                    return region;
                }
            }
        }
        throw refused("The password is not a signature of " + GitDoor.PATH + repository + " at host " + host
                + " by the secret of " + key.id()
                + ": is credential.UseHttpPath true, and the region the one of the repository?");
    }

    private static GitRefusal refused(String reason) {
        return new GitRefusal(403, reason);
    }
}
