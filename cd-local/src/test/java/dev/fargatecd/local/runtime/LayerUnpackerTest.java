package dev.fargatecd.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LayerUnpackerTest {
    private final Path outside;
    private final Path root;
    private final LayerUnpacker unpacker;

    LayerUnpackerTest(@TempDir Path folder) throws IOException {
        outside = folder;
        root = Files.createDirectory(folder.resolve("root"));
        unpacker = new LayerUnpacker(new RootFolder(root));
    }

    @Test
    void putsLayersOneOverTheOther() throws IOException {
        unpack(new Layer().file("app/a", "old").file("app/b", "b").file("bin/run", "#!", 0755));
        unpack(new Layer().file("/app/a", "new").directory("empty/"));
        assertThat(root.resolve("app/a")).hasContent("new");
        assertThat(root.resolve("app/b")).hasContent("b");
        assertThat(root.resolve("bin/run")).isExecutable();
        assertThat(root.resolve("empty")).isEmptyDirectory();
    }

    @Test
    void removesWhatALayerWhitesOut() throws IOException {
        unpack(new Layer().file("a/1", "1").file("a/2", "2").file("b/1", "1").file("c/d/1", "1"));
        unpack(new Layer()
                .file("a/.wh.1", "")
                .file("b/new", "new")
                .file("b/.wh..wh..opq", "")
                .file("c/.wh.d", ""));
        assertThat(root.resolve("a")).isDirectoryNotContaining("glob:**/1").isDirectoryContaining("glob:**/2");
        assertThat(root.resolve("b/1")).doesNotExist();
        assertThat(root.resolve("b/new")).hasContent("new");
        assertThat(root.resolve("c/d")).doesNotExist();
    }

    @Test
    void followsLinksInsideTheImage() throws IOException {
        unpack(new Layer()
                .directory("usr/bin/")
                .symbolicLink("bin", "usr/bin")
                .file("bin/tool", "tool")
                .hardLink("usr/bin/same", "/bin/tool")
                .symbolicLink("usr/absolute", "/usr/bin/tool")
                .symbolicLink("usr/above", "../../../../usr/bin/tool"));
        assertThat(root.resolve("usr/bin/tool")).hasContent("tool");
        assertThat(root.resolve("usr/bin/same")).hasContent("tool");
        assertThat(root.resolve("usr/absolute")).hasContent("tool");
        assertThat(root.resolve("usr/above")).hasContent("tool");
    }

    @Test
    void leavesItsFolderByNoNameAndNoLink() throws IOException {
        Path victim = Files.writeString(outside.resolve("victim"), "untouched");
        for (Layer evil : new Layer[] {
            new Layer().file("../victim", "evil"),
            new Layer().file("a/../../victim", "evil"),
            new Layer().hardLink("stolen", "../victim"),
            new Layer().file("a/.wh...", "")
        }) {
            assertThatThrownBy(() -> unpack(evil))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("would leave its folder");
        }
        unpack(new Layer().symbolicLink("up", "..").file("up/victim", "inside"));
        unpack(new Layer().symbolicLink("host", outside.toString()).file("host/victim", "inside"));
        unpack(new Layer().symbolicLink("file", victim.toString()).file("file", "inside"));
        assertThat(victim).hasContent("untouched");
        assertThat(root.resolve("victim")).hasContent("inside");
        assertThat(Files.isRegularFile(root.resolve("file"), LinkOption.NOFOLLOW_LINKS))
                .isTrue();
    }

    @Test
    void saysThatLinksGoInCircles() throws IOException {
        Layer circle = new Layer().symbolicLink("a", "b").symbolicLink("b", "a").file("a/file", "x");
        assertThatThrownBy(() -> unpack(circle))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("too many symbolic links");
    }

    @Test
    void doesNotWriteThroughAHardLinkOfALowerLayer() throws IOException {
        unpack(new Layer().file("one", "one").hardLink("two", "one"));
        unpack(new Layer().file("two", "changed"));
        assertThat(root.resolve("one")).hasContent("one");
        assertThat(root.resolve("two")).hasContent("changed");
    }

    private void unpack(Layer layer) throws IOException {
        unpacker.unpack(new ByteArrayInputStream(layer.gzipped()));
    }

    /** A layer in the making. */
    private static final class Layer {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes);

        Layer file(String name, String content) throws IOException {
            return file(name, content, 0644);
        }

        Layer file(String name, String content, int mode) throws IOException {
            TarArchiveEntry entry = new TarArchiveEntry(name, true);
            byte[] data = content.getBytes(StandardCharsets.UTF_8);
            entry.setSize(data.length);
            entry.setMode(mode);
            tar.putArchiveEntry(entry);
            tar.write(data);
            tar.closeArchiveEntry();
            return this;
        }

        Layer directory(String name) throws IOException {
            return put(new TarArchiveEntry(name, true));
        }

        Layer symbolicLink(String name, String target) {
            return link(name, target, TarConstants.LF_SYMLINK);
        }

        Layer hardLink(String name, String target) {
            return link(name, target, TarConstants.LF_LINK);
        }

        private Layer link(String name, String target, byte kind) {
            TarArchiveEntry entry = new TarArchiveEntry(name, kind, true);
            entry.setLinkName(target);
            return put(entry);
        }

        private Layer put(TarArchiveEntry entry) {
            try {
                tar.putArchiveEntry(entry);
                tar.closeArchiveEntry();
                return this;
            } catch (IOException impossible) {
                throw new IllegalStateException(impossible);
            }
        }

        byte[] gzipped() throws IOException {
            tar.finish();
            ByteArrayOutputStream gzipped = new ByteArrayOutputStream();
            try (GZIPOutputStream out = new GZIPOutputStream(gzipped)) {
                bytes.writeTo(out);
            }
            return gzipped.toByteArray();
        }
    }
}
