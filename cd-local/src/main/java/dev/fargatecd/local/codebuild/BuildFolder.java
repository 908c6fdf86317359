package dev.fargatecd.local.codebuild;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** The folder of one build, and what is where in it. */
record BuildFolder(Path root) {

    static BuildFolder create(Path root) throws IOException {
        Files.createDirectories(
                root, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        BuildFolder folder = new BuildFolder(root.toRealPath());
        Files.createDirectories(folder.source());
        Files.createDirectories(folder.values());
        return folder;
    }

    /** The source as it was fetched, and where the commands start. */
    Path source() {
        return root.resolve("src");
    }

    Path archive() {
        return root.resolve("source.zip");
    }

    Path artifact() {
        return root.resolve("artifact.zip");
    }

    Path shell() {
        return root.resolve("shell");
    }

    Path tools() {
        return root.resolve("tools");
    }

    /** The values of exported variables, a file for each. */
    Path values() {
        return root.resolve("values");
    }

    /** Removes all of it, folders that the build made read-only too; links are removed and not followed. */
    void remove() throws IOException {
        if (!Files.exists(root)) {
            return;
        }
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (!Files.isWritable(folder) || !Files.isExecutable(folder)) {
                    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
