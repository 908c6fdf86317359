package dev.fargatecd.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.it.suite.Contract;
import dev.fargatecd.it.suite.ContractSuite;
import dev.fargatecd.it.suite.TargetCloud;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageDetail;

/** The registry that builds push to and services pull from. */
@ExtendWith(ContractSuite.class)
final class ImagesContractTest {
    private final TargetCloud target;

    ImagesContractTest(TargetCloud target) {
        this.target = target;
    }

    @Contract(
            service = "ECR",
            needs = {"ecr CreateRepository", "ecr GetAuthorizationToken", "ecr DescribeImages"},
            reallyRuns = "a client pushes to the repository's address, and the image is listed with its digest")
    void aPushedImageIsListedWithItsDigest(@TempDir Path folder) throws Exception {
        ImageRepository repository = ImageRepository.make(target, "images");
        Path file = Files.writeString(folder.resolve("file.txt"), "content");
        String digest = repository.push("1", folder, file, "true");
        assertThat(target.client(EcrClient.class)
                        .describeImages(request -> request.repositoryName(target.named("images")))
                        .imageDetails())
                .singleElement()
                .satisfies((ImageDetail image) -> {
                    assertThat(image.imageTags()).containsExactly("1");
                    assertThat(image.imageDigest()).isEqualTo(digest);
                });
    }
}
