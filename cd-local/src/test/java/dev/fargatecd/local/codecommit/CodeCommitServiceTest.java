package dev.fargatecd.local.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.kernel.Event;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codecommit.model.BranchDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.BranchNameExistsException;
import software.amazon.awssdk.services.codecommit.model.ChangeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.CommitIdDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.DefaultBranchCannotBeDeletedException;
import software.amazon.awssdk.services.codecommit.model.DeleteFileEntry;
import software.amazon.awssdk.services.codecommit.model.Difference;
import software.amazon.awssdk.services.codecommit.model.FileDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.FileModeTypeEnum;
import software.amazon.awssdk.services.codecommit.model.FolderDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.InvalidPathException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryNameException;
import software.amazon.awssdk.services.codecommit.model.NoChangeException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitIdOutdatedException;
import software.amazon.awssdk.services.codecommit.model.ParentCommitIdRequiredException;
import software.amazon.awssdk.services.codecommit.model.PutFileEntry;
import software.amazon.awssdk.services.codecommit.model.RepositoryDoesNotExistException;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameExistsException;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameIdPair;

final class CodeCommitServiceTest {
    private static LocalCloud cloud;
    private static CodeCommitClient codeCommit;
    private String name = "";

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        codeCommit = cloud.client(CodeCommitClient.class);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @BeforeEach
    void createRepository(TestInfo test) {
        name = test.getTestMethod().orElseThrow().getName();
        codeCommit.createRepository(request -> request.repositoryName(name).tags(Map.of("team", "a")));
    }

    @org.junit.jupiter.api.AfterEach
    void deleteRepository() {
        codeCommit.deleteRepository(request -> request.repositoryName(name));
    }

    @Test
    void describesARepositoryWithTheAddressesToCloneFrom() {
        var repository = codeCommit
                .getRepository(request -> request.repositoryName(name))
                .repositoryMetadata();
        assertThat(repository.cloneUrlHttp()).isEqualTo(cloud.endpoint() + "/v1/repos/" + name);
        assertThat(repository.cloneUrlSsh()).as("nobody has an SSH key").isNull();
        assertThat(repository.arn()).isEqualTo("arn:aws:codecommit:us-east-1:000000000000:" + name);
        assertThat(repository.defaultBranch()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "x.git", "ä"})
    void refusesNamesThatAwsRefuses(String bad) {
        assertThatThrownBy(() -> codeCommit.createRepository(request -> request.repositoryName(bad)))
                .isInstanceOfAny(
                        InvalidRepositoryNameException.class,
                        software.amazon.awssdk.services.codecommit.model.RepositoryNameRequiredException.class);
    }

    @Test
    void knowsEachNameOnceAndOnlyNamesThatExist() {
        assertThatThrownBy(() -> codeCommit.createRepository(request -> request.repositoryName(name)))
                .isInstanceOf(RepositoryNameExistsException.class)
                .hasMessageContaining("Repository named " + name + " already exists");
        assertThatThrownBy(() -> codeCommit.getRepository(request -> request.repositoryName("none")))
                .isInstanceOf(RepositoryDoesNotExistException.class)
                .hasMessageContaining("none does not exist");
        assertThat(codeCommit
                        .deleteRepository(request -> request.repositoryName("none"))
                        .repositoryId())
                .isNull();
    }

    @Test
    void listsRepositoriesByName() {
        codeCommit.createRepository(request -> request.repositoryName("a-first"));
        assertThat(codeCommit.listRepositories().repositories())
                .extracting(RepositoryNameIdPair::repositoryName)
                .containsExactly("a-first", name);
        assertThat(codeCommit
                        .batchGetRepositories(request -> request.repositoryNames("a-first", "none"))
                        .repositoriesNotFound())
                .containsExactly("none");
        codeCommit.deleteRepository(request -> request.repositoryName("a-first"));
    }

    @Test
    void makesTheFirstBranchTheDefaultBranch() {
        put("main", null, "a.txt", "one");
        assertThat(codeCommit
                        .getRepository(request -> request.repositoryName(name))
                        .repositoryMetadata()
                        .defaultBranch())
                .isEqualTo("main");
    }

    @Test
    void tellsTheJournalWhatBecameOfABranch() {
        long before = cloud.journal().since(0).size();
        String first = put("main", null, "a.txt", "one");
        String second = put("main", first, "a.txt", "two");
        codeCommit.createBranch(
                request -> request.repositoryName(name).branchName("side").commitId(first));
        codeCommit.deleteBranch(request -> request.repositoryName(name).branchName("side"));
        List<Event> events = cloud.journal().since(before).stream()
                .filter(event -> event.source().equals("aws.codecommit"))
                .toList();
        assertThat(events)
                .extracting(event -> event.text("event"))
                .containsExactly("referenceCreated", "referenceUpdated", "referenceCreated", "referenceDeleted");
        assertThat(events.get(1).detail())
                .containsEntry("commitId", second)
                .containsEntry("oldCommitId", first)
                .containsEntry("referenceType", "branch")
                .containsEntry("referenceName", "main")
                .containsEntry("referenceFullName", "refs/heads/main")
                .containsEntry("repositoryName", name)
                .containsEntry("callerUserArn", "arn:aws:iam::000000000000:root");
        assertThat(events.get(3).detail()).doesNotContainKey("commitId");
        assertThat(events.get(0).resources()).containsExactly("arn:aws:codecommit:us-east-1:000000000000:" + name);
    }

    @Test
    void answersBranchesAndCommits() {
        String first = put("main", null, "a.txt", "one");
        codeCommit.createBranch(
                request -> request.repositoryName(name).branchName("side").commitId(first));
        assertThat(codeCommit
                        .listBranches(request -> request.repositoryName(name))
                        .branches())
                .containsExactly("main", "side");
        var commit = codeCommit
                .getCommit(request -> request.repositoryName(name).commitId(first))
                .commit();
        assertThat(commit.message()).isEqualTo("a change");
        assertThat(commit.author().name()).isEqualTo("Ada");
        assertThat(commit.author().date()).matches("\\d+ \\+0000");
        assertThatThrownBy(() -> codeCommit.getCommit(
                        request -> request.repositoryName(name).commitId("0".repeat(40))))
                .isInstanceOf(CommitIdDoesNotExistException.class);
        assertThatThrownBy(() -> codeCommit.getBranch(
                        request -> request.repositoryName(name).branchName("none")))
                .isInstanceOf(BranchDoesNotExistException.class);
        assertThatThrownBy(() -> codeCommit.createBranch(request ->
                        request.repositoryName(name).branchName("side").commitId(first)))
                .isInstanceOf(BranchNameExistsException.class);
        assertThatThrownBy(() -> codeCommit.deleteBranch(
                        request -> request.repositoryName(name).branchName("main")))
                .isInstanceOf(DefaultBranchCannotBeDeletedException.class);
    }

    @Test
    void readsFoldersFilesAndBlobsWithTheirModes() {
        codeCommit.createCommit(request -> request.repositoryName(name)
                .branchName("main")
                .putFiles(
                        PutFileEntry.builder()
                                .filePath("bin/run")
                                .fileMode(FileModeTypeEnum.EXECUTABLE)
                                .fileContent(bytes("x"))
                                .build(),
                        PutFileEntry.builder()
                                .filePath("link")
                                .fileMode(FileModeTypeEnum.SYMLINK)
                                .fileContent(bytes("bin/run"))
                                .build(),
                        PutFileEntry.builder()
                                .filePath("bin/deep/a.txt")
                                .fileContent(bytes("a"))
                                .build()));
        var root = codeCommit.getFolder(request -> request.repositoryName(name).folderPath("/"));
        assertThat(root.subFolders())
                .extracting(folder -> folder.absolutePath())
                .containsExactly("bin");
        assertThat(root.symbolicLinks()).extracting(link -> link.relativePath()).containsExactly("link");
        var bin = codeCommit.getFolder(request -> request.repositoryName(name).folderPath("bin"));
        assertThat(bin.files()).singleElement().satisfies(file -> {
            assertThat(file.absolutePath()).isEqualTo("bin/run");
            assertThat(file.fileMode()).isEqualTo(FileModeTypeEnum.EXECUTABLE);
            assertThat(codeCommit
                            .getBlob(request -> request.repositoryName(name).blobId(file.blobId()))
                            .content()
                            .asUtf8String())
                    .isEqualTo("x");
        });
        assertThat(codeCommit
                        .getFile(request -> request.repositoryName(name).filePath("/bin/deep/a.txt"))
                        .fileContent()
                        .asUtf8String())
                .isEqualTo("a");
        assertThatThrownBy(() -> codeCommit.getFile(
                        request -> request.repositoryName(name).filePath("bin")))
                .isInstanceOf(FileDoesNotExistException.class);
        assertThatThrownBy(() -> codeCommit.getFolder(
                        request -> request.repositoryName(name).folderPath("link")))
                .isInstanceOf(FolderDoesNotExistException.class);
    }

    @Test
    void findsTheDifferencesInPages() {
        String first = put("main", null, "a.txt", "one");
        String second = codeCommit
                .createCommit(request -> request.repositoryName(name)
                        .branchName("main")
                        .parentCommitId(first)
                        .putFiles(
                                PutFileEntry.builder()
                                        .filePath("b.txt")
                                        .fileContent(bytes("b"))
                                        .build(),
                                PutFileEntry.builder()
                                        .filePath("c.txt")
                                        .fileContent(bytes("c"))
                                        .build())
                        .deleteFiles(DeleteFileEntry.builder().filePath("a.txt").build()))
                .commitId();
        List<Difference> all = codeCommit
                .getDifferencesPaginator(request -> request.repositoryName(name)
                        .beforeCommitSpecifier(first)
                        .afterCommitSpecifier(second)
                        .maxResults(2))
                .stream()
                .flatMap(page -> page.differences().stream())
                .toList();
        assertThat(all)
                .extracting(Difference::changeType)
                .containsExactly(ChangeTypeEnum.D, ChangeTypeEnum.A, ChangeTypeEnum.A);
    }

    @Test
    void refusesCommitsThatWouldOverwriteOrChangeNothing() {
        String first = put("main", null, "a.txt", "one");
        String second = put("main", first, "a.txt", "two");
        assertThatThrownBy(() -> put("main", first, "a.txt", "three"))
                .isInstanceOf(ParentCommitIdOutdatedException.class)
                .hasMessageContaining(second);
        assertThatThrownBy(() -> put("main", null, "a.txt", "three"))
                .isInstanceOf(ParentCommitIdRequiredException.class);
        assertThatThrownBy(() -> put("main", second, "a.txt", "two")).isInstanceOf(NoChangeException.class);
        assertThatThrownBy(() -> put("other", second, "a.txt", "two")).isInstanceOf(BranchDoesNotExistException.class);
        assertThatThrownBy(() -> put("main", second, "../a.txt", "x")).isInstanceOf(InvalidPathException.class);
    }

    @Test
    void keepsTags() {
        String arn = "arn:aws:codecommit:us-east-1:000000000000:" + name;
        codeCommit.tagResource(request -> request.resourceArn(arn).tags(Map.of("stage", "test")));
        codeCommit.untagResource(request -> request.resourceArn(arn).tagKeys("team"));
        assertThat(codeCommit
                        .listTagsForResource(request -> request.resourceArn(arn))
                        .tags())
                .containsExactly(Map.entry("stage", "test"));
    }

    private String put(String branch, @org.jspecify.annotations.Nullable String parent, String path, String text) {
        return codeCommit
                .putFile(request -> request.repositoryName(name)
                        .branchName(branch)
                        .parentCommitId(parent)
                        .filePath(path)
                        .fileContent(bytes(text))
                        .name("Ada")
                        .commitMessage("a change"))
                .commitId();
    }

    private static SdkBytes bytes(String text) {
        return SdkBytes.fromUtf8String(text);
    }
}
