package dev.fargatecd.local.ecr;

import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import software.amazon.awssdk.services.ecr.model.Repository;

/**
 * A repository and all it holds, so that a change of several parts is one change.
 *
 * @param description what DescribeRepositories answers
 * @param policy the repository policy's text
 * @param lifecyclePolicy its text; kept and shown, no image expires locally
 * @param images by digest
 * @param imageTags from image tag to digest
 * @param layers digests of the blobs that were uploaded or mounted into it
 */
record StoredRepository(
        Repository description,
        Map<String, String> tags,
        Optional<String> policy,
        Optional<String> lifecyclePolicy,
        Map<String, StoredImage> images,
        Map<String, String> imageTags,
        Set<String> layers) {

    StoredRepository {
        tags = Collections.unmodifiableMap(new TreeMap<>(tags));
        images = Map.copyOf(images);
        imageTags = Collections.unmodifiableMap(new TreeMap<>(imageTags));
        layers = Set.copyOf(layers);
    }

    static StoredRepository empty(Repository description, Map<String, String> tags) {
        return new StoredRepository(
                description, tags, Optional.empty(), Optional.empty(), Map.of(), Map.of(), Set.of());
    }

    String name() {
        return description.repositoryName();
    }

    /** The image that a tag or a digest names, or empty where there is none. */
    Optional<StoredImage> find(String tagOrDigest) {
        String digest = imageTags.getOrDefault(tagOrDigest, tagOrDigest);
        return Optional.ofNullable(images.get(digest));
    }

    /** The tags of an image, sorted. */
    Set<String> tagsOf(String digest) {
        Set<String> found = new TreeSet<>();
        imageTags.forEach((tag, of) -> {
            if (of.equals(digest)) {
                found.add(tag);
            }
        });
        return found;
    }

    StoredRepository withDescription(Repository changed) {
        return new StoredRepository(changed, tags, policy, lifecyclePolicy, images, imageTags, layers);
    }

    StoredRepository withTags(Map<String, String> changed) {
        return new StoredRepository(description, changed, policy, lifecyclePolicy, images, imageTags, layers);
    }

    StoredRepository withPolicy(Optional<String> changed) {
        return new StoredRepository(description, tags, changed, lifecyclePolicy, images, imageTags, layers);
    }

    StoredRepository withLifecyclePolicy(Optional<String> changed) {
        return new StoredRepository(description, tags, policy, changed, images, imageTags, layers);
    }

    StoredRepository withLayer(String digest) {
        Set<String> more = new TreeSet<>(layers);
        more.add(digest);
        return new StoredRepository(description, tags, policy, lifecyclePolicy, images, imageTags, more);
    }

    StoredRepository withImages(Map<String, StoredImage> changed, Map<String, String> changedTags) {
        return new StoredRepository(description, tags, policy, lifecyclePolicy, changed, changedTags, layers);
    }
}
