package dev.fargatecd.local.ecr;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An image manifest, or an index of several, as it was pushed.
 *
 * @param text byte for byte (as UTF-8) what the digest is of
 * @param mediaType what it says it is, or else what the push said
 * @param artifactType the media type of its configuration, or "" for an index
 * @param blobs digests of what must have been uploaded before: configuration and layers
 * @param manifests digests of the manifests that an index names
 * @param size of the blobs, in bytes
 * @param subject digest of the manifest that this one is about
 */
record Manifest(
        String digest,
        String text,
        String mediaType,
        String artifactType,
        List<String> blobs,
        List<String> manifests,
        long size,
        Optional<String> subject) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> IMAGES = Set.of(
            "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.oci.image.manifest.v1+json");
    private static final Set<String> INDEXES = Set.of(
            "application/vnd.docker.distribution.manifest.list.v2+json", "application/vnd.oci.image.index.v1+json");

    Manifest {
        blobs = List.copyOf(blobs);
        manifests = List.copyOf(manifests);
    }

    byte[] bytes() {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Reads a manifest.
     *
     * @param said the media type that came with it; empty where none did
     * @throws IllegalArgumentException saying what is wrong with it
     */
    static Manifest read(byte[] bytes, Optional<String> said) {
        JsonNode json = parse(bytes);
        String mediaType = json.path("mediaType").asText(said.orElse(""));
        if (!IMAGES.contains(mediaType) && !INDEXES.contains(mediaType)) {
            throw new IllegalArgumentException(
                    "the manifest's media type \"" + mediaType + "\" is none of " + IMAGES + " and " + INDEXES);
        }
        boolean index = INDEXES.contains(mediaType);
        JsonNode children = json.path(index ? "manifests" : "layers");
        if (!children.isArray()
                || (!index && !json.path("config").path("digest").isTextual())) {
            throw new IllegalArgumentException(
                    "the manifest lacks " + (index ? "\"manifests\"" : "\"config\" or \"layers\""));
        }
        List<JsonNode> descriptors = new ArrayList<>();
        children.forEach(descriptors::add);
        List<String> below = descriptors.stream().map(Manifest::digest).toList();
        JsonNode config = json.path("config");
        JsonNode subject = json.path("subject").path("digest");
        return new Manifest(
                Digests.of(bytes),
                new String(bytes, StandardCharsets.UTF_8),
                mediaType,
                json.path("artifactType").asText(config.path("mediaType").asText("")),
                index
                        ? List.of()
                        : Stream.concat(Stream.of(digest(config)), below.stream())
                                .toList(),
                index ? below : List.of(),
                index
                        ? 0
                        : config.path("size").asLong()
                                + descriptors.stream()
                                        .mapToLong(one -> one.path("size").asLong())
                                        .sum(),
                subject.isTextual() ? Optional.of(subject.asText()) : Optional.empty());
    }

    private static JsonNode parse(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return JSON.readTree(text);
        } catch (CharacterCodingException | JsonProcessingException malformed) {
            throw new IllegalArgumentException("the manifest is no JSON in UTF-8", malformed);
        }
    }

    private static String digest(JsonNode descriptor) {
        String digest = descriptor.path("digest").asText();
        if (!Digests.isDigest(digest)) {
            throw new IllegalArgumentException("the manifest names \"" + digest + "\", which is no sha256 digest");
        }
        return digest;
    }
}
