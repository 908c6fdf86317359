package dev.fargatecd.local.ecr;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.ImageReference;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainer;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.ImageTagMutability;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class RegistryTest {
    private final LocalCloud cloud;
    private final EcrClient ecr;
    private final RegistryClient registry;

    RegistryTest() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        ecr = cloud.client(EcrClient.class);
        registry = new RegistryClient(cloud.endpoint(), ecr);
    }

    @BeforeAll
    void create() {
        ecr.createRepository(request -> request.repositoryName("team/hello"));
        ecr.createRepository(request -> request.repositoryName("other"));
    }

    @AfterAll
    void close() {
        cloud.close();
    }

    @Test
    void letsJibPushDeriveAndPull(@TempDir Path folder) throws Exception {
        Path file = Files.writeString(folder.resolve("hello.txt"), "hello");
        String host = cloud.endpoint().getAuthority();
        ImageReference first = ImageReference.parse(host + "/team/hello:1.0");
        JibContainer pushed = Jib.fromScratch()
                .addLayer(List.of(file), AbsoluteUnixPath.get("/app"))
                .setEntrypoint("cat", "/app/hello.txt")
                .containerize(to(first, folder).withAdditionalTag("latest"));
        ImageReference second = ImageReference.parse(host + "/other:2.0");
        Jib.from(image(first))
                .addLayer(List.of(file), AbsoluteUnixPath.get("/more"))
                .containerize(to(second, folder.resolve("b")));

        assertThat(ecr.describeImages(request -> request.repositoryName("team/hello"))
                        .imageDetails())
                .singleElement()
                .satisfies(image -> {
                    assertThat(image.imageDigest()).isEqualTo(pushed.getDigest().toString());
                    assertThat(image.imageTags()).containsExactly("1.0", "latest");
                    assertThat(image.imageSizeInBytes()).isPositive();
                });
        assertThat(cloud.journal().since(0))
                .filteredOn(event -> event.type().equals("ECR Image Action")
                        && event.text("repository-name").equals("team/hello"))
                .allSatisfy(event -> {
                    assertThat(event.source()).isEqualTo("aws.ecr");
                    assertThat(event.text("action-type")).isEqualTo("PUSH");
                    assertThat(event.text("image-digest"))
                            .isEqualTo(pushed.getDigest().toString());
                })
                .extracting(event -> event.text("image-tag"))
                .containsExactlyInAnyOrder("1.0", "latest");
    }

    @Test
    void asksWhoeverHasNoTokenForOne() throws Exception {
        for (String authorization :
                List.of("", "Bearer x", "Basic ?", "Basic " + base64("AWS:wrong"), "Basic " + base64("me:x"))) {
            HttpResponse<String> answer = new RegistryClient(cloud.endpoint(), authorization).send("GET", "/v2/", "");
            assertThat(answer.statusCode()).isEqualTo(401);
            assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Basic realm=\"ecr\",service=\"ecr\"");
            assertThat(answer.body()).contains("UNAUTHORIZED");
        }
        assertThat(registry.send("GET", "/v2/", "").statusCode()).isEqualTo(200);
    }

    @Test
    void createsNoRepositoryOnPush() throws Exception {
        HttpResponse<String> answer = registry.send("POST", "/v2/unknown/blobs/uploads/", "");
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.body())
                .contains("NAME_UNKNOWN", "The repository with name 'unknown' does not exist in the registry with id");
    }

    @Test
    void takesABlobInChunks() throws Exception {
        HttpResponse<String> begun = registry.send("POST", "/v2/other/blobs/uploads/", "");
        assertThat(begun.statusCode()).isEqualTo(202);
        String location = begun.headers().firstValue("Location").orElseThrow();
        assertThat(registry.send("PATCH", location, "0123", "Content-Range", "0-3")
                        .headers()
                        .firstValue("Range"))
                .hasValue("0-3");
        HttpResponse<String> gap = registry.send("PATCH", location, "89", "Content-Range", "8-9");
        assertThat(gap.statusCode()).isEqualTo(416);
        assertThat(gap.headers().firstValue("Range")).hasValue("0-3");
        assertThat(registry.send("GET", location, "").statusCode()).isEqualTo(204);
        String digest = digest("0123456");
        assertThat(registry.send("PUT", location + "?digest=" + digest, "456", "Content-Range", "4-6")
                        .statusCode())
                .isEqualTo(201);
        assertThat(registry.send("GET", "/v2/other/blobs/" + digest, "").body()).isEqualTo("0123456");
        assertThat(registry.send("GET", location, "").statusCode()).isEqualTo(404);
    }

    @Test
    void refusesABlobOfAnotherDigest() throws Exception {
        HttpResponse<String> answer = registry.send("POST", "/v2/other/blobs/uploads/?digest=" + digest("a"), "b");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("DIGEST_INVALID");
        assertThat(registry.send("HEAD", "/v2/other/blobs/" + digest("b"), "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void mountsABlobOfAnotherRepositoryAndUploadsWhatIsNowhere() throws Exception {
        String digest = registry.push("other", "shared");
        assertThat(registry.send("HEAD", "/v2/team/hello/blobs/" + digest, "").statusCode())
                .isEqualTo(404);
        assertThat(registry.send("POST", "/v2/team/hello/blobs/uploads/?mount=" + digest + "&from=other", "")
                        .statusCode())
                .isEqualTo(201);
        assertThat(registry.send("GET", "/v2/team/hello/blobs/" + digest, "").body())
                .isEqualTo("shared");
        assertThat(registry.send("POST", "/v2/team/hello/blobs/uploads/?mount=" + digest("none") + "&from=other", "")
                        .statusCode())
                .isEqualTo(202);
    }

    @Test
    void answersRangesOfABlob() throws Exception {
        String path = "/v2/other/blobs/" + registry.push("other", "abcdefgh");
        HttpResponse<String> middle = registry.send("GET", path, "", "Range", "bytes=2-4");
        assertThat(middle.statusCode()).isEqualTo(206);
        assertThat(middle.body()).isEqualTo("cde");
        assertThat(middle.headers().firstValue("Content-Range")).hasValue("bytes 2-4/8");
        assertThat(registry.send("GET", path, "", "Range", "bytes=6-").body()).isEqualTo("gh");
        assertThat(registry.send("GET", path, "", "Range", "bytes=8-").statusCode())
                .isEqualTo(416);
    }

    @Test
    void refusesAManifestWhoseLayersAreMissingOrThatIsNone() throws Exception {
        String manifest = registry.manifest("other", "{}", "layer");
        HttpResponse<String> elsewhere =
                registry.putManifest("other", "t", manifest.replace(digest("layer"), digest("never")));
        assertThat(elsewhere.statusCode()).isEqualTo(400);
        assertThat(elsewhere.body()).contains("MANIFEST_BLOB_UNKNOWN", digest("never"));
        for (String bad :
                List.of("", "[]", "{", "{\"mediaType\":\"text/plain\"}", manifest.replace("sha256:", "md5:"))) {
            assertThat(registry.putManifest("other", "t", bad).body()).contains("MANIFEST_INVALID");
        }
        assertThat(registry.putManifest("other", digest("x"), manifest).body()).contains("DIGEST_INVALID");
    }

    @Test
    void keepsAnImmutableTagButTakesTheSameImageAgain() throws Exception {
        ecr.createRepository(
                request -> request.repositoryName("fixed").imageTagMutability(ImageTagMutability.IMMUTABLE));
        String one = registry.manifest("fixed", "{}", "one");
        String two = registry.manifest("fixed", "{}", "two");
        assertThat(registry.putManifest("fixed", "v1", one).statusCode()).isEqualTo(201);
        assertThat(registry.putManifest("fixed", "v1", one).statusCode()).isEqualTo(201);
        HttpResponse<String> taken = registry.putManifest("fixed", "v1", two);
        assertThat(taken.statusCode()).isEqualTo(400);
        assertThat(taken.body())
                .contains(
                        "TAG_INVALID",
                        "The image tag 'v1' already exists in the 'fixed' repository and cannot be overwritten");
        assertThat(registry.send("GET", "/v2/fixed/manifests/v1", "").body()).isEqualTo(one);
        assertThat(registry.putManifest("fixed", "v2", two).statusCode()).isEqualTo(201);
    }

    @Test
    void movesAMutableTag() throws Exception {
        registry.putManifest("other", "moving", registry.manifest("other", "{}", "old"));
        String manifest = registry.manifest("other", "{}", "new");
        registry.putManifest("other", "moving", manifest);
        assertThat(registry.send("GET", "/v2/other/manifests/moving", "").body())
                .isEqualTo(manifest);
    }

    @Test
    void listsTagsInPages() throws Exception {
        ecr.createRepository(request -> request.repositoryName("tags"));
        String manifest = registry.manifest("tags", "{}", "layer");
        for (String tag : List.of("c", "a", "b")) {
            registry.putManifest("tags", tag, manifest);
        }
        HttpResponse<String> first = registry.send("GET", "/v2/tags/tags/list?n=2", "");
        assertThat(first.body()).contains("[\"a\",\"b\"]");
        assertThat(first.headers().firstValue("Link")).hasValue("</v2/tags/tags/list?n=2&last=b>; rel=\"next\"");
        HttpResponse<String> last = registry.send("GET", "/v2/tags/tags/list?n=2&last=b", "");
        assertThat(last.body()).contains("[\"c\"]");
        assertThat(last.headers().firstValue("Link")).isEmpty();
        assertThat(registry.send("GET", "/v2/tags/tags/list?n=x", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void deletesATagAndWithItsLastTagTheImage() throws Exception {
        ecr.createRepository(request -> request.repositoryName("gone"));
        String manifest = registry.manifest("gone", "{}", "layer");
        registry.putManifest("gone", "a", manifest);
        registry.putManifest("gone", "b", manifest);
        assertThat(registry.send("DELETE", "/v2/gone/manifests/a", "").statusCode())
                .isEqualTo(202);
        assertThat(registry.send("HEAD", "/v2/gone/manifests/a", "").statusCode())
                .isEqualTo(404);
        assertThat(registry.send("HEAD", "/v2/gone/manifests/b", "").statusCode())
                .isEqualTo(200);
        registry.send("DELETE", "/v2/gone/manifests/b", "");
        assertThat(ecr.listImages(request -> request.repositoryName("gone")).imageIds())
                .isEmpty();
    }

    @Test
    void tellsWhichManifestsSpeakOfAnother() throws Exception {
        ecr.createRepository(request -> request.repositoryName("signed"));
        String image = registry.manifest("signed", "{}", "layer");
        registry.putManifest("signed", "v1", image);
        String signature = registry.manifest("signed", "{}", "signature")
                .replace(
                        "\"schemaVersion\": 2,",
                        "\"schemaVersion\": 2, \"subject\": {\"digest\": \"" + digest(image) + "\"},");
        HttpResponse<String> put = registry.putManifest("signed", digest(signature), signature);
        assertThat(put.headers().firstValue("OCI-Subject")).hasValue(digest(image));
        assertThat(registry.send("GET", "/v2/signed/referrers/" + digest(image), "")
                        .body())
                .contains(digest(signature));
    }

    private Containerizer to(ImageReference reference, Path folder) throws Exception {
        return Containerizer.to(image(reference))
                .setAllowInsecureRegistries(true)
                .setBaseImageLayersCache(folder.resolve("base"))
                .setApplicationLayersCache(folder.resolve("application"));
    }

    private RegistryImage image(ImageReference reference) {
        String token = ecr.getAuthorizationToken().authorizationData().get(0).authorizationToken();
        String password =
                new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).substring("AWS:".length());
        System.setProperty("sendCredentialsOverHttp", "true");
        return RegistryImage.named(reference).addCredential("AWS", password);
    }

    private static String digest(String content) {
        return Digests.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
