package dev.fargatecd.local.ecr;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import software.amazon.awssdk.services.ecr.EcrClient;

/** Speaks the registry's protocol request by request, with a token of the API. */
final class RegistryClient {
    private final HttpClient http = HttpClient.newHttpClient();
    private final URI endpoint;
    private final String authorization;

    RegistryClient(URI endpoint, EcrClient ecr) {
        this(
                endpoint,
                "Basic "
                        + ecr.getAuthorizationToken().authorizationData().get(0).authorizationToken());
    }

    RegistryClient(URI endpoint, String authorization) {
        this.endpoint = endpoint;
        this.authorization = authorization;
    }

    HttpResponse<String> send(String method, String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!authorization.isEmpty()) {
            request.header("Authorization", authorization);
        }
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    /** Uploads a blob at once and answers its digest. */
    String push(String repository, String content) throws Exception {
        String digest = Digests.of(content.getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> answer = send("POST", "/v2/" + repository + "/blobs/uploads/?digest=" + digest, content);
        if (answer.statusCode() != 201) {
            throw new IOException(answer.statusCode() + " " + answer.body());
        }
        return digest;
    }

    /** A small image with those contents as configuration and layer, its blobs pushed; answers its manifest. */
    String manifest(String repository, String config, String layer) throws Exception {
        return """
                {"schemaVersion": 2,
                 "mediaType": "application/vnd.oci.image.manifest.v1+json",
                 "config": {"mediaType": "application/vnd.oci.image.config.v1+json", "digest": "%s", "size": %d},
                 "layers": [{"mediaType": "application/vnd.oci.image.layer.v1.tar", "digest": "%s", "size": %d}]}""".formatted(push(repository, config), config.length(), push(repository, layer), layer.length());
    }

    HttpResponse<String> putManifest(String repository, String reference, String manifest) throws Exception {
        return send(
                "PUT",
                "/v2/" + repository + "/manifests/" + reference,
                manifest,
                "Content-Type",
                "application/vnd.oci.image.manifest.v1+json");
    }
}
