package dev.fargatecd.local.ecr;

import dev.fargatecd.local.door.Mount;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.AuthorizationData;
import software.amazon.awssdk.services.ecr.model.BatchCheckLayerAvailabilityRequest;
import software.amazon.awssdk.services.ecr.model.BatchCheckLayerAvailabilityResponse;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchDeleteImageResponse;
import software.amazon.awssdk.services.ecr.model.BatchGetImageRequest;
import software.amazon.awssdk.services.ecr.model.BatchGetImageResponse;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DeleteLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.DeleteLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryPolicyResponse;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.DeleteRepositoryResponse;
import software.amazon.awssdk.services.ecr.model.DescribeImagesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeImagesResponse;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesRequest;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.EncryptionConfiguration;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenRequest;
import software.amazon.awssdk.services.ecr.model.GetAuthorizationTokenResponse;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.GetRepositoryPolicyResponse;
import software.amazon.awssdk.services.ecr.model.ImageScanningConfiguration;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.ListImagesRequest;
import software.amazon.awssdk.services.ecr.model.ListImagesResponse;
import software.amazon.awssdk.services.ecr.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.ecr.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.ecr.model.PutImageRequest;
import software.amazon.awssdk.services.ecr.model.PutImageResponse;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationResponse;
import software.amazon.awssdk.services.ecr.model.PutImageTagMutabilityRequest;
import software.amazon.awssdk.services.ecr.model.PutImageTagMutabilityResponse;
import software.amazon.awssdk.services.ecr.model.PutLifecyclePolicyRequest;
import software.amazon.awssdk.services.ecr.model.PutLifecyclePolicyResponse;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.SetRepositoryPolicyRequest;
import software.amazon.awssdk.services.ecr.model.SetRepositoryPolicyResponse;
import software.amazon.awssdk.services.ecr.model.Tag;
import software.amazon.awssdk.services.ecr.model.TagResourceRequest;
import software.amazon.awssdk.services.ecr.model.TagResourceResponse;
import software.amazon.awssdk.services.ecr.model.UntagResourceRequest;
import software.amazon.awssdk.services.ecr.model.UntagResourceResponse;

/**
 * Amazon ECR: repositories and images, and the registry they are pushed to.
 *
 * <p>A repository's URI is {@code 127.0.0.1:<port of the door>/<name>}: what every client can reach without a resolver,
 * and to which docker and jib speak plain HTTP.
 */
public final class EcrService implements EcrClient {
    private static final int PAGE = 100;

    private final CloudContext cloud;
    private final Repositories repositories;
    private final Images images;
    private final RegistryTokens tokens;
    private final Mount registry;

    public EcrService(CloudContext cloud) {
        this.cloud = cloud;
        repositories = new Repositories(cloud);
        images = new Images(repositories);
        tokens = new RegistryTokens(cloud);
        BlobFiles blobs = new BlobFiles(cloud.folder().resolve("ecr"));
        registry = new Mount(
                Registry.PATH,
                new Registry(
                        repositories,
                        blobs,
                        new Uploads(cloud),
                        tokens,
                        cloud.clients().guard()));
    }

    /** Where docker, jib and the tasks push and pull. */
    public Mount registry() {
        return registry;
    }

    @Override
    public GetAuthorizationTokenResponse getAuthorizationToken(GetAuthorizationTokenRequest request) {
        Supported.only("ecr GetAuthorizationToken", request);
        RegistryTokens.Issued issued = tokens.issue(Caller.current());
        return GetAuthorizationTokenResponse.builder()
                .authorizationData(AuthorizationData.builder()
                        .authorizationToken(issued.authorizationToken())
                        .expiresAt(issued.expiresAt())
                        .proxyEndpoint(cloud.endpoint().get().toString())
                        .build())
                .build();
    }

    @Override
    public CreateRepositoryResponse createRepository(CreateRepositoryRequest request) {
        Supported.only(
                "ecr CreateRepository",
                request,
                "registryId",
                "repositoryName",
                "tags",
                "imageTagMutability",
                "imageScanningConfiguration",
                "encryptionConfiguration");
        Scope scope = scope(request.registryId());
        String name = required("repositoryName", request.repositoryName());
        ImageScanningConfiguration scanning = request.imageScanningConfiguration();
        Repository description = Repository.builder()
                .repositoryArn(scope.arn("ecr", "repository/" + name))
                .registryId(scope.account())
                .repositoryName(name)
                .repositoryUri(cloud.endpoint().get().getAuthority() + "/" + name)
                .createdAt(cloud.clock().instant())
                .imageTagMutability(mutability(request.imageTagMutability()))
                .imageScanningConfiguration(
                        scanning == null
                                ? ImageScanningConfiguration.builder()
                                        .scanOnPush(false)
                                        .build()
                                : scanning)
                .encryptionConfiguration(encryption(request.encryptionConfiguration()))
                .build();
        repositories.create(scope, description, tagMap(request.tags()));
        return CreateRepositoryResponse.builder().repository(description).build();
    }

    private static EncryptionConfiguration encryption(@Nullable EncryptionConfiguration given) {
        return given == null
                ? EncryptionConfiguration.builder()
                        .encryptionType(EncryptionType.AES256)
                        .build()
                : given;
    }

    private static ImageTagMutability mutability(@Nullable ImageTagMutability given) {
        if (given == null) {
            return ImageTagMutability.MUTABLE;
        }
        return switch (given) {
            case MUTABLE, IMMUTABLE -> given;
            case MUTABLE_WITH_EXCLUSION, IMMUTABLE_WITH_EXCLUSION ->
                throw new UnsupportedOperationException(
                        "ecr: imageTagMutability " + given + " is not supported by the local cloud");
            case UNKNOWN_TO_SDK_VERSION ->
                throw Repositories.invalid(
                        "Invalid parameter at 'imageTagMutability' failed to satisfy constraint: 'Member must satisfy enum"
                                + " value set: [MUTABLE, IMMUTABLE]'");
        };
    }

    @Override
    public DescribeRepositoriesResponse describeRepositories(DescribeRepositoriesRequest request) {
        Scope scope = scope(request.registryId());
        if (request.hasRepositoryNames()) {
            return DescribeRepositoriesResponse.builder()
                    .repositories(request.repositoryNames().stream()
                            .map(name -> repositories.get(scope, name).description())
                            .toList())
                    .build();
        }
        Page<Repository> page = page(
                repositories.list(scope).stream()
                        .map(StoredRepository::description)
                        .toList(),
                request.nextToken(),
                request.maxResults());
        return DescribeRepositoriesResponse.builder()
                .repositories(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Page<Repository> page(List<Repository> all, @Nullable String token, @Nullable Integer size) {
        try {
            return Page.of(all, Repository::repositoryName, token, size == null ? PAGE : size);
        } catch (IllegalArgumentException badToken) {
            throw Repositories.invalid("Invalid parameter at 'nextToken': " + badToken.getMessage());
        }
    }

    @Override
    public DeleteRepositoryResponse deleteRepository(DeleteRepositoryRequest request) {
        Scope scope = scope(request.registryId());
        StoredRepository deleted = repositories.delete(
                scope, required("repositoryName", request.repositoryName()), Boolean.TRUE.equals(request.force()));
        return DeleteRepositoryResponse.builder()
                .repository(deleted.description())
                .build();
    }

    @Override
    public PutImageTagMutabilityResponse putImageTagMutability(PutImageTagMutabilityRequest request) {
        Supported.only("ecr PutImageTagMutability", request, "registryId", "repositoryName", "imageTagMutability");
        ImageTagMutability mutability = mutability(request.imageTagMutability());
        StoredRepository changed = update(
                request.registryId(),
                request.repositoryName(),
                repository -> repository.withDescription(repository.description().toBuilder()
                        .imageTagMutability(mutability)
                        .build()));
        return PutImageTagMutabilityResponse.builder()
                .registryId(changed.description().registryId())
                .repositoryName(changed.name())
                .imageTagMutability(mutability)
                .build();
    }

    @Override
    public PutImageScanningConfigurationResponse putImageScanningConfiguration(
            PutImageScanningConfigurationRequest request) {
        ImageScanningConfiguration scanning = request.imageScanningConfiguration();
        StoredRepository changed = update(
                request.registryId(),
                request.repositoryName(),
                repository -> repository.withDescription(repository.description().toBuilder()
                        .imageScanningConfiguration(scanning)
                        .build()));
        return PutImageScanningConfigurationResponse.builder()
                .registryId(changed.description().registryId())
                .repositoryName(changed.name())
                .imageScanningConfiguration(scanning)
                .build();
    }

    @Override
    public PutLifecyclePolicyResponse putLifecyclePolicy(PutLifecyclePolicyRequest request) {
        String text = PolicyTexts.requireJson("lifecyclePolicyText", request.lifecyclePolicyText());
        StoredRepository changed = update(
                request.registryId(),
                request.repositoryName(),
                repository -> repository.withLifecyclePolicy(Optional.of(text)));
        return PutLifecyclePolicyResponse.builder()
                .registryId(changed.description().registryId())
                .repositoryName(changed.name())
                .lifecyclePolicyText(text)
                .build();
    }

    @Override
    public GetLifecyclePolicyResponse getLifecyclePolicy(GetLifecyclePolicyRequest request) {
        StoredRepository repository = find(request.registryId(), request.repositoryName());
        return GetLifecyclePolicyResponse.builder()
                .registryId(repository.description().registryId())
                .repositoryName(repository.name())
                .lifecyclePolicyText(repository.lifecyclePolicy().orElseThrow(() -> noLifecyclePolicy(repository)))
                .build();
    }

    @Override
    public DeleteLifecyclePolicyResponse deleteLifecyclePolicy(DeleteLifecyclePolicyRequest request) {
        StoredRepository before = find(request.registryId(), request.repositoryName());
        String text = before.lifecyclePolicy().orElseThrow(() -> noLifecyclePolicy(before));
        update(
                request.registryId(),
                request.repositoryName(),
                repository -> repository.withLifecyclePolicy(Optional.empty()));
        return DeleteLifecyclePolicyResponse.builder()
                .registryId(before.description().registryId())
                .repositoryName(before.name())
                .lifecyclePolicyText(text)
                .build();
    }

    @Override
    public SetRepositoryPolicyResponse setRepositoryPolicy(SetRepositoryPolicyRequest request) {
        String text = PolicyTexts.requireJson("policyText", request.policyText());
        StoredRepository changed = update(
                request.registryId(), request.repositoryName(), repository -> repository.withPolicy(Optional.of(text)));
        return SetRepositoryPolicyResponse.builder()
                .registryId(changed.description().registryId())
                .repositoryName(changed.name())
                .policyText(text)
                .build();
    }

    @Override
    public GetRepositoryPolicyResponse getRepositoryPolicy(GetRepositoryPolicyRequest request) {
        StoredRepository repository = find(request.registryId(), request.repositoryName());
        return GetRepositoryPolicyResponse.builder()
                .registryId(repository.description().registryId())
                .repositoryName(repository.name())
                .policyText(repository.policy().orElseThrow(() -> noPolicy(repository)))
                .build();
    }

    @Override
    public DeleteRepositoryPolicyResponse deleteRepositoryPolicy(DeleteRepositoryPolicyRequest request) {
        StoredRepository before = find(request.registryId(), request.repositoryName());
        String text = before.policy().orElseThrow(() -> noPolicy(before));
        update(request.registryId(), request.repositoryName(), repository -> repository.withPolicy(Optional.empty()));
        return DeleteRepositoryPolicyResponse.builder()
                .registryId(before.description().registryId())
                .repositoryName(before.name())
                .policyText(text)
                .build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        StoredRepository repository = repositories.get(scope(null), nameIn(request.resourceArn()));
        return ListTagsForResourceResponse.builder()
                .tags(repository.tags().entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        repositories.update(scope(null), nameIn(request.resourceArn()), repository -> {
            Map<String, String> tags = new HashMap<>(repository.tags());
            tags.putAll(tagMap(request.tags()));
            return repository.withTags(tags);
        });
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        repositories.update(scope(null), nameIn(request.resourceArn()), repository -> {
            Map<String, String> tags = new HashMap<>(repository.tags());
            request.tagKeys().forEach(tags::remove);
            return repository.withTags(tags);
        });
        return UntagResourceResponse.builder().build();
    }

    @Override
    public DescribeImagesResponse describeImages(DescribeImagesRequest request) {
        return images.describe(scope(request.registryId()), request);
    }

    @Override
    public ListImagesResponse listImages(ListImagesRequest request) {
        return images.list(scope(request.registryId()), request);
    }

    @Override
    public BatchGetImageResponse batchGetImage(BatchGetImageRequest request) {
        return images.get(scope(request.registryId()), request);
    }

    @Override
    public BatchDeleteImageResponse batchDeleteImage(BatchDeleteImageRequest request) {
        return images.delete(scope(request.registryId()), request);
    }

    @Override
    public PutImageResponse putImage(PutImageRequest request) {
        return images.put(scope(request.registryId()), request);
    }

    @Override
    public BatchCheckLayerAvailabilityResponse batchCheckLayerAvailability(BatchCheckLayerAvailabilityRequest request) {
        return images.checkLayers(scope(request.registryId()), request);
    }

    private StoredRepository find(@Nullable String registry, @Nullable String name) {
        return repositories.get(scope(registry), required("repositoryName", name));
    }

    private StoredRepository update(
            @Nullable String registry, @Nullable String name, UnaryOperator<StoredRepository> change) {
        return repositories.update(scope(registry), required("repositoryName", name), change);
    }

    private static Scope scope(@Nullable String registry) {
        Scope scope = Caller.current().scope();
        if (registry != null && !registry.equals(scope.account())) {
            throw new UnsupportedOperationException("ecr: registryId " + registry + " is not the account "
                    + scope.account() + ", and registries of others are not supported by the local cloud");
        }
        return scope;
    }

    private static String nameIn(@Nullable String arn) {
        String text = required("resourceArn", arn);
        int at = text.indexOf(":repository/");
        if (at < 0) {
            throw Repositories.invalid("Invalid parameter at 'resourceArn' failed to satisfy constraint: '" + text
                    + "' is no ARN of a repository");
        }
        return text.substring(at + ":repository/".length());
    }

    private static Map<String, String> tagMap(List<Tag> tags) {
        Map<String, String> map = new HashMap<>();
        tags.forEach(tag -> map.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return map;
    }

    private static String required(String member, @Nullable String value) {
        if (value == null) {
            throw Repositories.invalid(
                    "Invalid parameter at '" + member + "' failed to satisfy constraint: 'Member must not be null'");
        }
        return value;
    }

    private static AwsServiceException noLifecyclePolicy(StoredRepository repository) {
        return Faults.of(
                LifecyclePolicyNotFoundException.builder(),
                400,
                "LifecyclePolicyNotFoundException",
                "Lifecycle policy does not exist for the repository with name '" + repository.name()
                        + "' in the registry with id '"
                        + repository.description().registryId() + "'");
    }

    private static AwsServiceException noPolicy(StoredRepository repository) {
        return Faults.of(
                RepositoryPolicyNotFoundException.builder(),
                400,
                "RepositoryPolicyNotFoundException",
                "Repository policy does not exist for the repository with name '" + repository.name()
                        + "' in the registry with id '"
                        + repository.description().registryId() + "'");
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
