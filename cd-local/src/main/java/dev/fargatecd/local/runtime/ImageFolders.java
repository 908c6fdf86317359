package dev.fargatecd.local.runtime;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.Registry;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** Unpacked images, a folder for each digest: fetched once, whoever asks for it and by which tag. */
final class ImageFolders {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String ROOT = "root";

    private final Path folder;
    private final ConcurrentMap<String, Object> locks = new ConcurrentHashMap<>();

    ImageFolders(Path folder) {
        this.folder = folder;
    }

    /** The image, fetched where it is not here yet. */
    ContainerImage get(Registry registry, ImageName name) throws IOException, InterruptedException {
        Registry.Manifest manifest = registry.manifest(name).orElseThrow(() -> new IOException(name + ": not found"));
        JsonNode json = JSON.readTree(manifest.content());
        if (json.has("manifests")) {
            ImageName child = new ImageName(
                    name.registry(), name.repository(), Optional.empty(), Optional.of(childForThisMachine(name, json)));
            return get(registry, child);
        }
        String digest = manifest.digest();
        Path home = home(digest);
        Path config = home.resolve("config.json");
        // A lock for each digest: tasks of one service start together, and the first unpacks for all.
        synchronized (locks.computeIfAbsent(digest, d -> new Object())) {
            if (!Files.exists(config)) {
                RootFolder.remove(home);
                fetch(registry, name, json, home, config);
            }
        }
        return new ContainerImage(digest, ImageConfig.read(JSON.readTree(config.toFile())));
    }

    /** The folder that holds an image's files; shared by all its containers. */
    Path root(ContainerImage image) {
        return home(image.digest()).resolve(ROOT);
    }

    private Path home(String digest) {
        return folder.resolve(digest.replace(':', '-'));
    }

    private static void fetch(Registry registry, ImageName name, JsonNode manifest, Path home, Path config)
            throws IOException, InterruptedException {
        Path root = Files.createDirectories(home.resolve(ROOT));
        LayerUnpacker unpacker = new LayerUnpacker(new RootFolder(root));
        Path blob = home.resolve("blob");
        for (JsonNode layer : manifest.path("layers")) {
            registry.getBlob(name.repository(), layer.path("digest").asText(), blob);
            try (InputStream content = Files.newInputStream(blob)) {
                unpacker.unpack(content);
            }
        }
        registry.getBlob(
                name.repository(), manifest.path("config").path("digest").asText(), blob);
        Files.move(blob, config, StandardCopyOption.ATOMIC_MOVE); // last: its presence says that all is here
    }

    private static String childForThisMachine(ImageName name, JsonNode index) throws IOException {
        String architecture = System.getProperty("os.arch").equals("aarch64") ? "arm64" : "amd64";
        for (JsonNode child : index.path("manifests")) {
            if (child.path("platform").path("architecture").asText(architecture).equals(architecture)
                    && child.path("platform").path("os").asText("linux").equals("linux")) {
                return child.path("digest").asText();
            }
        }
        throw new IOException(name + ": no image for linux/" + architecture + " in the index");
    }
}
