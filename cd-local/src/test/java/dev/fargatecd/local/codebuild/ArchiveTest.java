package dev.fargatecd.local.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.codebuild.buildspec.Buildspec;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Archives, and the files that go into them. */
final class ArchiveTest {
    private final Path folder;

    ArchiveTest(@TempDir Path folder) throws IOException {
        this.folder = folder.toRealPath();
    }

    @Test
    void keepsWhatIsExecutableAndWhatIsALink() throws Exception {
        Path script = Files.writeString(folder.resolve("run.sh"), "#!/bin/sh\n");
        assertThat(script.toFile().setExecutable(true)).isTrue();
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("run.sh"));
        Path zip = folder.resolve("a.zip");
        Archive.pack(Map.of("deep/run.sh", script, "deep/link", link), true, zip);

        Path target = Files.createDirectory(folder.resolve("target"));
        Archive.unpack(zip, target);
        assertThat(target.resolve("deep/run.sh")).isExecutable();
        assertThat(Files.readSymbolicLink(target.resolve("deep/link"))).hasToString("run.sh");
    }

    @ParameterizedTest
    @ValueSource(strings = {"../evil", "/../../evil", "a/../../evil", "..\\evil"})
    void unpacksNothingOutsideItsFolder(String name) throws Exception {
        Path zip = zip(name, 0, "evil");
        Path target = Files.createDirectory(folder.resolve("target"));
        assertThatThrownBy(() -> Archive.unpack(zip, target))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("leads out of its folder");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/etc/passwd", "../../outside"})
    void makesNoLinkThatLeadsOut(String destination) throws Exception {
        Path zip = zip("deep/link", 0120777, destination);
        Path target = Files.createDirectory(folder.resolve("target"));
        assertThatThrownBy(() -> Archive.unpack(zip, target)).hasMessageContaining("leads out of its folder");
        assertThat(Files.isSymbolicLink(target.resolve("deep/link"))).isFalse();
    }

    private Path zip(String name, int mode, String content) throws IOException {
        Path zip = folder.resolve("evil.zip");
        try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
            ZipArchiveEntry entry = new ZipArchiveEntry(name);
            entry.setUnixMode(mode);
            out.putArchiveEntry(entry);
            out.write(content.getBytes(StandardCharsets.UTF_8));
            out.closeArchiveEntry();
        }
        return zip;
    }

    @ParameterizedTest
    @CsvSource({
        "**/*, '[a.txt, deep/b.txt, deep/c.xml]'",
        "*.txt, '[a.txt]'",
        "**/*.xml, '[deep/c.xml]'",
        "deep/*, '[deep/b.txt, deep/c.xml]'",
        "./deep/**/*, '[deep/b.txt, deep/c.xml]'",
        "nothing, '[]'"
    })
    void findsWhatAPatternNames(String pattern, String expected) throws Exception {
        sources();
        assertThat(FileSet.find(files(pattern, Optional.empty(), false), folder).keySet())
                .hasToString(expected);
    }

    @Test
    void dropsFoldersAndExcludedFilesWhereTheBuildspecSaysSo() throws Exception {
        sources();
        assertThat(FileSet.find(
                                new Buildspec.Files(1, List.of("**/*"), List.of("**/*.xml"), Optional.of("deep"), true),
                                folder)
                        .keySet())
                .containsExactly("b.txt");
    }

    @Test
    void refusesABaseFolderThatIsNotThereOrOutside() throws Exception {
        assertThatThrownBy(() -> FileSet.find(files("*", Optional.of("none"), false), folder))
                .hasMessage("no matching base directory path found for none");
        assertThatThrownBy(() -> FileSet.find(files("*", Optional.of(".."), false), folder))
                .hasMessageContaining("leads out");
    }

    private void sources() throws IOException {
        Files.createDirectories(folder.resolve("deep"));
        for (String name : List.of("a.txt", "deep/b.txt", "deep/c.xml")) {
            Files.writeString(folder.resolve(name), name);
        }
    }

    private static Buildspec.Files files(String pattern, Optional<String> base, boolean flat) {
        return new Buildspec.Files(1, List.of(pattern), List.of(), base, flat);
    }
}
