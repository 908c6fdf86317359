package dev.fargatecd.local.ecs;

import dev.fargatecd.local.images.ImageName;
import dev.fargatecd.local.images.Registry;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.runtime.ContainerImage;
import dev.fargatecd.local.runtime.ContainerRuntime;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/** Pulls images as the Fargate agent does: with a token that the execution role got, from the registry over HTTP. */
final class ImagePuller {
    /** ECR's name for a registry, as templates write it that assemble the name themselves. */
    private static final Pattern ECR = Pattern.compile("(\\d{12})\\.dkr\\.ecr\\.([a-z0-9-]+)\\.amazonaws\\.com");

    private final CloudContext cloud;
    private final ContainerRuntime runtime;
    private final HttpClient http = Registry.http();

    ImagePuller(CloudContext cloud, ContainerRuntime runtime) {
        this.cloud = cloud;
        this.runtime = runtime;
    }

    /** @throws TaskFailure with AWS's CannotPullContainerError and the cause */
    ContainerImage pull(ContainerDefinition container, Caller executionRole) throws TaskFailure {
        try {
            ImageName image = ImageName.parse(container.image());
            Caller reader = reader(image, executionRole);
            return runtime.pull(new Registry(http, cloud.endpoint().get(), Optional.of(login(reader))), image);
        } catch (AwsServiceException refused) {
            throw TaskFailure.ofContainer(
                    container.name(),
                    "ResourceInitializationError: unable to pull registry auth: execution resource retrieval failed:"
                            + " unable to retrieve ecr registry auth: " + refused.getMessage());
        } catch (IOException | IllegalArgumentException failure) {
            throw TaskFailure.ofContainer(
                    container.name(),
                    "CannotPullContainerError: pull image manifest has been retried 1 time(s): failed to resolve ref "
                            + container.image() + ": " + failure.getMessage());
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw TaskFailure.ofContainer(container.name(), "CannotPullContainerError: the cloud is closing");
        }
    }

    private Caller reader(ImageName image, Caller executionRole) throws IOException {
        URI endpoint = cloud.endpoint().get();
        String host = image.registry().orElse("docker.io");
        Matcher ecr = ECR.matcher(host);
        if (ecr.matches() && ecr.group(1).equals(executionRole.scope().account())) {
            return executionRole.in(ecr.group(2));
        }
        if (host.equals(endpoint.getAuthority()) || host.equals("localhost:" + endpoint.getPort())) {
            return executionRole;
        }
        throw new IOException("the local cloud pulls from its own registry, " + endpoint.getAuthority()
                + ", and not from " + host + "; push the image there");
    }

    private Registry.Credential login(Caller reader) {
        String token = cloud.clients()
                .as(reader, EcrClient.class)
                .getAuthorizationToken()
                .authorizationData()
                .get(0)
                .authorizationToken();
        String[] login = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).split(":", 2);
        return new Registry.Credential(login[0], login[1]);
    }
}
