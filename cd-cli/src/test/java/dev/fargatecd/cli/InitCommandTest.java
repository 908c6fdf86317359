package dev.fargatecd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.templates.definition.Definition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jgit.api.Git;
import org.eclipse.jgit.api.errors.GitAPIException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code init} makes of somebody else's repository. {@code .ci/run strangers} delivers such repositories. */
final class InitCommandTest {
    private static final String DOCKERFILE = """
            FROM eclipse-temurin:17-jre
            COPY target/shop-1.0.jar /app.jar
            EXPOSE 9000/tcp
            ENTRYPOINT ["java", "-jar", "/app.jar"]
            """;
    private static final String POM = """
            <project xmlns="http://maven.apache.org/POM/4.0.0">
              <parent><groupId>acme</groupId><artifactId>parent</artifactId><version>1.0</version></parent>
              <artifactId>Shop_Service</artifactId>
              <properties><java.version>21</java.version></properties>
            </project>
            """;

    @TempDir
    private Path folder = Path.of("");

    @Test
    void writesADeliveryOfWhatItNotices() throws Exception {
        repository("trunk");
        file("Dockerfile", DOCKERFILE);
        file("pom.xml", POM);

        CommandRun init = run("init", "--yes");

        assertThat(init.exitCode()).as(init.err()).isZero();
        assertThat(init.err()).contains("Maven (pom.xml)", "branch trunk", "Dockerfile:3", "origin ssh://example/shop");
        Delivery delivery = delivery();
        assertThat(delivery.application().value()).isEqualTo("shop-service");
        assertThat(delivery.pipeline().orElseThrow().service().endpoint().port().value())
                .isEqualTo(9000);
        assertThat(delivery.pipeline().orElseThrow().source().branch().value()).isEqualTo("trunk");
        assertThat(text("buildspec.yml")).contains("- mvn -B -ntp verify", "java: corretto21", "overrides.json");
        assertThat(text("Dockerfile")).isEqualTo(DOCKERFILE);
        CommandRun check = run("check");
        assertThat(check.exitCode()).as(check.out() + check.err()).isZero();
    }

    @Test
    void writesNothingASecondTime() throws IOException {
        file("Dockerfile", DOCKERFILE);
        run("init", "--yes", "--name", "shop");
        List<String> first = contents();

        CommandRun second = run("init", "--yes", "--name", "shop");

        assertThat(second.exitCode()).isZero();
        assertThat(second.err()).contains("nothing was written");
        assertThat(contents()).isEqualTo(first);
    }

    @Test
    void saysWhichOptionsAreMissingWhereNobodyCanBeAsked() throws IOException {
        file("Dockerfile", "FROM scratch\nCOPY a /a\nCMD [\"/a\"]\n");

        CommandRun init = run("init", "--name", "shop");

        assertThat(init.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(init.err()).contains("--port (the port)", "--health-path (the health path)");
        assertThat(run("init", "--name", "shop", "--yes").err())
                .contains("--port")
                .doesNotContain("--health-path");
        assertThat(contents()).hasSize(1);
    }

    @Test
    void asksAtATerminal() throws IOException {
        file("index.js", "");

        CommandRun init = CommandRun.typing("yes\n/well\n", folder, folder, "init", "--name", "shop");

        assertThat(init.exitCode()).as(init.err()).isZero();
        assertThat(init.err()).contains("There is no Dockerfile. Write one?", "The health path [/]:");
        assertThat(text("fargate-cd.yml")).contains("port: 8080", "health-check: /well");
        assertThat(text("Dockerfile")).contains("/node:", "EXPOSE 8080", "CMD [\"node\", \"index.js\"]");
    }

    @Test
    void writesNoDockerfileUnasked() throws IOException {
        file("index.js", "");

        CommandRun init = run("init", "--name", "shop", "--yes");

        assertThat(init.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(init.err()).contains("--dockerfile");
        assertThat(contents()).hasSize(1);
    }

    @Test
    void showsTheDifferenceAndChangesNothingWithoutConsent() throws IOException {
        file("Dockerfile", DOCKERFILE);
        run("init", "--yes", "--name", "shop");
        file("cf/service.yml", text("cf/service.yml").replace("Description: ", "Description: My "));
        List<String> mine = contents();

        CommandRun refused = run("init");
        assertThat(refused.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(refused.err())
                .contains("--- cf/service.yml", "@@ ", "-Description: My ", "+Description: ", "add --yes");
        CommandRun no = CommandRun.typing("n\n", folder, folder, "init");
        assertThat(no.exitCode()).isEqualTo(ExitCode.FAILED.value());
        assertThat(contents()).isEqualTo(mine);

        CommandRun agreed = CommandRun.typing("y\n", folder, folder, "init");
        assertThat(agreed.exitCode()).isZero();
        assertThat(agreed.err()).contains("Wrote cf/service.yml\n");
        assertThat(run("check").exitCode()).isZero();
    }

    @Test
    void changesWhatIsGivenInADefinitionThatIsThere() throws IOException {
        file("Dockerfile", DOCKERFILE);
        run("init", "--yes", "--name", "shop");

        CommandRun init = run("init", "--yes", "--port", "9001");

        assertThat(init.err()).contains("-  port: 9000", "+  port: 9001", "Wrote fargate-cd.yml, cf/");
        assertThat(run("check").exitCode()).isZero();
    }

    @Test
    void keepsABuildspecOfOnesOwn() throws IOException {
        file("Dockerfile", DOCKERFILE);
        file("pom.xml", POM);
        String fitting = "version: 0.2\n# pushes to REPOSITORY_URI, writes overrides.json\nphases: {}\n";
        file("buildspec.yml", fitting);

        run("init", "--yes");

        assertThat(text("fargate-cd.yml")).contains("buildspec: buildspec.yml");
        assertThat(text("buildspec.yml")).isEqualTo(fitting);
    }

    @Test
    void rendersABuildspecBesideOneThatMakesNoImage() throws IOException {
        file("Dockerfile", DOCKERFILE);
        file("buildspec.yml", "version: 0.2\nphases: {}\n");

        run("init", "--yes", "--name", "shop");

        assertThat(text("fargate-cd.yml")).doesNotContain("buildspec");
        assertThat(folder.resolve("cf/buildspec.yml")).exists();
    }

    @Test
    void saysWhyTheLocalCloudCannotBuildIt() throws IOException {
        file("Dockerfile", "FROM node:22\nRUN npm ci\nEXPOSE 80\n");

        CommandRun init = run("init", "--yes", "--name", "shop", "--json");

        JsonNode answer = new ObjectMapper().readTree(init.out());
        assertThat(answer.path("application").asText()).isEqualTo("shop");
        assertThat(answer.path("notLocally").asText()).contains("Dockerfile:2", "RUN");
        assertThat(answer.at("/files/0/change").asText()).isEqualTo("new");
    }

    @Test
    void namesValuesThatAreNone() throws IOException {
        file("Dockerfile", DOCKERFILE);
        CommandRun init = run("init", "--yes", "--name", "Shop!", "--json");
        assertThat(init.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(init.out()).contains("\"error\"", "Shop!");
        assertThat(run("init", "--yes", "--name", "shop", "--port", "70000").err())
                .contains("port 70000");
        assertThat(contents()).hasSize(1);
    }

    @Test
    void belongsToTheRootOfTheRepository() throws Exception {
        repository("main");
        Path below = Files.createDirectories(folder.resolve("service"));
        CommandRun init = CommandRun.of(below, folder, "init", "--yes");
        assertThat(init.exitCode()).isEqualTo(ExitCode.USAGE.value());
        assertThat(init.err()).contains("belongs to the root", "fargate-cd init -C " + folder);
    }

    @Test
    void knowsLanguagesByTheirFiles() throws IOException {
        assertDockerfile("build.gradle", "", "COPY build/libs/");
        assertDockerfile("requirements.txt", "flask\n", "ENV PYTHONPATH=/app/vendor", "app.py", "");
        assertDockerfile("go.mod", "module example.com/x/shop\n\ngo 1.22\n", "FROM scratch");
        assertDockerfile("Cargo.toml", "[package]\nname = \"shop\"\n", "cargo build --release");
    }

    private void assertDockerfile(String marker, String text, String expected, String... further) throws IOException {
        Path project = Files.createDirectories(folder.resolve(marker.replace('.', '-')));
        Files.writeString(project.resolve(marker), text);
        for (int i = 0; i < further.length; i += 2) {
            Files.writeString(project.resolve(further[i]), further[i + 1]);
        }
        CommandRun init =
                CommandRun.of(folder, folder, "init", "-C", project.toString(), "--yes", "--dockerfile", "--name", "s");
        assertThat(init.exitCode()).as(init.err()).isZero();
        assertThat(Files.readString(project.resolve("Dockerfile"))).contains(expected);
        CommandRun check = CommandRun.of(project, folder, "check");
        assertThat(check.exitCode()).as(check.out()).isZero();
    }

    private void repository(String branch) throws GitAPIException, IOException {
        try (Git git = Git.init()
                .setDirectory(folder.toFile())
                .setInitialBranch(branch)
                .call()) {
            git.getRepository().getConfig().setString("remote", "origin", "url", "ssh://example/shop");
            git.getRepository().getConfig().save();
        }
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .sorted()
                    .map(file -> file + "\n" + read(file))
                    .toList();
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new java.io.UncheckedIOException(unreadable);
        }
    }

    private Delivery delivery() {
        return Definition.read(folder.resolve("fargate-cd.yml")).orElseThrow();
    }

    private void file(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent() == null ? folder : file.getParent());
        Files.writeString(file, text);
    }

    private String text(String name) throws IOException {
        return Files.readString(folder.resolve(name));
    }

    private CommandRun run(String... arguments) {
        return CommandRun.of(folder, folder, arguments);
    }
}
