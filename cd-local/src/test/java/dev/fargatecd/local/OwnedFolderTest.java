package dev.fargatecd.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of a cloud's files, however it ends. */
final class OwnedFolderTest {
    @TempDir
    private Path parent = Path.of("");

    @Test
    void leavesTheFoldersOfLivingCloudsAlone() throws Exception {
        try (OwnedFolder one = OwnedFolder.in(parent);
                OwnedFolder other = OwnedFolder.in(parent)) {
            OwnedFolder.removeAbandoned(parent);
            assertThat(folders()).containsExactlyInAnyOrder(one.path(), other.path());
        }
        assertThat(folders()).isEmpty();
    }

    @Test
    void removesTheFolderOfACloudThatWasKilledAndNotBefore() throws Exception {
        Process killed = cloudOfItsOwn();
        assertThat(killed.inputReader().readLine()).startsWith("http://127.0.0.1:");
        Path folder = folders().get(0);
        Files.createDirectories(folder.resolve("s3/objects"));
        Files.writeString(folder.resolve("s3/objects/1"), "content");
        OwnedFolder.removeAbandoned(parent);
        assertThat(folders()).as("while it lives").containsExactly(folder);

        assertThat(killed.destroyForcibly().waitFor(10, TimeUnit.SECONDS)).isTrue();
        OwnedFolder.removeAbandoned(parent);
        assertThat(folders()).as("after it was killed").isEmpty();
    }

    @Test
    void leavesAFolderThatNobodyOwns() throws IOException {
        Path foreign = Files.createDirectories(parent.resolve("fargate-cd-notes"));
        OwnedFolder.removeAbandoned(parent);
        assertThat(foreign).exists();
    }

    @Test
    void doesNotFollowALinkOutOfTheFolder() throws IOException {
        Path precious = Files.writeString(
                Files.createDirectories(parent.resolve("mine")).resolve("file"), "kept");
        try (OwnedFolder folder = OwnedFolder.in(parent)) {
            Files.createSymbolicLink(folder.path().resolve("link"), precious.getParent());
        }
        assertThat(precious).hasContent("kept");
    }

    private Process cloudOfItsOwn() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        CloudThatIsKilled.class.getName(),
                        parent.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private List<Path> folders() throws IOException {
        try (Stream<Path> found = Files.list(parent)) {
            return found.filter(path -> path.getFileName().toString().startsWith("fargate-cd-"))
                    .toList();
        }
    }
}
