package dev.fargatecd.local.ecr;

import dev.fargatecd.local.kernel.Scope;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Manifests, the tags that lead to them, and which of them speak of another. */
final class ManifestEndpoints {
    /** As docker and containerd: a manifest is metadata, not content. */
    private static final int MAX_MANIFEST = 4 * 1024 * 1024;

    private static final String INDEX = "application/vnd.oci.image.index.v1+json";

    private final Repositories repositories;

    ManifestEndpoints(Repositories repositories) {
        this.repositories = repositories;
    }

    void manifest(Exchange exchange) throws IOException {
        switch (exchange.method()) {
            case "PUT" -> put(exchange);
            case "GET", "HEAD" -> {
                Manifest manifest = find(exchange).manifest();
                exchange.with("Docker-Content-Digest", manifest.digest())
                        .answer(200, manifest.mediaType(), manifest.bytes());
            }
            case "DELETE" -> {
                find(exchange);
                repositories.removeImage(scope(exchange), exchange.repository(), exchange.rest());
                exchange.answer(202);
            }
            default -> throw Registry.unsupported(exchange);
        }
    }

    private void put(Exchange exchange) throws IOException {
        repositories.get(scope(exchange), exchange.repository());
        byte[] content = exchange.body().readNBytes(MAX_MANIFEST + 1);
        if (content.length > MAX_MANIFEST) {
            throw new RegistryFault(413, "SIZE_INVALID", "a manifest has at most " + MAX_MANIFEST + " bytes");
        }
        Manifest manifest = read(content, exchange);
        boolean byDigest = exchange.rest().contains(":");
        if (byDigest && !exchange.rest().equals(manifest.digest())) {
            throw new RegistryFault(
                    400,
                    "DIGEST_INVALID",
                    "the manifest's digest is " + manifest.digest() + ", not " + exchange.rest());
        }
        repositories.putImage(
                scope(exchange),
                exchange.repository(),
                manifest,
                byDigest ? Optional.empty() : Optional.of(exchange.rest()));
        manifest.subject().ifPresent(subject -> exchange.with("OCI-Subject", subject));
        exchange.with("Docker-Content-Digest", manifest.digest())
                .with("Location", "/v2/" + exchange.repository() + "/manifests/" + manifest.digest())
                .answer(201);
    }

    private static Manifest read(byte[] content, Exchange exchange) {
        try {
            return Manifest.read(content, exchange.header("Content-Type"));
        } catch (IllegalArgumentException malformed) {
            throw new RegistryFault(400, "MANIFEST_INVALID", String.valueOf(malformed.getMessage()));
        }
    }

    private StoredImage find(Exchange exchange) {
        String reference = exchange.rest();
        boolean byDigest = reference.contains(":");
        return repositories
                .get(scope(exchange), exchange.repository())
                .find(reference)
                .orElseThrow(() -> repositories.imageNotFound(
                        scope(exchange),
                        exchange.repository(),
                        byDigest ? Optional.of(reference) : Optional.empty(),
                        byDigest ? Optional.empty() : Optional.of(reference)));
    }

    void tags(Exchange exchange) throws IOException {
        List<String> all = new ArrayList<>(repositories
                .get(scope(exchange), exchange.repository())
                .imageTags()
                .keySet());
        exchange.query("last").ifPresent(last -> all.removeIf(tag -> tag.compareTo(last) <= 0));
        List<String> page = all;
        if (exchange.query("n").isPresent()) {
            page = all.subList(
                    0, Math.min(all.size(), number(exchange.query("n").get())));
            if (!page.isEmpty() && page.size() < all.size()) {
                exchange.with(
                        "Link",
                        "</v2/" + exchange.repository() + "/tags/list?n=" + page.size() + "&last="
                                + page.get(page.size() - 1) + ">; rel=\"next\"");
            }
        }
        exchange.answerJson(200, Map.of("name", exchange.repository(), "tags", page));
    }

    void referrers(Exchange exchange) throws IOException {
        List<Map<String, Object>> descriptors = new ArrayList<>();
        for (StoredImage image : repositories
                .get(scope(exchange), exchange.repository())
                .images()
                .values()) {
            Manifest manifest = image.manifest();
            if (manifest.subject().filter(exchange.rest()::equals).isPresent()) {
                Map<String, Object> descriptor = new LinkedHashMap<>();
                descriptor.put("mediaType", manifest.mediaType());
                descriptor.put("digest", manifest.digest());
                descriptor.put("size", manifest.bytes().length);
                descriptor.put("artifactType", manifest.artifactType());
                descriptors.add(descriptor);
            }
        }
        Map<String, Object> index = Map.of("schemaVersion", 2, "mediaType", INDEX, "manifests", descriptors);
        exchange.answer(200, INDEX, Exchange.json(index));
    }

    private static int number(String text) {
        try {
            return Math.max(0, Integer.parseInt(text));
        } catch (NumberFormatException none) {
            throw new RegistryFault(400, "PAGINATION_NUMBER_INVALID", "n is \"" + text + "\", which is no number");
        }
    }

    private static Scope scope(Exchange exchange) {
        return exchange.caller().scope();
    }
}
