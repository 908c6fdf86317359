package dev.fargatecd.local.codepipeline.action;

import dev.fargatecd.local.codepipeline.execution.ActionJob;
import dev.fargatecd.local.codepipeline.execution.ActionProvider;
import dev.fargatecd.local.codepipeline.execution.Artifact;
import dev.fargatecd.local.codepipeline.execution.External;
import dev.fargatecd.local.codepipeline.execution.Outcome;
import dev.fargatecd.local.codepipeline.execution.Revision;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.Commit;
import software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.GetFolderResponse;
import software.amazon.awssdk.services.codecommit.model.UserInfo;

/**
 * Takes a branch's newest commit, or the one that the execution is for, and puts out its files.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeCommit.html">CodeCommit
 *     source action reference</a>
 */
final class CodeCommitSource implements ActionProvider {
    private final Clients clients;
    private final Artifacts artifacts;

    CodeCommitSource(Clients clients, Artifacts artifacts) {
        this.clients = clients;
        this.artifacts = artifacts;
    }

    @Override
    public CompletableFuture<Outcome> start(ActionJob job) {
        CodeCommitClient codeCommit = clients.as(job.caller(), CodeCommitClient.class);
        String repository = job.required("RepositoryName");
        String branch = job.required("BranchName");
        String commitId = job.revision()
                .orElseGet(() -> codeCommit
                        .getBranch(request -> request.repositoryName(repository).branchName(branch))
                        .branch()
                        .commitId());
        Commit commit = codeCommit
                .getCommit(request -> request.repositoryName(repository).commitId(commitId))
                .commit();
        List<Artifact> outputs = job.outputNames().stream()
                .map(name -> artifacts.place(job, name))
                .toList();
        Scope scope = job.start().scope();
        clients.guard().admit(job.caller(), "codecommit:UploadArchive", scope.arn("codecommit", repository));
        outputs.forEach(output ->
                artifacts.write(job.caller(), output, zip -> add(zip, archiver(job), repository, commitId, "/")));
        Revision revision = new Revision(
                commitId,
                commit.message(),
                "https://" + job.start().scope().region() + ".console.aws.amazon.com/codesuite/codecommit/repositories/"
                        + repository + "/commit/" + commitId + "?region="
                        + job.start().scope().region(),
                time(commit.committer()));
        Map<String, String> variables = Map.of(
                "RepositoryName",
                repository,
                "BranchName",
                branch,
                "CommitId",
                commitId,
                "CommitMessage",
                commit.message(),
                "AuthorDate",
                time(commit.author()).toString(),
                "CommitterDate",
                time(commit.committer()).toString());
        External external = External.of(commitId, revision.url(), commit.message());
        return CompletableFuture.completedFuture(
                Outcome.succeeded(external, outputs, variables).withRevision(revision));
    }

    /**
     * On AWS the role has {@code codecommit:UploadArchive}, and CodeCommit itself reads the tree and hands it over; no
     * API of the SDK does that. So CodePipeline reads the tree in its own name, after the role has found the commit.
     */
    private CodeCommitClient archiver(ActionJob job) {
        Principal self = Principal.service(job.start().scope().account(), "codepipeline.amazonaws.com");
        return clients.as(new Caller(self, job.start().scope()), CodeCommitClient.class);
    }

    /** Submodules are left out, as on AWS. */
    private static void add(
            ZipWriter zip, CodeCommitClient codeCommit, String repository, String commitId, String folder) {
        GetFolderResponse content = codeCommit.getFolder(request ->
                request.repositoryName(repository).commitSpecifier(commitId).folderPath(folder));
        content.files()
                .forEach(file -> zip.add(
                        file.absolutePath(),
                        file.fileMode() == FileModeTypeEnum.EXECUTABLE ? ZipWriter.Kind.PROGRAM : ZipWriter.Kind.FILE,
                        blob(codeCommit, repository, file.blobId())));
        content.symbolicLinks()
                .forEach(link ->
                        zip.add(link.absolutePath(), ZipWriter.Kind.LINK, blob(codeCommit, repository, link.blobId())));
        content.subFolders().forEach(sub -> add(zip, codeCommit, repository, commitId, sub.absolutePath()));
    }

    private static byte[] blob(CodeCommitClient codeCommit, String repository, String id) {
        return codeCommit
                .getBlob(request -> request.repositoryName(repository).blobId(id))
                .content()
                .asByteArrayUnsafe();
    }

    /** CodeCommit gives seconds since 1970, a blank and an offset. */
    private static Instant time(UserInfo user) {
        return Instant.ofEpochSecond(Long.parseLong(user.date().split(" ", 2)[0]));
    }
}
