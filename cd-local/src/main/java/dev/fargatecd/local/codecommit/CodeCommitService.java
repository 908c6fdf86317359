package dev.fargatecd.local.codecommit;

import dev.fargatecd.local.door.Mount;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.SshKeys;
import java.net.URI;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.revwalk.RevCommit;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.*;

/** AWS CodeCommit: git repositories, by API and by git over HTTP and SSH. */
public final class CodeCommitService implements CodeCommitClient {
    /** https://docs.aws.amazon.com/codecommit/latest/APIReference/API_BatchGetRepositories.html */
    private static final int BATCH = 100;

    private final CloudContext cloud;
    private final RepositoryTable repositories;
    private final GitStore git;
    private final References references;
    private final Commits commits;
    private final Trees trees;
    private final CommitWriter writer;
    private final Pushes pushes;
    private final GitGuard guard;
    private final SshDoor ssh;

    public CodeCommitService(CloudContext cloud) {
        this.cloud = cloud;
        repositories = new RepositoryTable(cloud.store());
        git = new GitStore(cloud.folder().resolve("codecommit"));
        references = new References(repositories, git, cloud.journal(), cloud.clock());
        commits = new Commits(git);
        trees = new Trees(git);
        writer = new CommitWriter(git, commits, references, cloud.clock());
        pushes = new Pushes(repositories, references);
        guard = new GitGuard(
                cloud.accessKeys(), repositories, cloud.clock(), cloud.clients().guard());
        ssh = new SshDoor(
                cloud,
                new SshKeys(cloud.store()),
                new GitCommand.Host(guard, repositories, git, pushes, cloud.work())::command);
    }

    /** Git over HTTP, to be put beside the APIs. */
    public Mount git() {
        return new Mount(GitDoor.PATH, new GitDoor(guard, repositories, git, pushes).handler());
    }

    /** Where git over SSH is reached, {@code ssh://127.0.0.1:port}; opens it where it was not yet. */
    public URI sshEndpoint() {
        return ssh.endpoint();
    }

    @Override
    public CreateRepositoryResponse createRepository(CreateRepositoryRequest request) {
        Scope scope = scope();
        String name = request.repositoryName();
        RepositoryNames.check(name);
        RepositoryNames.checkTags(request.tags());
        StoredRepository repository = new StoredRepository(
                name,
                cloud.ids().uuid(),
                scope.arn("codecommit", name),
                RepositoryNames.checkedDescription(request.repositoryDescription()),
                Optional.ofNullable(request.kmsKeyId()),
                Optional.empty(),
                request.tags(),
                cloud.clock().instant(),
                cloud.clock().instant());
        git.create(repository.id());
        if (!repositories.add(scope, repository)) {
            git.delete(repository.id());
            throw CodeCommitFaults.of(
                    RepositoryNameExistsException.builder(),
                    "RepositoryNameExistsException",
                    "Repository named " + name + " already exists");
        }
        return CreateRepositoryResponse.builder()
                .repositoryMetadata(describe(scope, repository))
                .build();
    }

    @Override
    public GetRepositoryResponse getRepository(GetRepositoryRequest request) {
        return GetRepositoryResponse.builder()
                .repositoryMetadata(describe(scope(), repository(request.repositoryName())))
                .build();
    }

    @Override
    public ListRepositoriesResponse listRepositories(ListRepositoriesRequest request) {
        rejectToken(request.nextToken());
        Comparator<StoredRepository> order = request.sortBy() == SortByEnum.LAST_MODIFIED_DATE
                ? Comparator.comparing(StoredRepository::modified)
                : Comparator.comparing(StoredRepository::name);
        return ListRepositoriesResponse.builder()
                .repositories(repositories.list(scope()).stream()
                        .sorted(request.order() == OrderEnum.DESCENDING ? order.reversed() : order)
                        .map(repository -> RepositoryNameIdPair.builder()
                                .repositoryName(repository.name())
                                .repositoryId(repository.id())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public BatchGetRepositoriesResponse batchGetRepositories(BatchGetRepositoriesRequest request) {
        if (request.repositoryNames().isEmpty()) {
            throw CodeCommitFaults.of(
                    RepositoryNamesRequiredException.builder(),
                    "RepositoryNamesRequiredException",
                    "Repository names are required");
        }
        if (request.repositoryNames().size() > BATCH) {
            throw CodeCommitFaults.of(
                    MaximumRepositoryNamesExceededException.builder(),
                    "MaximumRepositoryNamesExceededException",
                    "At most " + BATCH + " repository names are allowed");
        }
        Scope scope = scope();
        List<RepositoryMetadata> found = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        request.repositoryNames().stream()
                .distinct()
                .forEach(name -> repositories
                        .find(scope, name)
                        .ifPresentOrElse(one -> found.add(describe(scope, one)), () -> missing.add(name)));
        return BatchGetRepositoriesResponse.builder()
                .repositories(found)
                .repositoriesNotFound(missing)
                .build();
    }

    @Override
    public DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest request) {
        RepositoryNames.check(request.repositoryName());
        Optional<StoredRepository> removed = repositories.remove(scope(), request.repositoryName());
        removed.ifPresent(repository -> git.delete(repository.id()));
        // AWS answers nothing, and no error, where there was no such repository.
        return DeleteRepositoryResponse.builder()
                .repositoryId(removed.map(StoredRepository::id).orElse(null))
                .build();
    }

    @Override
    public UpdateRepositoryDescriptionResponse updateRepositoryDescription(UpdateRepositoryDescriptionRequest request) {
        Optional<String> text = RepositoryNames.checkedDescription(request.repositoryDescription());
        String name = repository(request.repositoryName()).name();
        repositories.change(
                scope(),
                name,
                stored -> stored.withDescription(text, cloud.clock().instant()));
        return UpdateRepositoryDescriptionResponse.builder().build();
    }

    @Override
    public UpdateDefaultBranchResponse updateDefaultBranch(UpdateDefaultBranchRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        tip(repository, request.defaultBranchName());
        repositories.change(
                scope(),
                repository.name(),
                stored -> stored.withDefaultBranch(
                        request.defaultBranchName(), cloud.clock().instant()));
        references.pointHead(repository, request.defaultBranchName());
        return UpdateDefaultBranchResponse.builder().build();
    }

    @Override
    public CreateBranchResponse createBranch(CreateBranchRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        RepositoryNames.checkBranch(request.branchName());
        RevCommit commit = commit(repository, request.commitId());
        if (references.branch(repository, request.branchName()).isPresent()) {
            throw CodeCommitFaults.of(
                    BranchNameExistsException.builder(),
                    "BranchNameExistsException",
                    "Branch " + request.branchName() + " already exists");
        }
        references.apply(
                Caller.current(),
                repository,
                new ReferenceChange(
                        Constants.R_HEADS + request.branchName(), Optional.empty(), Optional.of(commit.toObjectId())));
        return CreateBranchResponse.builder().build();
    }

    @Override
    public GetBranchResponse getBranch(GetBranchRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        return GetBranchResponse.builder()
                .branch(BranchInfo.builder()
                        .branchName(request.branchName())
                        .commitId(tip(repository, request.branchName()).name())
                        .build())
                .build();
    }

    @Override
    public ListBranchesResponse listBranches(ListBranchesRequest request) {
        rejectToken(request.nextToken());
        return ListBranchesResponse.builder()
                .branches(references
                        .branches(repository(request.repositoryName()))
                        .keySet())
                .build();
    }

    @Override
    public DeleteBranchResponse deleteBranch(DeleteBranchRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        RepositoryNames.checkBranch(request.branchName());
        if (repository.defaultBranch().filter(request.branchName()::equals).isPresent()) {
            throw CodeCommitFaults.of(
                    DefaultBranchCannotBeDeletedException.builder(),
                    "DefaultBranchCannotBeDeletedException",
                    "Branch " + request.branchName() + " is the default branch and can't be deleted");
        }
        Optional<ObjectId> tip = references.branch(repository, request.branchName());
        tip.ifPresent(id -> references.apply(
                Caller.current(),
                repository,
                new ReferenceChange(Constants.R_HEADS + request.branchName(), tip, Optional.empty())));
        return DeleteBranchResponse.builder()
                .deletedBranch(tip.map(id -> BranchInfo.builder()
                                .branchName(request.branchName())
                                .commitId(id.name())
                                .build())
                        .orElse(null))
                .build();
    }

    @Override
    public GetCommitResponse getCommit(GetCommitRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        String id = request.commitId();
        return GetCommitResponse.builder()
                .commit(Commits.describe(commits.find(repository, id)
                        .orElseThrow(() -> CodeCommitFaults.of(
                                CommitIdDoesNotExistException.builder(),
                                "CommitIdDoesNotExistException",
                                "Commit " + id + " does not exist"))))
                .build();
    }

    @Override
    public BatchGetCommitsResponse batchGetCommits(BatchGetCommitsRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        if (request.commitIds().isEmpty()) {
            throw CodeCommitFaults.of(
                    CommitIdsListRequiredException.builder(),
                    "CommitIdsListRequiredException",
                    "Commit IDs are required");
        }
        if (request.commitIds().size() > BATCH) {
            throw CodeCommitFaults.of(
                    CommitIdsLimitExceededException.builder(),
                    "CommitIdsLimitExceededException",
                    "At most " + BATCH + " commit IDs are allowed");
        }
        List<Commit> found = new ArrayList<>();
        List<BatchGetCommitsError> missing = new ArrayList<>();
        for (String id : request.commitIds()) {
            commits.find(repository, id)
                    .ifPresentOrElse(
                            commit -> found.add(Commits.describe(commit)),
                            () -> missing.add(BatchGetCommitsError.builder()
                                    .commitId(id)
                                    .errorCode("CommitDoesNotExistException")
                                    .errorMessage("Commit " + id + " does not exist")
                                    .build()));
        }
        return BatchGetCommitsResponse.builder().commits(found).errors(missing).build();
    }

    @Override
    public GetDifferencesResponse getDifferences(GetDifferencesRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        if (request.beforePath() != null && !request.beforePath().equals(request.afterPath())) {
            throw new UnsupportedOperationException("codecommit GetDifferences: a beforePath other than the afterPath "
                    + "is not supported by the local cloud");
        }
        Optional<RevCommit> before =
                Optional.ofNullable(request.beforeCommitSpecifier()).map(one -> commits.resolve(repository, one));
        List<Difference> all = commits.differences(
                repository,
                before,
                commits.resolve(repository, request.afterCommitSpecifier()),
                Optional.ofNullable(request.afterPath()).map(Trees::relative));
        int from = offset(request.nextToken(), all.size());
        int size = request.maxResults() == null ? BATCH : request.maxResults();
        if (size < 1) {
            throw CodeCommitFaults.of(
                    InvalidMaxResultsException.builder(), "InvalidMaxResultsException", "maxResults is below 1");
        }
        int to = Math.min(all.size(), from + size);
        return GetDifferencesResponse.builder()
                .differences(all.subList(from, to))
                .nextToken(to < all.size() ? String.valueOf(to) : null)
                .build();
    }

    @Override
    public GetFileResponse getFile(GetFileRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        return trees.file(repository, commits.resolve(repository, request.commitSpecifier()), path(request.filePath()));
    }

    @Override
    public GetFolderResponse getFolder(GetFolderRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        return trees.folder(
                repository, commits.resolve(repository, request.commitSpecifier()), path(request.folderPath()));
    }

    @Override
    public GetBlobResponse getBlob(GetBlobRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        if (request.blobId() == null) {
            throw CodeCommitFaults.of(
                    BlobIdRequiredException.builder(), "BlobIdRequiredException", "A blob ID is required");
        }
        return GetBlobResponse.builder()
                .content(trees.blob(repository, request.blobId()))
                .build();
    }

    @Override
    public PutFileResponse putFile(PutFileRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        RepositoryNames.checkBranch(request.branchName());
        if (request.fileContent() == null) {
            throw CodeCommitFaults.of(
                    FileContentRequiredException.builder(),
                    "FileContentRequiredException",
                    "The file's content is required");
        }
        String path = Trees.relative(path(request.filePath()));
        CommitWriter.Written written = writer.commit(
                Caller.current(),
                repository,
                request.branchName(),
                request.parentCommitId(),
                List.of(new CommitWriter.Edit.Put(
                        path, request.fileContent(), Optional.ofNullable(request.fileMode()))),
                new CommitWriter.Message(
                        Optional.ofNullable(request.name()),
                        Optional.ofNullable(request.email()),
                        Optional.ofNullable(request.commitMessage())));
        return PutFileResponse.builder()
                .commitId(written.commit().name())
                .treeId(written.tree().name())
                .blobId(new ObjectInserter.Formatter()
                        .idFor(Constants.OBJ_BLOB, request.fileContent().asByteArrayUnsafe())
                        .name())
                .build();
    }

    @Override
    public CreateCommitResponse createCommit(CreateCommitRequest request) {
        StoredRepository repository = repository(request.repositoryName());
        RepositoryNames.checkBranch(request.branchName());
        List<CommitWriter.Edit> edits = edits(request);
        if (edits.isEmpty()) {
            throw CodeCommitFaults.of(
                    FileEntryRequiredException.builder(),
                    "FileEntryRequiredException",
                    "A commit has at least one file to put, to delete or to change the mode of");
        }
        CommitWriter.Written written = writer.commit(
                Caller.current(),
                repository,
                request.branchName(),
                request.parentCommitId(),
                edits,
                new CommitWriter.Message(
                        Optional.ofNullable(request.authorName()),
                        Optional.ofNullable(request.email()),
                        Optional.ofNullable(request.commitMessage())));
        return CreateCommitResponse.builder()
                .commitId(written.commit().name())
                .treeId(written.tree().name())
                .build();
    }

    private static List<CommitWriter.Edit> edits(CreateCommitRequest request) {
        if (Boolean.TRUE.equals(request.keepEmptyFolders())) {
            throw new UnsupportedOperationException(
                    "codecommit CreateCommit: keepEmptyFolders is not supported by the local cloud");
        }
        List<CommitWriter.Edit> edits = new ArrayList<>();
        request.putFiles().forEach(file -> {
            if (file.sourceFile() != null) {
                throw new UnsupportedOperationException(
                        "codecommit CreateCommit: putFiles.sourceFile is not supported by the local cloud");
            }
            edits.add(new CommitWriter.Edit.Put(
                    Trees.relative(path(file.filePath())), file.fileContent(), Optional.ofNullable(file.fileMode())));
        });
        request.deleteFiles()
                .forEach(file -> edits.add(new CommitWriter.Edit.Delete(Trees.relative(path(file.filePath())))));
        request.setFileModes()
                .forEach(file ->
                        edits.add(new CommitWriter.Edit.Mode(Trees.relative(path(file.filePath())), file.fileMode())));
        return edits;
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        changeTags(request.resourceArn(), now -> {
            Map<String, String> all = new HashMap<>(now);
            all.putAll(request.tags());
            RepositoryNames.checkTags(all);
            return all;
        });
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        changeTags(request.resourceArn(), now -> {
            Map<String, String> rest = new HashMap<>(now);
            rest.keySet().removeAll(request.tagKeys());
            return rest;
        });
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        rejectToken(request.nextToken());
        return ListTagsForResourceResponse.builder()
                .tags(named(request.resourceArn()).tags())
                .build();
    }

    private void changeTags(String arn, Function<Map<String, String>, Map<String, String>> change) {
        repositories.change(scope(), named(arn).name(), stored -> stored.withTags(change.apply(stored.tags())));
    }

    private StoredRepository named(@Nullable String arn) {
        String prefix = scope().arn("codecommit", "");
        if (arn == null || !arn.startsWith(prefix)) {
            throw CodeCommitFaults.of(
                    InvalidResourceArnException.builder(),
                    "InvalidResourceArnException",
                    "\"" + arn + "\" is not the ARN of a repository here; these begin with " + prefix);
        }
        return repository(arn.substring(prefix.length()));
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    private StoredRepository repository(String name) {
        return repositories.get(scope(), name);
    }

    private ObjectId tip(StoredRepository repository, String branch) {
        RepositoryNames.checkBranch(branch);
        return references.branch(repository, branch).orElseThrow(() -> CodeCommitFaults.noBranch(branch));
    }

    private RevCommit commit(StoredRepository repository, @Nullable String id) {
        if (id == null) {
            throw CodeCommitFaults.of(
                    CommitIdRequiredException.builder(), "CommitIdRequiredException", "A commit ID is required");
        }
        return commits.find(repository, id).orElseThrow(() -> CodeCommitFaults.noCommit(id));
    }

    private static String path(@Nullable String path) {
        if (path == null) {
            throw CodeCommitFaults.of(PathRequiredException.builder(), "PathRequiredException", "A path is required");
        }
        return path;
    }

    private RepositoryMetadata describe(Scope scope, StoredRepository repository) {
        return RepositoryMetadata.builder()
                .accountId(scope.account())
                .repositoryId(repository.id())
                .repositoryName(repository.name())
                .repositoryDescription(repository.description().orElse(null))
                .kmsKeyId(repository.kmsKeyId().orElse(null))
                .defaultBranch(repository.defaultBranch().orElse(null))
                .arn(repository.arn())
                .creationDate(repository.created())
                .lastModifiedDate(repository.modified())
                .cloneUrlHttp(cloud.endpoint().get() + GitDoor.PATH + repository.name())
                .cloneUrlSsh(ssh.url(Caller.current(), repository.name())
                        .map(URI::toString)
                        .orElse(null))
                .build();
    }

    /** Lists come in one page, so no token is ever given out. */
    private static void rejectToken(@Nullable String token) {
        if (token != null) {
            offset(token, 0);
        }
    }

    private static int offset(@Nullable String token, int size) {
        if (token == null) {
            return 0;
        }
        try {
            int offset = Integer.parseInt(token);
            if (offset > 0 && offset < size) {
                return offset;
            }
        } catch (NumberFormatException notOurs) {
            // said below
        }
        throw CodeCommitFaults.of(
                InvalidContinuationTokenException.builder(),
                "InvalidContinuationTokenException",
                "The continuation token \"" + token + "\" is not valid");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        ssh.close();
        git.close();
    }
}
