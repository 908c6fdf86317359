package dev.fargatecd.local.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.TransportException;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.UsernamePasswordCredentialsProvider;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

final class GitOverHttpTest {
    private static LocalCloud cloud;
    private static CodeCommitClient codeCommit;

    @TempDir
    Path folder = Path.of("");

    private URI repository = URI.create("http://unset");
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
        repository = URI.create(codeCommit
                .createRepository(request -> request.repositoryName(name))
                .repositoryMetadata()
                .cloneUrlHttp());
    }

    @Test
    void aStockGitClonesPushesAndFetches() throws Exception {
        assumeTrue(isInstalled("git"), "git is not installed on this machine");
        git(folder, "clone", "-q", repository.toString(), "one");
        Path one = folder.resolve("one");
        Files.writeString(one.resolve("hello.txt"), "Hello World!");
        git(one, "checkout", "-q", "-b", "trunk");
        git(one, "add", ".");
        git(one, "commit", "-q", "-m", "first");
        String said = git(one, "push", "origin", "trunk");
        String commit = git(one, "rev-parse", "HEAD").strip();
        assertThat(said).contains("remote: CodeCommit has branch trunk at " + commit);
        assertThat(codeCommit
                        .getBranch(request -> request.repositoryName(name).branchName("trunk"))
                        .branch()
                        .commitId())
                .isEqualTo(commit);
        assertThat(codeCommit
                        .getRepository(request -> request.repositoryName(name))
                        .repositoryMetadata()
                        .defaultBranch())
                .isEqualTo("trunk");
        git(folder, "clone", "-q", repository.toString(), "two");
        assertThat(folder.resolve("two/hello.txt")).hasContent("Hello World!");
        assertThat(cloud.journal().since(0))
                .filteredOn(event -> event.text("repositoryName").equals(name))
                .singleElement()
                .satisfies(event -> assertThat(event.detail())
                        .containsEntry("event", "referenceCreated")
                        .containsEntry("referenceType", "branch")
                        .containsEntry("referenceName", "trunk")
                        .containsEntry("commitId", commit));
    }

    @Test
    void aStockGitIsToldWhyItMayNotComeIn() throws Exception {
        assumeTrue(isInstalled("git"), "git is not installed on this machine");
        assertThat(failingGit("ls-remote", withPassword(repository, "nonsense")))
                .contains("remote: The user and password are not what a CodeCommit credential helper makes");
        URI missing = cloud.endpoint().resolve("/v1/repos/none");
        assertThat(failingGit("ls-remote", withPassword(missing, user().password(missing, Instant.now()))))
                .contains("remote: CodeCommit has no repository none in us-east-1")
                .contains("not found");
    }

    @Test
    void aJavaClientPushesBranchesAndTagsAndDeletesThem() throws Exception {
        try (Git git = localRepository()) {
            git.tag().setName("v1").call();
            git.push()
                    .setRemote(repository.toString())
                    .setCredentialsProvider(credentials(Instant.now()))
                    .setRefSpecs(new RefSpec("main"), new RefSpec("main:side"), new RefSpec("refs/tags/v1"))
                    .call();
            var results = git.push()
                    .setRemote(repository.toString())
                    .setCredentialsProvider(credentials(Instant.now()))
                    .setRefSpecs(new RefSpec(":refs/heads/side"), new RefSpec(":refs/heads/main"))
                    .call();
            assertThat(results.iterator()
                            .next()
                            .getRemoteUpdate("refs/heads/main")
                            .getMessage())
                    .contains("the default branch can't be deleted");
        }
        assertThat(codeCommit
                        .listBranches(request -> request.repositoryName(name))
                        .branches())
                .containsExactly("main");
        assertThat(cloud.journal().since(0))
                .filteredOn(event -> event.text("repositoryName").equals(name))
                .extracting(event ->
                        event.text("event") + " " + event.text("referenceType") + " " + event.text("referenceName"))
                .containsExactlyInAnyOrder(
                        "referenceCreated branch main",
                        "referenceCreated branch side",
                        "referenceCreated tag v1",
                        "referenceDeleted branch side");
    }

    @Test
    void refusesAPasswordAfterAQuarterOfAnHour() throws Exception {
        try (Git git = localRepository()) {
            assertThatThrownBy(() -> git.push()
                            .setRemote(repository.toString())
                            .setCredentialsProvider(credentials(Instant.now().minus(Duration.ofMinutes(16))))
                            .setRefSpecs(new RefSpec("main"))
                            .call())
                    .isInstanceOf(TransportException.class);
        }
        assertThat(codeCommit
                        .listBranches(request -> request.repositoryName(name))
                        .branches())
                .isEmpty();
    }

    private Git localRepository() throws Exception {
        Git git = Git.init()
                .setDirectory(folder.resolve("local").toFile())
                .setInitialBranch("main")
                .call();
        Files.writeString(folder.resolve("local/hello.txt"), "Hello World!");
        git.add().addFilepattern(".").call();
        git.commit().setMessage("first").setAuthor("Ada", "ada@example.com").call();
        return git;
    }

    private GitUser user() {
        return new GitUser(cloud.rootKey(), "us-east-1");
    }

    private UsernamePasswordCredentialsProvider credentials(Instant at) {
        return new UsernamePasswordCredentialsProvider(user().name(), user().password(repository, at));
    }

    private static String withPassword(URI repository, String password) {
        return repository
                .toString()
                .replace("http://", "http://" + cloud.rootKey().id() + ":" + password + "@");
    }

    private String failingGit(String... arguments) throws Exception {
        Process process = start(folder, arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("git ended").isTrue();
        assertThat(process.exitValue()).as(said).isNotZero();
        return said;
    }

    private String git(Path where, String... arguments) throws Exception {
        Process process = start(where, arguments);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("git ended").isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }

    /** Git asks a helper for the password, as with the AWS CLI; here the helper is a line of shell that knows it. */
    private Process start(Path where, String... arguments) throws IOException {
        String helper = "!f() { test \"$1\" = get && echo username=" + user().name() + " && echo password="
                + user().password(repository, Instant.now()) + "; }; f";
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "credential.helper=", "-c", "credential.helper=" + helper));
        command.addAll(List.of("-c", "user.name=Ada", "-c", "user.email=ada@example.com"));
        command.addAll(List.of(arguments));
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(where.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        folder.toString(),
                        "GIT_CONFIG_NOSYSTEM",
                        "1",
                        "GIT_TERMINAL_PROMPT",
                        "0",
                        "LC_ALL",
                        "C"));
        return builder.start();
    }

    private static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(java.io.File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
