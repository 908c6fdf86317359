package dev.fargatecd.local.images;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;

/**
 * A client of an image registry, as docker is one, for one repository's requests at a time.
 *
 * <p>Follows the OCI distribution specification over plain HTTP: the registry is on this machine's loopback.
 */
public final class Registry {
    /** Docker's manifest of one image, which ECR and every engine take. */
    static final String MANIFEST_TYPE = "application/vnd.docker.distribution.manifest.v2+json";

    private static final String ACCEPTED = MANIFEST_TYPE + ", application/vnd.oci.image.manifest.v1+json, "
            + "application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.index.v1+json";
    private static final Duration BOUND = Duration.ofMinutes(2);
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final URI address;
    private final Optional<Credential> credential;
    private final HttpClient http;

    /**
     * @param http of {@link #http()}, shared: each has a thread of its own
     * @param credential what {@code docker login} was given; empty before it
     */
    public Registry(HttpClient http, URI address, Optional<Credential> credential) {
        this.http = http;
        this.address = address;
        this.credential = credential;
    }

    /** What registries are asked with. */
    public static HttpClient http() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    /** Host and port. */
    public String host() {
        return address.getAuthority();
    }

    /** As whom it is asked; empty for nobody. */
    public Optional<Credential> credential() {
        return credential;
    }

    /** A user with its password. */
    public record Credential(String user, String password) {
        String basic() {
            return "Basic "
                    + Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public String toString() {
            return "Credential[" + user + "]";
        }
    }

    /** A manifest as the registry has it. */
    public record Manifest(String type, String digest, String content) {
        JsonNode json() throws IOException {
            return JSON.readTree(content);
        }
    }

    /** The registry's refusal or failure. */
    public static final class RefusedException extends IOException {
        private static final long serialVersionUID = 1L;
        private final int status;

        RefusedException(int status, String message) {
            super(message);
            this.status = status;
        }

        /** The HTTP status. */
        public int status() {
            return status;
        }
    }

    /**
     * Asks whether the credential opens the registry.
     *
     * @throws RefusedException where it does not
     */
    public void ping() throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request("/v2/").GET());
        expect(answer, 200, "login");
    }

    /** The manifest, or empty where the registry has no such image or repository. */
    public Optional<Manifest> manifest(ImageName image) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request("/v2/" + image.repository() + "/manifests/" + image.reference())
                .header("Accept", ACCEPTED)
                .GET());
        if (answer.statusCode() == 404) {
            return Optional.empty();
        }
        expect(answer, 200, "reading " + image);
        return Optional.of(new Manifest(
                answer.headers().firstValue("Content-Type").orElse(MANIFEST_TYPE),
                answer.headers().firstValue("Docker-Content-Digest").orElse(""),
                new String(answer.body(), StandardCharsets.UTF_8)));
    }

    /** Puts a manifest under the image's tag and answers its digest. */
    String putManifest(ImageName image, byte[] manifest) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(request("/v2/" + image.repository() + "/manifests/" + image.reference())
                .header("Content-Type", MANIFEST_TYPE)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(manifest)));
        expect(answer, 201, "pushing " + image);
        return answer.headers().firstValue("Docker-Content-Digest").orElse("");
    }

    boolean hasBlob(String repository, String digest) throws IOException, InterruptedException {
        HttpResponse<byte[]> answer = send(
                request("/v2/" + repository + "/blobs/" + digest).method("HEAD", HttpRequest.BodyPublishers.noBody()));
        if (answer.statusCode() == 404) {
            return false;
        }
        expect(answer, 200, "asking " + repository + " for " + digest);
        return true;
    }

    void putBlob(String repository, String digest, Path content) throws IOException, InterruptedException {
        HttpResponse<byte[]> begun =
                send(request("/v2/" + repository + "/blobs/uploads/").POST(HttpRequest.BodyPublishers.noBody()));
        expect(begun, 202, "pushing to " + repository);
        String location = begun.headers()
                .firstValue("Location")
                .orElseThrow(() -> new IOException("the registry began an upload and did not say where"));
        URI upload = address.resolve(location);
        if (!upload.getAuthority().equals(address.getAuthority())) {
            throw new IOException("the registry sends the upload to another host, " + upload.getAuthority());
        }
        URI end = URI.create(upload + (upload.getQuery() == null ? "?" : "&") + "digest=" + digest);
        HttpResponse<byte[]> done = send(authorized(HttpRequest.newBuilder(end))
                .header("Content-Type", "application/octet-stream")
                .PUT(HttpRequest.BodyPublishers.ofFile(content)));
        expect(done, 201, "pushing " + digest + " to " + repository);
    }

    /** Reads a blob into a file. */
    public void getBlob(String repository, String digest, Path target) throws IOException, InterruptedException {
        HttpResponse<Path> answer = http.send(
                request("/v2/" + repository + "/blobs/" + digest).GET().build(), BodyHandlers.ofFile(target));
        if (answer.statusCode() != 200) {
            throw new RefusedException(
                    answer.statusCode(), "reading " + digest + " of " + repository + ": HTTP " + answer.statusCode());
        }
    }

    private HttpRequest.Builder request(String path) {
        return authorized(HttpRequest.newBuilder(address.resolve(path)));
    }

    private HttpRequest.Builder authorized(HttpRequest.Builder request) {
        credential.ifPresent(login -> request.header("Authorization", login.basic()));
        return request.timeout(BOUND);
    }

    private HttpResponse<byte[]> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofByteArray());
    }

    /** The specification's error body: {@code {"errors": [{"code": …, "message": …}]}}. */
    private static void expect(HttpResponse<byte[]> answer, int status, String doing) throws IOException {
        if (answer.statusCode() == status) {
            return;
        }
        StringBuilder why = new StringBuilder();
        try {
            for (JsonNode error : JSON.readTree(answer.body()).path("errors")) {
                why.append(why.isEmpty() ? "" : "; ")
                        .append(error.path("code").asText())
                        .append(": ")
                        .append(error.path("message").asText());
            }
        } catch (IOException noJson) {
            why.append(new String(answer.body(), StandardCharsets.UTF_8).strip());
        }
        throw new RefusedException(
                answer.statusCode(), doing + ": HTTP " + answer.statusCode() + (why.isEmpty() ? "" : ", " + why));
    }
}
