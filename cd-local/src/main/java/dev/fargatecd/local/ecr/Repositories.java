package dev.fargatecd.local.ecr;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LayersNotFoundException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotEmptyException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;

/** The repositories and what may happen to them, for the API and for the registry alike. */
final class Repositories {
    private static final String NAME = "(?:[a-z0-9]+(?:[._-][a-z0-9]+)*/)*[a-z0-9]+(?:[._-][a-z0-9]+)*";
    private static final Pattern NAME_PATTERN = Pattern.compile(NAME);
    private static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9._-]{0,299}");

    private final CloudContext cloud;
    private final Table<StoredRepository> table;

    Repositories(CloudContext cloud) {
        this.cloud = cloud;
        table = cloud.store().table("ecr.repositories", StoredRepository.class);
    }

    List<StoredRepository> list(Scope scope) {
        return table.list(scope);
    }

    /** The repository, or AWS's RepositoryNotFoundException. */
    StoredRepository get(Scope scope, String name) {
        return table.get(new Key(scope, name)).orElseThrow(() -> notFound(scope, name));
    }

    void create(Scope scope, Repository description, Map<String, String> tags) {
        String name = description.repositoryName();
        if (name.length() < 2
                || name.length() > 256
                || !NAME_PATTERN.matcher(name).matches()) {
            throw invalid("Invalid parameter at 'repositoryName' failed to satisfy constraint: 'must satisfy regular"
                    + " expression '" + NAME + "''");
        }
        if (!table.putIfAbsent(new Key(scope, name), StoredRepository.empty(description, tags))) {
            throw Faults.of(
                    RepositoryAlreadyExistsException.builder(),
                    400,
                    "RepositoryAlreadyExistsException",
                    "The repository with name '" + name + "' already exists in the registry with id '" + scope.account()
                            + "'");
        }
    }

    StoredRepository delete(Scope scope, String name, boolean withImages) {
        StoredRepository repository = get(scope, name);
        if (!withImages && !repository.images().isEmpty()) {
            throw Faults.of(
                    RepositoryNotEmptyException.builder(),
                    400,
                    "RepositoryNotEmptyException",
                    "The repository with name '" + name + "' in registry with id '" + scope.account()
                            + "' cannot be deleted because it still contains images");
        }
        return table.remove(new Key(scope, name)).orElseThrow(() -> notFound(scope, name));
    }

    StoredRepository update(Scope scope, String name, UnaryOperator<StoredRepository> change) {
        return table.update(new Key(scope, name), change).orElseThrow(() -> notFound(scope, name));
    }

    /**
     * Adds an image, or another tag for it.
     *
     * @param tag empty for an image without a tag
     * @throws AwsServiceException where the tag is taken and may not move, or a layer was never uploaded
     */
    StoredImage putImage(Scope scope, String name, Manifest manifest, Optional<String> tag) {
        tag.filter(one -> !TAG.matcher(one).matches()).ifPresent(one -> {
            throw invalid("Invalid parameter at 'imageTag' failed to satisfy constraint: '" + one
                    + "' must satisfy regular expression '" + TAG.pattern() + "'");
        });
        Instant now = cloud.clock().instant();
        StoredRepository after = update(scope, name, repository -> {
            requireBlobs(repository, manifest);
            Map<String, StoredImage> images = new HashMap<>(repository.images());
            images.putIfAbsent(manifest.digest(), new StoredImage(manifest, now));
            Map<String, String> tags = new HashMap<>(repository.imageTags());
            tag.ifPresent(one -> {
                String before = tags.put(one, manifest.digest());
                if (before != null && !before.equals(manifest.digest()) && isImmutable(repository)) {
                    throw tagTaken(name, one);
                }
            });
            return repository.withImages(images, tags);
        });
        journal(scope, name, "PUSH", manifest.digest(), tag);
        return after.find(manifest.digest()).orElseThrow();
    }

    /**
     * Removes an image with all its tags, or, by a tag, that tag; the image goes with its last tag, as on AWS.
     *
     * @return what was removed, or empty where nothing has that tag or digest
     */
    Optional<StoredImage> removeImage(Scope scope, String name, String tagOrDigest) {
        Optional<StoredImage> found = get(scope, name).find(tagOrDigest);
        found.ifPresent(image -> {
            String digest = image.manifest().digest();
            update(scope, name, repository -> {
                Map<String, StoredImage> images = new HashMap<>(repository.images());
                Map<String, String> tags = new HashMap<>(repository.imageTags());
                if (tagOrDigest.equals(digest)) {
                    tags.values().removeIf(digest::equals);
                } else {
                    tags.remove(tagOrDigest);
                }
                if (!tags.containsValue(digest)) {
                    images.remove(digest);
                }
                return repository.withImages(images, tags);
            });
            journal(
                    scope,
                    name,
                    "DELETE",
                    digest,
                    tagOrDigest.equals(digest) ? Optional.empty() : Optional.of(tagOrDigest));
        });
        return found;
    }

    AwsServiceException imageNotFound(Scope scope, String name, Optional<String> digest, Optional<String> tag) {
        return Faults.of(
                ImageNotFoundException.builder(),
                400,
                "ImageNotFoundException",
                "The image with imageId {imageDigest:'" + digest.orElse("null") + "', imageTag:'" + tag.orElse("null")
                        + "'} does not exist within the repository with name '" + name + "' in the registry with id '"
                        + scope.account() + "'");
    }

    static AwsServiceException invalid(String message) {
        return Faults.of(InvalidParameterException.builder(), 400, "InvalidParameterException", message);
    }

    private static void requireBlobs(StoredRepository repository, Manifest manifest) {
        List<String> missing = manifest.blobs().stream()
                .filter(digest -> !repository.layers().contains(digest))
                .toList();
        if (!missing.isEmpty()) {
            throw Faults.of(
                    LayersNotFoundException.builder(),
                    400,
                    "LayersNotFoundException",
                    "The following layers were not uploaded to the repository '" + repository.name() + "': " + missing);
        }
        for (String child : manifest.manifests()) {
            if (!repository.images().containsKey(child)) {
                throw invalid("The manifest " + child + " that the index names is not in the repository '"
                        + repository.name() + "'");
            }
        }
    }

    private static boolean isImmutable(StoredRepository repository) {
        return repository.description().imageTagMutability() == ImageTagMutability.IMMUTABLE;
    }

    private static AwsServiceException tagTaken(String repository, String tag) {
        return Faults.of(
                ImageTagAlreadyExistsException.builder(),
                400,
                "ImageTagAlreadyExistsException",
                "The image tag '" + tag + "' already exists in the '" + repository
                        + "' repository and cannot be overwritten because the tag is immutable.");
    }

    private static AwsServiceException notFound(Scope scope, String name) {
        return Faults.of(
                RepositoryNotFoundException.builder(),
                400,
                "RepositoryNotFoundException",
                "The repository with name '" + name + "' does not exist in the registry with id '" + scope.account()
                        + "'");
    }

    /** The event's shape: https://docs.aws.amazon.com/AmazonECR/latest/userguide/ecr-eventbridge.html. */
    private void journal(Scope scope, String repository, String action, String digest, Optional<String> tag) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("result", "SUCCESS");
        detail.put("repository-name", repository);
        detail.put("image-digest", digest);
        detail.put("action-type", action);
        tag.ifPresent(one -> detail.put("image-tag", one));
        cloud.journal().append(scope, "aws.ecr", "ECR Image Action", List.of(), detail);
    }
}
