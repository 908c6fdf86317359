package dev.fargatecd.local.codecommit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.TransportConfigCallback;
import org.eclipse.jgit.transport.CredentialsProvider;
import org.eclipse.jgit.transport.RefSpec;
import org.eclipse.jgit.transport.SshTransport;
import org.eclipse.jgit.transport.sshd.ServerKeyDatabase;
import org.eclipse.jgit.transport.sshd.SshdSessionFactory;
import org.eclipse.jgit.transport.sshd.SshdSessionFactoryBuilder;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.StatusType;

final class GitOverSshTest {
    private static LocalCloud cloud;
    private static CodeCommitClient codeCommit;
    private static IamClient iam;
    private static KeyPair adas;
    private static KeyPair strangers;
    private static String keyId = "";

    @TempDir
    Path folder = Path.of("");

    private String name = "";
    private URI repository = URI.create("ssh://unset");

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        codeCommit = cloud.client(CodeCommitClient.class);
        iam = cloud.client(IamClient.class);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        adas = generator.generateKeyPair();
        strangers = generator.generateKeyPair();
        iam.createUser(request -> request.userName("ada"));
        keyId = iam.uploadSSHPublicKey(request -> request.userName("ada")
                        .sshPublicKeyBody(PublicKeyEntry.toString(adas.getPublic()) + " ada@here"))
                .sshPublicKey()
                .sshPublicKeyId();
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
                .cloneUrlSsh());
    }

    @Test
    void aJavaClientPushesAndClones() throws Exception {
        assertThat(repository.toString()).matches("ssh://" + keyId + "@127\\.0\\.0\\.1:\\d+/v1/repos/" + name);
        String commit = push(adas);

        assertThat(codeCommit
                        .getBranch(request -> request.repositoryName(name).branchName("main"))
                        .branch()
                        .commitId())
                .isEqualTo(commit);
        assertThat(cloud.journal().since(0))
                .filteredOn(event -> event.text("repositoryName").equals(name))
                .singleElement()
                .satisfies(event -> assertThat(event.detail())
                        .containsEntry("event", "referenceCreated")
                        .containsEntry("callerUserArn", "arn:aws:iam::000000000000:user/ada"));
        try (SshdSessionFactory ssh = sessions(adas);
                Git clone = Git.cloneRepository()
                        .setURI(repository.toString())
                        .setTransportConfigCallback(over(ssh))
                        .setDirectory(folder.resolve("clone").toFile())
                        .call()) {
            assertThat(clone.getRepository().resolve("HEAD").name()).isEqualTo(commit);
            assertThat(folder.resolve("clone/hello.txt")).hasContent("Hello World!");
        }
    }

    @Test
    void aStockGitPushesAndClones() throws Exception {
        assumeTrue(isInstalled("git") && isInstalled("ssh"), "git or ssh is not installed on this machine");
        git("clone", "-q", repository.toString(), "one");
        Path one = folder.resolve("one");
        Files.writeString(one.resolve("hello.txt"), "Hello World!");
        git("-C", "one", "checkout", "-q", "-b", "trunk");
        git("-C", "one", "add", ".");
        git("-C", "one", "commit", "-q", "-m", "first");
        String said = git("-C", "one", "push", "origin", "trunk");
        assertThat(said).contains("remote: CodeCommit has branch trunk at ");
        git("clone", "-q", repository.toString(), "two");
        assertThat(folder.resolve("two/hello.txt")).hasContent("Hello World!");
    }

    @Test
    void aStockGitIsToldWhatIsNotThere() throws Exception {
        assumeTrue(isInstalled("git") && isInstalled("ssh"), "git or ssh is not installed on this machine");
        String host = repository.toString().replaceAll("/v1/.*", "");
        assertThat(git(128, "ls-remote", host + "/v1/repos/none"))
                .contains("CodeCommit has no repository none in any region; make it: aws codecommit create-repository");
        assertThat(git(128, "ls-remote", host + "/etc"))
                .contains("CodeCommit serves git's fetch and push over SSH, of /v1/repos/REPOSITORY, and nothing else");
        assertThat(git(128, "ls-remote", host.replace(keyId, "APKANOBODY") + "/v1/repos/" + name))
                .contains("CodeCommit knows no active SSH key APKANOBODY");
    }

    @Test
    void anSshClientGetsNoShellAndNoOtherProgram() throws Exception {
        assumeTrue(isInstalled("ssh"), "ssh is not installed on this machine");
        assertThat(ssh(128)).contains("You are known here as arn:aws:iam::000000000000:user/ada. There is no shell");
        assertThat(ssh(128, "git-upload-pack '/v1/repos/" + name + "'; id")).contains("nothing else");
        assertThat(ssh(128, "git-upload-archive '/v1/repos/" + name + "'")).contains("nothing else");
    }

    @Test
    void anotherKeyAndAnInactiveKeyDoNotComeIn() throws Exception {
        assertThatThrownBy(() -> push(strangers)).hasStackTraceContaining("publickey");
        activate(StatusType.INACTIVE);
        try {
            assertThatThrownBy(() -> push(adas)).hasStackTraceContaining("publickey");
        } finally {
            activate(StatusType.ACTIVE);
        }
        assertThat(codeCommit
                        .listBranches(request -> request.repositoryName(name))
                        .branches())
                .isEmpty();
        push(adas);
    }

    @Test
    void aNameThatTwoRegionsHaveIsNotGuessed() throws Exception {
        assumeTrue(isInstalled("git") && isInstalled("ssh"), "git or ssh is not installed on this machine");
        try (CodeCommitClient elsewhere = CodeCommitClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.EU_WEST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())))
                .httpClient(UrlConnectionHttpClient.create())
                .build()) {
            elsewhere.createRepository(request -> request.repositoryName(name));
        }
        assertThat(git(128, "ls-remote", repository.toString()))
                .contains("There are repositories " + name + " in eu-west-1 and us-east-1");
    }

    @Test
    void anAddressIsToldOnceSomebodyCouldComeIn() throws Exception {
        try (LocalCloud other = LocalCloud.start(LocalCloudOptions.defaults())) {
            CodeCommitClient repositories = other.client(CodeCommitClient.class);
            assertThat(repositories
                            .createRepository(request -> request.repositoryName("one"))
                            .repositoryMetadata()
                            .cloneUrlSsh())
                    .isNull();
            String endpoint = other.sshEndpoint().toString();
            assertThat(repositories
                            .getRepository(request -> request.repositoryName("one"))
                            .repositoryMetadata()
                            .cloneUrlSsh())
                    .isEqualTo(endpoint + "/v1/repos/one");
        }
    }

    private static void activate(StatusType status) {
        iam.updateSSHPublicKey(
                request -> request.userName("ada").sshPublicKeyId(keyId).status(status));
    }

    /** Pushes a first commit to main, and answers its id. */
    private String push(KeyPair key) throws Exception {
        Path local = Files.createTempDirectory(folder, "local");
        try (SshdSessionFactory ssh = sessions(key);
                Git git = Git.init()
                        .setDirectory(local.toFile())
                        .setInitialBranch("main")
                        .call()) {
            Files.writeString(local.resolve("hello.txt"), "Hello World!");
            git.add().addFilepattern(".").call();
            String commit = git.commit()
                    .setMessage("first")
                    .setAuthor("Ada", "ada@example.com")
                    .call()
                    .name();
            git.push()
                    .setRemote(repository.toString())
                    .setTransportConfigCallback(over(ssh))
                    .setRefSpecs(new RefSpec("main"))
                    .call();
            return commit;
        }
    }

    private static TransportConfigCallback over(SshdSessionFactory ssh) {
        return transport -> ((SshTransport) transport).setSshSessionFactory(ssh);
    }

    private SshdSessionFactory sessions(KeyPair key) throws IOException {
        Path home = Files.createDirectories(folder.resolve("home/.ssh"));
        return new SshdSessionFactoryBuilder()
                .setHomeDirectory(folder.resolve("home").toFile())
                .setSshDirectory(home.toFile())
                .setPreferredAuthentications("publickey")
                .setDefaultKeysProvider(any -> List.of(key))
                .setServerKeyDatabase((any, directory) -> new AnyHost())
                .build(null);
    }

    /** The host key is new with each cloud. */
    private static final class AnyHost implements ServerKeyDatabase {
        @Override
        public List<PublicKey> lookup(String address, InetSocketAddress remote, Configuration configuration) {
            return List.of();
        }

        @Override
        public boolean accept(
                String address,
                InetSocketAddress remote,
                PublicKey key,
                Configuration configuration,
                CredentialsProvider credentials) {
            return true;
        }
    }

    private String git(String... arguments) throws Exception {
        return git(0, arguments);
    }

    private String git(int expected, String... arguments) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("git", "-c", "user.name=Ada", "-c", "user.email=ada@example.com"));
        command.addAll(List.of(arguments));
        return run(expected, command);
    }

    private String ssh(int expected, String... program) throws Exception {
        List<String> command = new ArrayList<>(List.of("ssh"));
        command.addAll(List.of(sshOptions().split(" ")));
        command.addAll(List.of("-T", "-p", String.valueOf(repository.getPort()), keyId + "@127.0.0.1"));
        command.addAll(List.of(program));
        return run(expected, command);
    }

    private String sshOptions() throws IOException {
        Path key = folder.resolve("id_rsa");
        if (!Files.exists(key)) {
            Files.createFile(key, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(
                    key,
                    "-----BEGIN PRIVATE KEY-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'})
                                    .encodeToString(adas.getPrivate().getEncoded())
                            + "\n-----END PRIVATE KEY-----\n");
        }
        return "-F /dev/null -i " + key + " -o IdentitiesOnly=yes -o BatchMode=yes -o StrictHostKeyChecking=no"
                + " -o UserKnownHostsFile=" + folder.resolve("known_hosts");
    }

    private String run(int expected, List<String> command) throws Exception {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment()
                .putAll(Map.of(
                        "HOME",
                        folder.toString(),
                        "GIT_CONFIG_NOSYSTEM",
                        "1",
                        "GIT_SSH_COMMAND",
                        "ssh " + sshOptions(),
                        "LC_ALL",
                        "C"));
        Process process = builder.start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS))
                .as(command.get(0) + " ended")
                .isTrue();
        assertThat(process.exitValue()).as(said).isEqualTo(expected);
        return said;
    }

    private static boolean isInstalled(String program) {
        return List.of(System.getenv("PATH").split(File.pathSeparator)).stream()
                .anyMatch(place -> Files.isExecutable(Path.of(place, program)));
    }
}
