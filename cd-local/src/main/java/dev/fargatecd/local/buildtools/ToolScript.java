package dev.fargatecd.local.buildtools;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The script that stands for a tool, and the program by which it reaches the door.
 *
 * @param program absolute: what the build does to its PATH must not change which it is
 */
record ToolScript(Transport transport, Path program) {

    /** How a script reaches the door, the fastest first. */
    enum Transport {
        BASH("bash", "tool.bash"),
        CURL("curl", "tool.sh"),
        JAVA("java", "tool-java.sh");

        private final String program;
        private final String script;

        Transport(String program, String script) {
            this.program = program;
            this.script = script;
        }

        /** The script by that program of the PATH, or empty where there is none; Java is the cloud's own. */
        Optional<ToolScript> find(String path) {
            if (this == JAVA) {
                return Optional.of(new ToolScript(this, Path.of(System.getProperty("java.home"), "bin", program)));
            }
            return Arrays.stream(path.split(":"))
                    .filter(folder -> !folder.isEmpty())
                    .map(folder -> Path.of(folder, program).toAbsolutePath())
                    .filter(Files::isExecutable)
                    .map(found -> new ToolScript(this, found))
                    .findFirst();
        }
    }

    /** The fastest that works with the programs of this PATH. */
    static ToolScript fastest(String path) {
        return Arrays.stream(Transport.values())
                .flatMap(transport -> transport.find(path).stream())
                .findFirst()
                .orElseThrow();
    }

    /** Writes the script for a tool. */
    void install(Path bin, String tool) throws IOException {
        Path file = bin.resolve(tool);
        String text = new String(resource(transport.script), StandardCharsets.UTF_8);
        Files.writeString(file, text.replace("@program@", program.toString().replace("'", "'\\''")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
        if (transport == Transport.JAVA) {
            Path target =
                    bin.resolve("classes").resolve(ToolClient.class.getName().replace('.', '/') + ".class");
            Files.createDirectories(Objects.requireNonNull(target.getParent()));
            Files.write(target, resource("ToolClient.class"));
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ToolScript.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IOException("the jar lacks " + name);
            }
            return in.readAllBytes();
        }
    }
}
