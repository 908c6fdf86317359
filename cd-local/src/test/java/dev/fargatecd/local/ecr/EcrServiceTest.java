package dev.fargatecd.local.ecr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.DescribeRepositoriesResponse;
import software.amazon.awssdk.services.ecr.model.EncryptionType;
import software.amazon.awssdk.services.ecr.model.ImageAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageFailureCode;
import software.amazon.awssdk.services.ecr.model.ImageIdentifier;
import software.amazon.awssdk.services.ecr.model.ImageNotFoundException;
import software.amazon.awssdk.services.ecr.model.ImageTagAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;
import software.amazon.awssdk.services.ecr.model.ImageTagMutabilityExclusionFilter;
import software.amazon.awssdk.services.ecr.model.InvalidParameterException;
import software.amazon.awssdk.services.ecr.model.LifecyclePolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.RepositoryAlreadyExistsException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotEmptyException;
import software.amazon.awssdk.services.ecr.model.RepositoryNotFoundException;
import software.amazon.awssdk.services.ecr.model.RepositoryPolicyNotFoundException;
import software.amazon.awssdk.services.ecr.model.Tag;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EcrServiceTest {
    private final LocalCloud cloud;
    private final EcrClient ecr;
    private final RegistryClient registry;

    EcrServiceTest() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        ecr = cloud.client(EcrClient.class);
        registry = new RegistryClient(cloud.endpoint(), ecr);
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Test
    void createsARepositoryWithAwsDefaults() {
        Repository repository =
                ecr.createRepository(request -> request.repositoryName("plain")).repository();
        assertThat(repository.repositoryArn()).isEqualTo("arn:aws:ecr:us-east-1:000000000000:repository/plain");
        assertThat(repository.repositoryUri())
                .isEqualTo("127.0.0.1:" + cloud.endpoint().getPort() + "/plain");
        assertThat(repository.imageTagMutability()).isEqualTo(ImageTagMutability.MUTABLE);
        assertThat(repository.imageScanningConfiguration().scanOnPush()).isFalse();
        assertThat(repository.encryptionConfiguration().encryptionType()).isEqualTo(EncryptionType.AES256);
        assertThat(ecr.describeRepositories(request -> request.repositoryNames("plain"))
                        .repositories())
                .containsExactly(repository);
        assertThatThrownBy(() -> ecr.createRepository(request -> request.repositoryName("plain")))
                .isInstanceOf(RepositoryAlreadyExistsException.class)
                .hasMessageContaining(
                        "The repository with name 'plain' already exists in the registry with id '000000000000'");
    }

    @Test
    void changesWhatMayBeChanged() {
        ecr.createRepository(request -> request.repositoryName("changing"));
        ecr.putImageTagMutability(
                request -> request.repositoryName("changing").imageTagMutability(ImageTagMutability.IMMUTABLE));
        ecr.putImageScanningConfiguration(request ->
                request.repositoryName("changing").imageScanningConfiguration(scanning -> scanning.scanOnPush(true)));
        Repository changed = ecr.describeRepositories(request -> request.repositoryNames("changing"))
                .repositories()
                .get(0);
        assertThat(changed.imageTagMutability()).isEqualTo(ImageTagMutability.IMMUTABLE);
        assertThat(changed.imageScanningConfiguration().scanOnPush()).isTrue();
    }

    @Test
    void keepsPoliciesAndTags() {
        String arn = ecr.createRepository(request -> request.repositoryName("kept")
                        .tags(Tag.builder().key("a").value("1").build()))
                .repository()
                .repositoryArn();
        assertThatThrownBy(() -> ecr.getLifecyclePolicy(request -> request.repositoryName("kept")))
                .isInstanceOf(LifecyclePolicyNotFoundException.class);
        assertThatThrownBy(() -> ecr.getRepositoryPolicy(request -> request.repositoryName("kept")))
                .isInstanceOf(RepositoryPolicyNotFoundException.class);
        ecr.putLifecyclePolicy(request -> request.repositoryName("kept").lifecyclePolicyText("{\"rules\":[]}"));
        ecr.setRepositoryPolicy(request -> request.repositoryName("kept").policyText("{\"Statement\":[]}"));
        assertThat(ecr.getLifecyclePolicy(request -> request.repositoryName("kept"))
                        .lifecyclePolicyText())
                .isEqualTo("{\"rules\":[]}");
        assertThat(ecr.getRepositoryPolicy(request -> request.repositoryName("kept"))
                        .policyText())
                .isEqualTo("{\"Statement\":[]}");
        assertThatThrownBy(() -> ecr.putLifecyclePolicy(
                        request -> request.repositoryName("kept").lifecyclePolicyText("no json")))
                .isInstanceOf(InvalidParameterException.class);
        ecr.tagResource(request ->
                request.resourceArn(arn).tags(Tag.builder().key("b").value("2").build()));
        ecr.untagResource(request -> request.resourceArn(arn).tagKeys("a"));
        assertThat(ecr.listTagsForResource(request -> request.resourceArn(arn)).tags())
                .containsExactly(Tag.builder().key("b").value("2").build());
        ecr.deleteLifecyclePolicy(request -> request.repositoryName("kept"));
        ecr.deleteRepositoryPolicy(request -> request.repositoryName("kept"));
        assertThatThrownBy(() -> ecr.deleteLifecyclePolicy(request -> request.repositoryName("kept")))
                .isInstanceOf(LifecyclePolicyNotFoundException.class);
    }

    @Test
    void refusesANameThatAwsRefuses() {
        for (String name : new String[] {"Upper", "a", "a//b", "-a", "a b"}) {
            assertThatThrownBy(() -> ecr.createRepository(request -> request.repositoryName(name)))
                    .isInstanceOf(InvalidParameterException.class)
                    .hasMessageContaining("repositoryName");
        }
    }

    @Test
    void refusesWhatItDoesNotDo() {
        assertThatThrownBy(() -> ecr.createRepository(request -> request.repositoryName("filters")
                        .imageTagMutability(ImageTagMutability.IMMUTABLE_WITH_EXCLUSION)
                        .imageTagMutabilityExclusionFilters(ImageTagMutabilityExclusionFilter.builder()
                                .filter("dev*")
                                .build())))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("imageTagMutabilityExclusionFilters");
        assertThatThrownBy(() -> ecr.startImageScan(request -> request.repositoryName("x")))
                .isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void pagesRepositoriesAndImages() throws Exception {
        ecr.createRepository(request -> request.repositoryName("page-1"));
        ecr.createRepository(request -> request.repositoryName("page-2"));
        DescribeRepositoriesResponse first = ecr.describeRepositories(request -> request.maxResults(1));
        assertThat(first.repositories()).hasSize(1);
        assertThat(first.nextToken()).isNotEmpty();
        assertThat(ecr.describeRepositoriesPaginator(request -> request.maxResults(1))
                        .repositories())
                .extracting(Repository::repositoryName)
                .contains("page-1", "page-2")
                .isSorted();
        for (int i = 0; i < 3; i++) {
            registry.putManifest("page-1", "v" + i, registry.manifest("page-1", "{}", "layer " + i));
        }
        assertThat(ecr.describeImagesPaginator(
                                request -> request.repositoryName("page-1").maxResults(2))
                        .imageDetails())
                .extracting(image -> image.imageTags().get(0))
                .containsExactlyInAnyOrder("v0", "v1", "v2");
    }

    @Test
    void deletesARepositoryWithImagesOnlyByForce() throws Exception {
        ecr.createRepository(request -> request.repositoryName("full"));
        registry.putManifest("full", "v", registry.manifest("full", "{}", "layer"));
        assertThatThrownBy(() -> ecr.deleteRepository(request -> request.repositoryName("full")))
                .isInstanceOf(RepositoryNotEmptyException.class)
                .hasMessageContaining("cannot be deleted because it still contains images");
        ecr.deleteRepository(request -> request.repositoryName("full").force(true));
        assertThatThrownBy(() -> ecr.describeRepositories(request -> request.repositoryNames("full")))
                .isInstanceOf(RepositoryNotFoundException.class)
                .hasMessageContaining(
                        "The repository with name 'full' does not exist in the registry with id '000000000000'");
    }

    @Test
    void getsRetagsAndDeletesImages() throws Exception {
        ecr.createRepository(
                request -> request.repositoryName("images").imageTagMutability(ImageTagMutability.IMMUTABLE));
        String one = registry.manifest("images", "{}", "one");
        String two = registry.manifest("images", "{}", "two");
        registry.putManifest("images", "one", one);
        assertThat(ecr.batchGetImage(request -> request.repositoryName("images").imageIds(tag("one"), tag("none"))))
                .satisfies(answer -> {
                    assertThat(answer.images().get(0).imageManifest()).isEqualTo(one);
                    assertThat(answer.failures().get(0).failureCode()).isEqualTo(ImageFailureCode.IMAGE_NOT_FOUND);
                });
        ecr.putImage(
                request -> request.repositoryName("images").imageManifest(one).imageTag("again"));
        assertThatThrownBy(() -> ecr.putImage(request ->
                        request.repositoryName("images").imageManifest(one).imageTag("again")))
                .isInstanceOf(ImageAlreadyExistsException.class);
        assertThatThrownBy(() -> ecr.putImage(request ->
                        request.repositoryName("images").imageManifest(two).imageTag("again")))
                .isInstanceOf(ImageTagAlreadyExistsException.class);
        assertThatThrownBy(() -> ecr.describeImages(
                        request -> request.repositoryName("images").imageIds(tag("none"))))
                .isInstanceOf(ImageNotFoundException.class)
                .hasMessageContaining("The image with imageId {imageDigest:'null', imageTag:'none'} does not exist"
                        + " within the repository with name 'images' in the registry with id '000000000000'");
        assertThat(ecr.batchDeleteImage(request -> request.repositoryName("images")
                                .imageIds(ImageIdentifier.builder()
                                        .imageDigest(Digests.of(one.getBytes(StandardCharsets.UTF_8)))
                                        .build()))
                        .imageIds())
                .extracting(ImageIdentifier::imageTag)
                .containsExactly("again", "one");
        assertThat(ecr.listImages(request -> request.repositoryName("images")).imageIds())
                .isEmpty();
    }

    @Test
    void givesATokenForTwelveHours() {
        assertThat(ecr.getAuthorizationToken().authorizationData())
                .singleElement()
                .satisfies(data -> {
                    assertThat(data.proxyEndpoint()).isEqualTo(cloud.endpoint().toString());
                    assertThat(data.expiresAt())
                            .isBetween(
                                    Instant.now().plus(Duration.ofMinutes(715)),
                                    Instant.now().plus(Duration.ofMinutes(725)));
                });
    }

    private static ImageIdentifier tag(String tag) {
        return ImageIdentifier.builder().imageTag(tag).build();
    }
}
