package dev.fargatecd.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.storage.file.FileRepositoryBuilder;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TemporaryRepositoryTest {
    @TempDir
    private Path tree = Path.of("");

    @Test
    void holdsTheTreeWithoutWhatIsIgnored() throws IOException {
        write(".gitignore", "target/\n");
        write("src/.gitignore", "*.tmp\n");
        write("src/Main.java", "class Main {}\n");
        write("src/draft.tmp", "no");
        write("src/target/out.class", "no");
        write("target/app.jar", "no");
        write("run", "#!/bin/sh\n");
        assertThat(tree.resolve("run").toFile().setExecutable(true)).isTrue();
        assertThat(committed())
                .containsExactly("100644 .gitignore", "100755 run", "100644 src/.gitignore", "100644 src/Main.java");
    }

    @Test
    void leavesTheTreeAsItIs() throws IOException {
        write(".git", "gitdir: /somewhere/else\n");
        write("file", "text\n");
        assertThat(committed()).containsExactly("100644 file");
        assertThat(tree.resolve(".git")).content().isEqualTo("gitdir: /somewhere/else\n");
    }

    @Test
    void isGoneWhenItIsClosed() throws IOException {
        write("file", "text\n");
        Path folder;
        try (TemporaryRepository made = TemporaryRepository.of(tree)) {
            folder = made.gitDirectory();
            assertThat(folder).exists();
        }
        assertThat(folder).doesNotExist();
    }

    private List<String> committed() throws IOException {
        List<String> files = new ArrayList<>();
        try (TemporaryRepository made = TemporaryRepository.of(tree);
                Repository repository = new FileRepositoryBuilder()
                        .setGitDir(made.gitDirectory().toFile())
                        .build();
                TreeWalk walk = new TreeWalk(repository)) {
            assertThat(repository.resolve("HEAD").name()).isEqualTo(made.commit());
            walk.addTree(repository.resolve("HEAD^{tree}"));
            walk.setRecursive(true);
            while (walk.next()) {
                files.add(walk.getFileMode(0) + " " + walk.getPathString());
            }
        }
        return files;
    }

    private void write(String file, String content) throws IOException {
        Path path = tree.resolve(file);
        Path folder = path.getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(path, content);
    }
}
