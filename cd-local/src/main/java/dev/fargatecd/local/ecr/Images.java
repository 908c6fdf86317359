package dev.fargatecd.local.ecr;

import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecr.model.BatchCheckLayerAvailabilityRequest;
import software.amazon.awssdk.services.ecr.model.BatchCheckLayerAvailabilityResponse;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageResponse;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.Image;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageDetail;
import software.amazon.awssdk.services.ecr.model.ImageDigestDoesNotMatchException;
import software.amazon.awssdk.services.ecr.model.ImageFailure;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.Layer;
import software.amazon.awssdk.services.ecr.model.LayerAvailability;
import software.amazon.awssdk.services.ecr.model.ListImagesRequest;
import software.amazon.awssdk.services.ecr.model.ListImagesResponse;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.TagStatus;

/** The API's operations on images. */
final class Images {
    private static final int PAGE = 100;

    private final Repositories repositories;

    Images(Repositories repositories) {
        this.repositories = repositories;
    }

    DescribeImagesResponse describe(Scope scope, DescribeImagesRequest request) {
        StoredRepository repository = repositories.get(scope, request.repositoryName());
        TagStatus status =
                request.filter() == null ? TagStatus.ANY : request.filter().tagStatus();
        List<ImageDetail> details = request.hasImageIds()
                ? request.imageIds().stream()
                        .map(id -> detail(repository, required(scope, repository, id)))
                        .distinct()
                        .toList()
                : repository.images().values().stream()
                        .sorted(Comparator.comparing(StoredImage::pushedAt)
                                .thenComparing(image -> image.manifest().digest()))
                        .map(image -> detail(repository, image))
                        .filter(detail -> matches(status, detail.hasImageTags()))
                        .toList();
        Page<ImageDetail> page = page(details, ImageDetail::imageDigest, request.nextToken(), request.maxResults());
        return DescribeImagesResponse.builder()
                .imageDetails(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static ImageDetail detail(StoredRepository repository, StoredImage image) {
        Manifest manifest = image.manifest();
        ImageDetail.Builder detail = ImageDetail.builder()
                .registryId(repository.description().registryId())
                .repositoryName(repository.name())
                .imageDigest(manifest.digest())
                .imageSizeInBytes(manifest.size())
                .imagePushedAt(image.pushedAt())
                .imageManifestMediaType(manifest.mediaType());
        if (!manifest.artifactType().isEmpty()) {
            detail.artifactMediaType(manifest.artifactType());
        }
        Set<String> tags = repository.tagsOf(manifest.digest());
        return tags.isEmpty() ? detail.build() : detail.imageTags(tags).build();
    }

    ListImagesResponse list(Scope scope, ListImagesRequest request) {
        StoredRepository repository = repositories.get(scope, request.repositoryName());
        TagStatus status =
                request.filter() == null ? TagStatus.ANY : request.filter().tagStatus();
        List<ImageIdentifier> ids = new ArrayList<>();
        repository.images().keySet().stream().sorted().forEach(digest -> {
            Set<String> tags = repository.tagsOf(digest);
            if (matches(status, !tags.isEmpty())) {
                tags.forEach(tag -> ids.add(identifier(digest, Optional.of(tag))));
                if (tags.isEmpty()) {
                    ids.add(identifier(digest, Optional.empty()));
                }
            }
        });
        Page<ImageIdentifier> page =
                page(ids, id -> id.imageDigest() + " " + id.imageTag(), request.nextToken(), request.maxResults());
        return ListImagesResponse.builder()
                .imageIds(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static boolean matches(@Nullable TagStatus filter, boolean tagged) {
        if (filter == null) {
            return true;
        }
        return switch (filter) {
            case ANY -> true;
            case TAGGED -> tagged;
            case UNTAGGED -> !tagged;
            case UNKNOWN_TO_SDK_VERSION ->
                throw Repositories.invalid(
                        "Invalid parameter at 'filter' failed to satisfy constraint: 'Member must satisfy enum value set:"
                                + " [ANY, TAGGED, UNTAGGED]'");
        };
    }

    BatchGetImageResponse get(Scope scope, BatchGetImageRequest request) {
        StoredRepository repository = repositories.get(scope, request.repositoryName());
        List<Image> found = new ArrayList<>();
        List<ImageFailure> failures = new ArrayList<>();
        for (ImageIdentifier id : request.imageIds()) {
            find(repository, id)
                    .ifPresentOrElse(
                            image -> found.add(image(repository, image, Optional.ofNullable(id.imageTag()))),
                            () -> failures.add(failure(id)));
        }
        return BatchGetImageResponse.builder().images(found).failures(failures).build();
    }

    BatchDeleteImageResponse delete(Scope scope, BatchDeleteImageRequest request) {
        List<ImageIdentifier> deleted = new ArrayList<>();
        List<ImageFailure> failures = new ArrayList<>();
        for (ImageIdentifier id : request.imageIds()) {
            StoredRepository repository = repositories.get(scope, request.repositoryName());
            Optional<StoredImage> image = find(repository, id);
            if (image.isEmpty()) {
                failures.add(failure(id));
                continue;
            }
            String digest = image.get().manifest().digest();
            Set<String> tags = id.imageTag() == null ? repository.tagsOf(digest) : Set.of(id.imageTag());
            repositories.removeImage(scope, repository.name(), id.imageTag() == null ? digest : id.imageTag());
            tags.forEach(tag -> deleted.add(identifier(digest, Optional.of(tag))));
            if (tags.isEmpty()) {
                deleted.add(identifier(digest, Optional.empty()));
            }
        }
        return BatchDeleteImageResponse.builder()
                .imageIds(deleted)
                .failures(failures)
                .build();
    }

    PutImageResponse put(Scope scope, PutImageRequest request) {
        StoredRepository repository = repositories.get(scope, request.repositoryName());
        Manifest manifest = read(request);
        Optional<String> tag = Optional.ofNullable(request.imageTag());
        if (request.imageDigest() != null && !request.imageDigest().equals(manifest.digest())) {
            throw Faults.of(
                    ImageDigestDoesNotMatchException.builder(),
                    400,
                    "ImageDigestDoesNotMatchException",
                    "The digest of the manifest is '" + manifest.digest() + "', not '" + request.imageDigest() + "'");
        }
        boolean known = repository.images().containsKey(manifest.digest());
        if (known
                && (tag.isEmpty()
                        || manifest.digest().equals(repository.imageTags().get(tag.get())))) {
            throw Faults.of(
                    ImageAlreadyExistsException.builder(),
                    400,
                    "ImageAlreadyExistsException",
                    "Image with digest '" + manifest.digest() + "' and tag '" + tag.orElse("null")
                            + "' already exists in the repository with name '" + repository.name()
                            + "' in registry with id '" + scope.account() + "'");
        }
        StoredImage image = repositories.putImage(scope, repository.name(), manifest, tag);
        return PutImageResponse.builder().image(image(repository, image, tag)).build();
    }

    private static Manifest read(PutImageRequest request) {
        String text = request.imageManifest() == null ? "" : request.imageManifest();
        try {
            return Manifest.read(
                    text.getBytes(StandardCharsets.UTF_8), Optional.ofNullable(request.imageManifestMediaType()));
        } catch (IllegalArgumentException malformed) {
            throw Repositories.invalid("Invalid parameter at 'ImageManifest' failed to satisfy constraint: '"
                    + malformed.getMessage() + "'");
        }
    }

    BatchCheckLayerAvailabilityResponse checkLayers(Scope scope, BatchCheckLayerAvailabilityRequest request) {
        Set<String> layers = repositories.get(scope, request.repositoryName()).layers();
        return BatchCheckLayerAvailabilityResponse.builder()
                .layers(request.layerDigests().stream()
                        .map(digest -> Layer.builder()
                                .layerDigest(digest)
                                .layerAvailability(
                                        layers.contains(digest)
                                                ? LayerAvailability.AVAILABLE
                                                : LayerAvailability.UNAVAILABLE)
                                .build())
                        .toList())
                .build();
    }

    private static Optional<StoredImage> find(StoredRepository repository, ImageIdentifier id) {
        String reference = id.imageTag() == null ? id.imageDigest() : id.imageTag();
        return reference == null
                ? Optional.empty()
                : repository
                        .find(reference)
                        .filter(image -> id.imageDigest() == null
                                || image.manifest().digest().equals(id.imageDigest()));
    }

    private StoredImage required(Scope scope, StoredRepository repository, ImageIdentifier id) {
        return find(repository, id)
                .orElseThrow(() -> repositories.imageNotFound(
                        scope,
                        repository.name(),
                        Optional.ofNullable(id.imageDigest()),
                        Optional.ofNullable(id.imageTag())));
    }

    private static Image image(StoredRepository repository, StoredImage image, Optional<String> tag) {
        Manifest manifest = image.manifest();
        return Image.builder()
                .registryId(repository.description().registryId())
                .repositoryName(repository.name())
                .imageId(identifier(manifest.digest(), tag))
                .imageManifest(manifest.text())
                .imageManifestMediaType(manifest.mediaType())
                .build();
    }

    private static ImageIdentifier identifier(String digest, Optional<String> tag) {
        return ImageIdentifier.builder()
                .imageDigest(digest)
                .imageTag(tag.orElse(null))
                .build();
    }

    private static ImageFailure failure(ImageIdentifier id) {
        boolean empty = id.imageTag() == null && id.imageDigest() == null;
        return ImageFailure.builder()
                .imageId(id)
                .failureCode(empty ? ImageFailureCode.MISSING_DIGEST_AND_TAG : ImageFailureCode.IMAGE_NOT_FOUND)
                .failureReason(
                        empty
                                ? "Invalid request parameters: both tag and digest cannot be null"
                                : "Requested image not found")
                .build();
    }

    private static <T> Page<T> page(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer size) {
        try {
            return Page.of(all, key, token, size == null ? PAGE : size);
        } catch (IllegalArgumentException badToken) {
            throw Repositories.invalid("Invalid parameter at 'nextToken': " + badToken.getMessage());
        }
    }
}
