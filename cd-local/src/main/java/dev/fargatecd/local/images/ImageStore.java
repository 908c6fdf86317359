package dev.fargatecd.local.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.cloud.tools.jib.api.CacheDirectoryCreationException;
import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FileEntry;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.ImageFormat;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import com.google.cloud.tools.jib.api.buildplan.Port;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;

/**
 * The images of one build, as an engine keeps them on its machine: built, named, pushed.
 *
 * <p>The same files make the same image, to the byte: times are fixed (the epoch, and one second after it in layers).
 */
public final class ImageStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final ConcurrentMap<String, BuiltImage> named = new ConcurrentHashMap<>();
    private final AtomicInteger made = new AtomicInteger();

    /** @param folder for the store alone; whoever made it removes it */
    public ImageStore(Path folder) {
        this.folder = folder;
    }

    /**
     * Builds the planned image.
     *
     * @param architecture {@code amd64} or {@code arm64}; only said in the configuration, for nothing is run
     * @param registry where the plan's base is fetched from
     * @throws IOException with the reason where the base can't be fetched or the files can't be read
     */
    public BuiltImage build(ImagePlan plan, String architecture, Registry registry)
            throws IOException, InterruptedException {
        Path work = Files.createDirectories(folder.resolve(String.valueOf(made.incrementAndGet())));
        try {
            JibContainerBuilder builder = plan.base().isPresent()
                    ? Jib.from(TarImage.at(fetch(plan.base().get(), registry, work)))
                    : Jib.fromScratch().setPlatforms(Set.of(new Platform(architecture, "linux")));
            describe(plan, builder);
            Path tar = work.resolve("image.tar");
            builder.containerize(Containerizer.to(TarImage.at(tar).named("local/image"))
                    .setToolName("fargate-cd")
                    .setOfflineMode(true)
                    .setBaseImageLayersCache(work.resolve("base-cache"))
                    .setApplicationLayersCache(work.resolve("cache")));
            BuiltImage image = BuiltImage.unpack(tar, work.resolve("image"));
            Files.delete(tar);
            named.put(image.id(), image);
            return image;
        } catch (InvalidImageReferenceException | RegistryException | CacheDirectoryCreationException failure) {
            throw new IOException("the image can't be built: " + failure.getMessage(), failure);
        } catch (ExecutionException failure) {
            Throwable cause = failure.getCause() == null ? failure : failure.getCause();
            throw new IOException("the image can't be built: " + cause.getMessage(), cause);
        }
    }

    private static void describe(ImagePlan plan, JibContainerBuilder builder) {
        builder.setFormat(ImageFormat.Docker).setCreationTime(Instant.EPOCH);
        for (ImagePlan.Layer layer : plan.layers()) {
            FileEntriesLayer.Builder files = FileEntriesLayer.builder().setName(layer.origin());
            for (ImagePlan.Entry entry : layer.entries()) {
                files.addEntry(new FileEntry(
                        entry.source(),
                        AbsoluteUnixPath.get(entry.target()),
                        FilePermissions.fromOctalString(String.format(Locale.ROOT, "%03o", entry.mode())),
                        FileEntriesLayer.DEFAULT_MODIFICATION_TIME,
                        entry.owner()));
            }
            builder.addFileEntriesLayer(files.build());
        }
        plan.env().forEach(builder::addEnvironmentVariable);
        plan.labels().forEach(builder::addLabel);
        plan.workdir().map(AbsoluteUnixPath::get).ifPresent(builder::setWorkingDirectory);
        plan.user().ifPresent(builder::setUser);
        plan.entrypoint().ifPresent(builder::setEntrypoint);
        plan.cmd().ifPresent(builder::setProgramArguments);
        builder.setExposedPorts(ports(plan.ports()));
    }

    private static Set<Port> ports(List<String> ports) {
        return ports.stream()
                .map(port -> port.split("/"))
                .map(parts -> Port.parseProtocol(Integer.parseInt(parts[0]), parts[1]))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Fetches an image as the tar that {@code docker save} would write. */
    private static Path fetch(ImageName image, Registry registry, Path work) throws IOException, InterruptedException {
        JsonNode manifest = registry.manifest(image)
                .orElseThrow(() -> new IOException("the base image " + image + " is not in the registry"))
                .json();
        if (!manifest.has("layers")) {
            throw new IOException("the base image " + image + " is of several platforms, which is not supported");
        }
        Path blobs = Files.createDirectories(work.resolve("base"));
        Path tar = work.resolve("base.tar");
        try (TarArchiveOutputStream out = new TarArchiveOutputStream(Files.newOutputStream(tar))) {
            var list = JSON.createArrayNode();
            var entry = list.addObject();
            entry.put("Config", "config.json");
            entry.putArray("RepoTags").add(image.toString());
            append(out, "config.json", blob(manifest.path("config"), image, registry, blobs));
            var layers = entry.putArray("Layers");
            Set<String> names = new LinkedHashSet<>();
            for (JsonNode layer : manifest.path("layers")) {
                String name = layer.path("digest").asText().replace("sha256:", "") + ".tar.gz";
                layers.add(name);
                if (names.add(name)) {
                    append(out, name, blob(layer, image, registry, blobs));
                }
            }
            Path index = blobs.resolve("manifest.json");
            Files.write(index, JSON.writeValueAsBytes(list));
            append(out, "manifest.json", index);
        }
        return tar;
    }

    private static Path blob(JsonNode descriptor, ImageName image, Registry registry, Path folder)
            throws IOException, InterruptedException {
        String digest = descriptor.path("digest").asText();
        Path file = folder.resolve(digest.replace(':', '-'));
        registry.getBlob(image.repository(), digest, file);
        if (!BuiltImage.Blob.of(file).digest().equals(digest)) {
            throw new IOException("the registry answered other content than " + digest + " for " + image);
        }
        return file;
    }

    private static void append(TarArchiveOutputStream out, String name, Path file) throws IOException {
        TarArchiveEntry entry = new TarArchiveEntry(name);
        entry.setSize(Files.size(file));
        out.putArchiveEntry(entry);
        Files.copy(file, out);
        out.closeArchiveEntry();
    }

    /** Gives an image one more name. */
    public void name(ImageName name, BuiltImage image) {
        named.put(name.tagged().toString(), image);
    }

    /** The image of that name, or of that id ({@code sha256:…}, or its beginning of twelve digits or more). */
    public Optional<BuiltImage> find(String nameOrId) {
        String digits = nameOrId.startsWith("sha256:") ? nameOrId.substring(7) : nameOrId;
        if (digits.matches("[0-9a-f]{12,64}")) {
            Optional<BuiltImage> byId = named.values().stream()
                    .filter(image -> image.id().startsWith("sha256:" + digits))
                    .findFirst();
            if (byId.isPresent()) {
                return byId;
            }
        }
        return Optional.ofNullable(named.get(ImageName.parse(nameOrId).tagged().toString()));
    }

    /**
     * What pushing an image came to.
     *
     * @param digest of the manifest, under which the registry has it
     */
    public record Pushed(Map<String, Boolean> layersAlreadyThere, String digest, long manifestSize) {}

    /** Pushes what the registry lacks of an image, then its manifest. */
    public static Pushed push(BuiltImage image, ImageName name, Registry registry)
            throws IOException, InterruptedException {
        Map<String, Boolean> known = new LinkedHashMap<>();
        for (BuiltImage.Blob layer : image.layers()) {
            known.put(layer.digest(), !put(layer, name, registry));
        }
        boolean unused = put(image.config(), name, registry);
        byte[] manifest = image.manifest();
        return new Pushed(known, registry.putManifest(name.tagged(), manifest), manifest.length);
    }

    private static boolean put(BuiltImage.Blob blob, ImageName name, Registry registry)
            throws IOException, InterruptedException {
        if (registry.hasBlob(name.repository(), blob.digest())) {
            return false;
        }
        registry.putBlob(name.repository(), blob.digest(), blob.file());
        return true;
    }
}
