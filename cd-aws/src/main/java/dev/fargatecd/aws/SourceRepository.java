package dev.fargatecd.aws;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.transport.PushResult;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.RemoteRefUpdate;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryMetadata;

/**
 * A CodeCommit repository: made by API when it is missing, in no template, never deleted by us; and pushed to.
 *
 * <p>Pushing goes over HTTPS with a password that is a signature, so no git credentials have to be made in IAM.
 */
public final class SourceRepository {
    private final CodeCommitClient codeCommit;
    private final Target target;
    private final Clock clock;
    private final ProgressListener progress;

    public SourceRepository(CodeCommitClient codeCommit, Target target, Clock clock, ProgressListener progress) {
        this.codeCommit = codeCommit;
        this.target = target;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * What a push came to.
     *
     * @param commit the full id of what the branch has now
     * @param isNew whether the branch had something else, or did not exist
     */
    public record Pushed(String repository, String branch, String commit, boolean isNew) {}

    /** Where git finds the repository, over HTTP(S); empty where there is none. */
    public Optional<String> cloneUrl(String repository) {
        try {
            return Optional.of(metadata(repository).cloneUrlHttp());
        } catch (RepositoryDoesNotExistException missing) {
            return Optional.empty();
        }
    }

    /** Makes the repository if it is missing, and answers its URL for git. */
    public String ensure(String repository, String description) {
        Optional<String> existing = cloneUrl(repository);
        if (existing.isPresent()) {
            return existing.get();
        }
        String url = codeCommit
                .createRepository(request -> request.repositoryName(repository).repositoryDescription(description))
                .repositoryMetadata()
                .cloneUrlHttp();
        progress.on(new ProgressEvent.Note(clock.instant(), "Repository " + repository + " made: " + url));
        return url;
    }

    /** The commit that the branch has, or empty where there is no such branch or repository. */
    public Optional<String> head(String repository, String branch) {
        try {
            return Optional.of(codeCommit
                    .getBranch(request -> request.repositoryName(repository).branchName(branch))
                    .branch()
                    .commitId());
        } catch (BranchDoesNotExistException | RepositoryDoesNotExistException missing) {
            return Optional.empty();
        }
    }

    /**
     * Pushes a commit of a local repository to the branch; history is never rewritten.
     *
     * @param gitDirectory the local repository's {@code .git}, or a bare repository
     * @param revision what to push, as git names it: {@code HEAD}, a branch, a commit
     * @throws DeliveryException where the revision or the repository is missing, or the branch has commits that the
     *     revision does not have
     */
    public Pushed push(Path gitDirectory, String revision, String repository, String branch) {
        String url = cloneUrl(repository)
                .orElseThrow(() -> new DeliveryException(
                        "nothing was pushed", "there is no CodeCommit repository " + repository, "fargate-cd up"));
        try (Repository local =
                new FileRepositoryBuilder().setGitDir(gitDirectory.toFile()).build()) {
            ObjectId commit = local.resolve(revision + "^{commit}");
            if (commit == null) {
                throw new DeliveryException(
                        "nothing was pushed",
                        "there is no commit " + revision + " in " + gitDirectory,
                        "git commit, then the same command again");
            }
            return push(local, commit, url, repository, branch);
        } catch (IOException failure) {
            throw new DeliveryException(
                    "nothing was pushed",
                    gitDirectory + " can't be read as a git repository: " + failure.getMessage(),
                    "",
                    failure);
        }
    }

    private Pushed push(Repository local, ObjectId commit, String url, String repository, String branch) {
        GitCredentials credentials = GitCredentials.sign(
                target.credentials().resolveCredentials(), target.region().id(), url, clock.instant());
        RefSpec refSpec = new RefSpec(commit.name() + ":" + Constants.R_HEADS + branch);
        try (Git git = new Git(local)) {
            for (PushResult result : git.push()
                    .setRemote(url)
                    .setRefSpecs(refSpec)
                    .setCredentialsProvider(
                            new UsernamePasswordCredentialsProvider(credentials.user(), credentials.password()))
                    .setTimeout(120)
                    .call()) {
                for (RemoteRefUpdate update : result.getRemoteUpdates()) {
                    return pushed(update, commit, repository, branch);
                }
            }
            throw new IllegalStateException("git answered nothing about branch " + branch);
        } catch (TransportException failure) {
            throw new DeliveryException(
                    "nothing was pushed to " + url, String.valueOf(failure.getMessage()), "", failure);
        } catch (GitAPIException failure) {
            throw new DeliveryException(
                    "nothing was pushed to " + url, String.valueOf(failure.getMessage()), "", failure);
        }
    }

    private Pushed pushed(RemoteRefUpdate update, ObjectId commit, String repository, String branch) {
        return switch (update.getStatus()) {
            case OK -> {
                progress.on(new ProgressEvent.Note(
                        clock.instant(),
                        "Pushed " + commit.abbreviate(7).name() + " to " + repository + ", branch " + branch));
                yield new Pushed(repository, branch, commit.name(), true);
            }
            case UP_TO_DATE -> new Pushed(repository, branch, commit.name(), false);
            case REJECTED_NONFASTFORWARD, REJECTED_REMOTE_CHANGED ->
                throw new DeliveryException(
                        "nothing was pushed to " + repository,
                        "branch " + branch + " there has commits that are not in "
                                + commit.abbreviate(7).name(),
                        "git pull --rebase from that repository, then push again");
            case NOT_ATTEMPTED, REJECTED_NODELETE, REJECTED_OTHER_REASON, NON_EXISTING, AWAITING_REPORT ->
                throw new DeliveryException(
                        "nothing was pushed to " + repository,
                        update.getStatus() + (update.getMessage() == null ? "" : ": " + update.getMessage()),
                        "");
        };
    }

    private RepositoryMetadata metadata(String repository) {
        return codeCommit
                .getRepository(request -> request.repositoryName(repository))
                .repositoryMetadata();
    }
}
