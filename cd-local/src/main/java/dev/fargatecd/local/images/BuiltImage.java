package dev.fargatecd.local.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;

/**
 * An image that was built and is not pushed yet: its blobs as files.
 *
 * @param id the digest of its configuration, {@code sha256:…}, which is what docker calls an image's id
 * @param layers compressed, the lowest first
 */
public record BuiltImage(String id, Blob config, List<Blob> layers) {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    public BuiltImage {
        layers = List.copyOf(layers);
    }

    /**
     * A file by its digest.
     *
     * @param size in bytes
     */
    public record Blob(String digest, long size, Path file) {
        static Blob of(Path file) throws IOException {
            MessageDigest sha = sha256();
            try (InputStream in = new DigestInputStream(Files.newInputStream(file), sha)) {
                in.transferTo(OutputStream.nullOutputStream());
            }
            return new Blob("sha256:" + HexFormat.of().formatHex(sha.digest()), Files.size(file), file);
        }

        private static MessageDigest sha256() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException("every Java has SHA-256", impossible);
            }
        }
    }

    /** Takes apart what {@code docker save} would write: a tar of the configuration, the layers and their list. */
    static BuiltImage unpack(Path tar, Path folder) throws IOException {
        Files.createDirectories(folder);
        try (TarArchiveInputStream in = new TarArchiveInputStream(Files.newInputStream(tar))) {
            for (TarArchiveEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                Path target = folder.resolve(entry.getName()).normalize();
                if (!target.startsWith(folder)) {
                    throw new IOException(entry.getName() + " leads out of the image's folder");
                }
                if (entry.isFile()) {
                    Files.copy(in, target);
                }
            }
        }
        JsonNode list = JSON.readTree(folder.resolve("manifest.json").toFile()).path(0);
        Blob config = Blob.of(folder.resolve(list.path("Config").asText()));
        List<Blob> layers = new ArrayList<>();
        for (JsonNode layer : list.path("Layers")) {
            layers.add(Blob.of(folder.resolve(layer.asText())));
        }
        return new BuiltImage(config.digest(), config, layers);
    }

    /** The manifest it is pushed with: Docker's, schema 2. */
    byte[] manifest() throws IOException {
        ObjectNode manifest = JSON.createObjectNode().put("schemaVersion", 2).put("mediaType", Registry.MANIFEST_TYPE);
        describe(manifest.putObject("config"), "application/vnd.docker.container.image.v1+json", config);
        ArrayNode list = manifest.putArray("layers");
        for (Blob layer : layers) {
            describe(list.addObject(), "application/vnd.docker.image.rootfs.diff.tar.gzip", layer);
        }
        return JSON.writeValueAsBytes(manifest);
    }

    private static void describe(ObjectNode node, String type, Blob blob) {
        node.put("mediaType", type).put("size", blob.size()).put("digest", blob.digest());
    }
}
