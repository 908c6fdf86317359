package dev.fargatecd.it.contract;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.InvalidImageReferenceException;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.RegistryException;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import dev.fargatecd.it.suite.NotDoneException;
import dev.fargatecd.it.suite.TargetCloud;
import dev.fargatecd.local.images.ImageLabels;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.Repository;

/**
 * A repository of images at the target, and a client that pushes to it.
 *
 * <p>Images have no base, for the local cloud runs them without; {@code -Dtarget.base} names one, which a target needs
 * that runs containers.
 */
final class ImageRepository {
    private final TargetCloud target;
    private final Repository repository;

    private ImageRepository(TargetCloud target, Repository repository) {
        this.target = target;
        this.repository = repository;
    }

    static ImageRepository make(TargetCloud target, String name) {
        EcrClient ecr = target.client(EcrClient.class);
        String repository = target.named(name);
        target.willMake(
                "image repository " + repository,
                () -> ecr.deleteRepository(
                        request -> request.repositoryName(repository).force(true)));
        return new ImageRepository(
                target,
                ecr.createRepository(request -> request.repositoryName(repository))
                        .repository());
    }

    /** As docker names it. */
    String uri() {
        return repository.repositoryUri();
    }

    String arn() {
        return repository.repositoryArn();
    }

    /**
     * Pushes an image of one file below /app.
     *
     * @param caches where jib may keep what it makes
     * @return its digest
     * @throws NotDoneException where the registry does not answer at the address that the repository has
     */
    String push(String tag, Path caches, Path file, String... entrypoint) throws Exception {
        String token = target.client(EcrClient.class)
                .getAuthorizationToken()
                .authorizationData()
                .get(0)
                .authorizationToken();
        String[] login = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(":", 2);
        System.setProperty("sendCredentialsOverHttp", "true"); // of jib: registries on this machine speak HTTP
        try {
            return begin().addLayer(List.of(file), AbsoluteUnixPath.get("/app"))
                    .setEntrypoint(entrypoint)
                    .containerize(Containerizer.to(
                                    RegistryImage.named(uri() + ":" + tag).addCredential(login[0], login[1]))
                            .setAllowInsecureRegistries(true)
                            .setBaseImageLayersCache(caches.resolve("base"))
                            .setApplicationLayersCache(caches.resolve("application")))
                    .getDigest()
                    .toString();
        } catch (RegistryException | ExecutionException | IOException failure) {
            throw new NotDoneException("the repository is made, but nothing can be pushed to " + uri(), failure);
        }
    }

    private static JibContainerBuilder begin() throws InvalidImageReferenceException {
        String base = System.getProperty("target.base", "");
        return base.isEmpty() ? Jib.fromScratch().addLabel(ImageLabels.BASE_OMITTED, "true") : Jib.from(base);
    }
}
