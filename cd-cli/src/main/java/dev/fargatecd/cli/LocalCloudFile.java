package dev.fargatecd.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Optional;

/**
 * How a running local cloud is found: a file that its owner alone can read, with endpoint, process and keys.
 *
 * <p>It is {@code ~/.fargate-cd/local.json}, or in the folder that {@code FARGATE_CD_STATE} names.
 */
public final class LocalCloudFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int CONNECT_MILLIS = 2000;

    private final Path file;

    private LocalCloudFile(Path file) {
        this.file = file;
    }

    /** What the file says. */
    public record Running(
            URI endpoint, long pid, String account, String region, String accessKeyId, String secretAccessKey) {
        /** Without the secret: records end up in messages. */
        @Override
        public String toString() {
            return "Running[" + endpoint + ", process " + pid + "]";
        }
    }

    /** The file of this user. */
    public static LocalCloudFile of(Map<String, String> environment) {
        String folder = environment.getOrDefault("FARGATE_CD_STATE", "");
        Path parent = folder.isEmpty() ? Path.of(System.getProperty("user.home"), ".fargate-cd") : Path.of(folder);
        return new LocalCloudFile(parent.resolve("local.json"));
    }

    public Path path() {
        return file;
    }

    /** The cloud that is running, or empty; a file whose process is gone counts as none. */
    public Optional<Running> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            JsonNode json = JSON.readTree(Files.readString(file));
            Running running = new Running(
                    URI.create(json.path("endpoint").asText()),
                    json.path("pid").asLong(),
                    json.path("account").asText(),
                    json.path("region").asText(),
                    json.path("accessKeyId").asText(),
                    json.path("secretAccessKey").asText());
            return Optional.of(running).filter(LocalCloudFile::answers);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new CommandException(
                    ExitCode.MISSING,
                    file + " can't be read: " + unreadable.getMessage(),
                    "remove it, then fargate-cd local");
        }
    }

    /** A process id alone is not enough: after a {@code kill -9} it may be another program's by now. */
    private static boolean answers(Running running) {
        boolean alive =
                ProcessHandle.of(running.pid()).map(ProcessHandle::isAlive).orElse(false);
        if (!alive) {
            return false;
        }
        try (Socket socket = new Socket()) {
            socket.connect(
                    new InetSocketAddress(
                            running.endpoint().getHost(), running.endpoint().getPort()),
                    CONNECT_MILLIS);
            return true;
        } catch (IOException nobodyListens) {
            return false;
        }
    }

    /** Writes the file, readable by its owner alone from its first byte on. */
    public void write(Running running) throws IOException {
        ObjectNode json = JSON.createObjectNode();
        json.put("endpoint", running.endpoint().toString());
        json.put("pid", running.pid());
        json.put("account", running.account());
        json.put("region", running.region());
        json.put("accessKeyId", running.accessKeyId());
        json.put("secretAccessKey", running.secretAccessKey());
        Path folder = Files.createDirectories(file.toAbsolutePath().getParent());
        Path fresh = Files.createTempFile(
                folder,
                "local",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(fresh, pretty(json), StandardCharsets.UTF_8);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static String pretty(ObjectNode json) throws JsonProcessingException {
        return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(json) + "\n";
    }

    /** Removes the file if it still speaks of that process. */
    public void remove(long pid) {
        try {
            if (read().filter(running -> running.pid() != pid).isEmpty()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException | CommandException leftOver) {
            // a left-over file names a process that is gone, and is taken for none
        }
    }
}
