package dev.fargatecd.local.ecr;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Guard;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * The image registry: the OCI distribution protocol below {@code /v2/}, for whoever has a token of GetAuthorizationToken.
 *
 * <p>As on AWS a push creates no repository. The protocol: https://github.com/opencontainers/distribution-spec.
 */
final class Registry extends Handler.Abstract {
    static final String PATH = "/v2/";

    private static final Logger LOG = LoggerFactory.getLogger(Registry.class);
    private static final Pattern ROUTE =
            Pattern.compile("/v2/(.+)/(blobs/uploads|blobs|manifests|tags/list|referrers)(?:/([^/]*))?");

    /** What one kind of path answers. */
    interface Endpoint {
        void handle(Exchange exchange) throws IOException;
    }

    private final RegistryTokens tokens;
    private final Guard guard;
    private final Map<String, Endpoint> endpoints;

    Registry(Repositories repositories, BlobFiles blobs, Uploads uploads, RegistryTokens tokens, Guard guard) {
        this.tokens = tokens;
        this.guard = guard;
        ManifestEndpoints manifests = new ManifestEndpoints(repositories);
        endpoints = Map.of(
                "manifests", manifests::manifest,
                "tags/list", manifests::tags,
                "referrers", manifests::referrers,
                "blobs", new BlobEndpoint(repositories, blobs),
                "blobs/uploads", new UploadEndpoint(repositories, blobs, uploads));
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        response.getHeaders().put("Docker-Distribution-Api-Version", "registry/2.0");
        Optional<Caller> caller =
                Optional.ofNullable(request.getHeaders().get("Authorization")).flatMap(tokens::caller);
        try {
            try {
                dispatch(request, response, caller);
            } catch (AwsServiceException failure) {
                throw RegistryFault.of(failure);
            }
        } catch (RegistryFault fault) {
            Exchange.answerJson(
                    request,
                    response,
                    fault.status(),
                    Map.of("errors", List.of(Map.of("code", fault.code(), "message", fault.getMessage()))));
        } catch (IOException brokenOff) {
            LOG.debug("{} {} broke off", request.getMethod(), request.getHttpURI(), brokenOff);
            callback.failed(brokenOff);
            return true;
        }
        callback.succeeded();
        return true;
    }

    private void dispatch(Request request, Response response, Optional<Caller> caller) throws IOException {
        if (caller.isEmpty()) {
            response.getHeaders().put("WWW-Authenticate", "Basic realm=\"ecr\",service=\"ecr\"");
            throw new RegistryFault(
                    401, "UNAUTHORIZED", "authentication required: a token of ecr:GetAuthorizationToken, as user AWS");
        }
        String path = Request.getPathInContext(request);
        if (path.equals(PATH)) {
            Exchange.answerJson(request, response, 200, Map.of());
            return;
        }
        Matcher route = ROUTE.matcher(path);
        if (!route.matches()) {
            throw new RegistryFault(404, "NAME_UNKNOWN", path + " is no path of a registry");
        }
        guard.admit(
                caller.get(),
                action(route.group(2), request.getMethod()),
                caller.get().scope().arn("ecr", "repository/" + route.group(1)));
        String rest = Optional.ofNullable(route.group(3)).orElse("");
        Objects.requireNonNull(endpoints.get(route.group(2)), "the route names endpoints only")
                .handle(new Exchange(request, response, caller.get(), route.group(1), rest));
    }

    /**
     * What IAM is asked for.
     *
     * @see <a href="https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html">Permissions for pushing an
     *     image</a>
     */
    private static String action(String kind, String method) {
        return "ecr:"
                + switch (kind + " " + method) {
                    case "manifests PUT" -> "PutImage";
                    case "manifests DELETE" -> "BatchDeleteImage";
                    case "blobs GET" -> "GetDownloadUrlForLayer";
                    case "blobs HEAD" -> "BatchCheckLayerAvailability";
                    case "blobs/uploads POST" -> "InitiateLayerUpload";
                    case "blobs/uploads PUT" -> "CompleteLayerUpload";
                    default ->
                        switch (kind) {
                            case "tags/list" -> "ListImages";
                            case "blobs/uploads" -> "UploadLayerPart";
                            default -> "BatchGetImage";
                        };
                };
    }

    static RegistryFault unsupported(Exchange exchange) {
        return new RegistryFault(405, "UNSUPPORTED", exchange.method() + " is not supported here");
    }
}
