package dev.fargatecd.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.door.Door;
import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.AccessKeys;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Guard;
import dev.fargatecd.local.kernel.MemoryStore;
import dev.fargatecd.local.kernel.Principal;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ListClustersRequest;
import software.amazon.awssdk.services.ecs.model.ListClustersResponse;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityRequest;
import software.amazon.awssdk.services.sts.model.GetCallerIdentityResponse;

/** Requests signed by the SDK's own signer, rightly and wrongly. */
final class SignaturesTest {
    private static final Instant NOW = Instant.parse("2026-11-23T12:00:00Z");
    private static final AwsCredentialsIdentity OWNER = AwsCredentialsIdentity.create("AKIDOWNER", "secret");
    private static final String IDENTITY = "Action=GetCallerIdentity&Version=2011-06-15";

    private static Door door;
    private static HttpClient http;

    private static final class Sts implements StsClient {
        @Override
        public GetCallerIdentityResponse getCallerIdentity(GetCallerIdentityRequest request) {
            return GetCallerIdentityResponse.builder()
                    .arn(Caller.current().principal().arn())
                    .account(Caller.current().scope().region())
                    .build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class Ecs implements EcsClient {
        @Override
        public ListClustersResponse listClusters(ListClustersRequest request) {
            return ListClustersResponse.builder().clusterArns("a").build();
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    private static final class S3 implements S3Client {
        @Override
        public PutObjectResponse putObject(PutObjectRequest request, RequestBody body) {
            try {
                byte[] bytes = body.contentStreamProvider().newStream().readAllBytes();
                return PutObjectResponse.builder()
                        .eTag("\"" + bytes.length + "\"")
                        .build();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        @Override
        public String serviceName() {
            return SERVICE_NAME;
        }

        @Override
        public void close() {}
    }

    @BeforeAll
    static void start() throws Exception {
        AccessKeys keys = new AccessKeys(new MemoryStore());
        Principal root = Principal.root("000000000000");
        keys.add(new AccessKey("AKIDOWNER", "secret", Optional.empty(), root, Optional.empty()));
        keys.add(new AccessKey("ASIASESSION", "secret", Optional.of("token"), root, Optional.of(NOW.plusSeconds(60))));
        keys.add(new AccessKey("ASIAEXPIRED", "secret", Optional.of("token"), root, Optional.of(NOW)));
        Gateway gateway = new Gateway(
                Map.of(StsClient.class, new Sts(), EcsClient.class, new Ecs(), S3Client.class, new S3()),
                Guard.NONE,
                keys,
                Clock.fixed(NOW, ZoneOffset.UTC),
                GetCallerIdentityRequest.class);
        door = new Door(0, List.of(), gateway);
        door.open();
        http = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() throws Exception {
        door.close();
    }

    @Test
    void theOwnerOfTheKeyIsTheCallerInTheRegionThatWasSignedFor() throws Exception {
        HttpResponse<String> answer = send(sts(OWNER, NOW), IDENTITY);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.body()).contains("<Arn>arn:aws:iam::000000000000:root</Arn>", "<Account>eu-west-1</Account>");
    }

    @Test
    void aSessionsKeyNeedsItsToken() throws Exception {
        assertThat(send(sts(session("ASIASESSION", "token"), NOW), IDENTITY).statusCode())
                .isEqualTo(200);
        refused(send(sts(session("ASIASESSION", "other"), NOW), IDENTITY), 403, "InvalidClientTokenId");
        refused(
                send(sts(AwsCredentialsIdentity.create("ASIASESSION", "secret"), NOW), IDENTITY),
                403,
                "InvalidClientTokenId");
        refused(send(sts(session("ASIAEXPIRED", "token"), NOW), IDENTITY), 403, "ExpiredToken");
    }

    @ParameterizedTest
    @CsvSource({
        "sts, MISSING, 403, MissingAuthenticationToken",
        "ecs, MISSING, 400, MissingAuthenticationTokenException",
        "s3, MISSING, 403, AccessDenied",
        "sts, UNKNOWN_KEY, 403, InvalidClientTokenId",
        "ecs, UNKNOWN_KEY, 400, UnrecognizedClientException",
        "s3, UNKNOWN_KEY, 403, InvalidAccessKeyId",
        "sts, WRONG_SECRET, 403, SignatureDoesNotMatch",
        "ecs, WRONG_SECRET, 400, InvalidSignatureException",
        "s3, WRONG_SECRET, 403, SignatureDoesNotMatch",
        "sts, TOO_LATE, 403, SignatureDoesNotMatch",
        "ecs, TOO_LATE, 400, InvalidSignatureException",
        "s3, TOO_LATE, 403, RequestTimeTooSkewed",
        "s3, TOO_EARLY, 403, RequestTimeTooSkewed",
        "sts, OTHER_BODY, 403, SignatureDoesNotMatch",
        "ecs, OTHER_BODY, 400, InvalidSignatureException",
        "s3, OTHER_BODY, 400, BadDigest",
        "sts, MALFORMED, 400, IncompleteSignature",
        "ecs, MALFORMED, 400, IncompleteSignatureException",
        "s3, MALFORMED, 400, AuthorizationHeaderMalformed"
    })
    void whoIsNotLetInIsToldWhyAsTheServiceTellsIt(String service, Flaw flaw, int status, String code)
            throws Exception {
        AwsCredentialsIdentity credentials = switch (flaw) {
            case UNKNOWN_KEY -> AwsCredentialsIdentity.create("AKIDOTHER", "secret");
            case WRONG_SECRET -> AwsCredentialsIdentity.create("AKIDOWNER", "guessed");
            case MISSING, TOO_LATE, TOO_EARLY, OTHER_BODY, MALFORMED -> OWNER;
        };
        Instant time = switch (flaw) {
            case TOO_LATE -> NOW.minus(Duration.ofMinutes(16));
            case TOO_EARLY -> NOW.plus(Duration.ofMinutes(16));
            case MISSING, UNKNOWN_KEY, WRONG_SECRET, OTHER_BODY, MALFORMED -> NOW;
        };
        String body = body(service);
        SdkHttpRequest.Builder request = signed(service, credentials, time, body).request().toBuilder();
        if (flaw == Flaw.MISSING) {
            request.removeHeader("Authorization");
        } else if (flaw == Flaw.MALFORMED) {
            request.putHeader("Authorization", "AWS4-HMAC-SHA256 Credential=x, Signature");
        }
        String sent = flaw == Flaw.OTHER_BODY ? body.replace('e', 'o') : body;
        refused(send(request.build(), sent), status, code);
    }

    private enum Flaw {
        MISSING,
        UNKNOWN_KEY,
        WRONG_SECRET,
        TOO_LATE,
        TOO_EARLY,
        OTHER_BODY,
        MALFORMED
    }

    @Test
    void aPresignedUrlIsGoodUntilItExpires() throws Exception {
        SdkHttpRequest good = presigned(NOW.minusSeconds(50), Duration.ofSeconds(60));
        assertThat(send(good, "hello").headers().firstValue("ETag")).contains("\"5\"");
        refused(send(presigned(NOW.minusSeconds(70), Duration.ofSeconds(60)), "hello"), 403, "AccessDenied");
        SdkHttpRequest longer =
                good.toBuilder().putRawQueryParameter("X-Amz-Expires", "600").build();
        refused(send(longer, "hello"), 403, "SignatureDoesNotMatch");
    }

    @Test
    void everyChunkOfAnUploadIsVerified() throws Exception {
        SignedRequest chunked = chunked("hello chunks");
        String body = text(chunked);
        assertThat(send(chunked.request(), body).headers().firstValue("ETag")).contains("\"12\"");
        refused(send(chunked.request(), body.replace("hello", "hallo")), 403, "SignatureDoesNotMatch");
        refused(send(chunked.request(), body.replaceFirst("^c;", "z;")), 400, "IncompleteBody");
    }

    private static SignedRequest chunked(String content) {
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(OWNER)
                        .request(request("s3")
                                .putHeader("x-amz-decoded-content-length", Integer.toString(content.length()))
                                .build())
                        .payload(() -> new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(AwsV4FamilyHttpSigner.CHUNK_ENCODING_ENABLED, true)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(NOW, ZoneOffset.UTC)));
    }

    private static SdkHttpRequest presigned(Instant time, Duration validity) {
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(OWNER)
                        .request(request("s3").build())
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "s3")
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(
                                AwsV4FamilyHttpSigner.AUTH_LOCATION, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING)
                        .putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, validity)
                        .putProperty(AwsV4FamilyHttpSigner.PAYLOAD_SIGNING_ENABLED, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)))
                .request();
    }

    private static SdkHttpRequest sts(AwsCredentialsIdentity credentials, Instant time) {
        return signed("sts", credentials, time, IDENTITY).request();
    }

    private static SignedRequest signed(String service, AwsCredentialsIdentity credentials, Instant time, String body) {
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials)
                        .request(request(service).build())
                        .payload(() -> new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4FamilyHttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC)));
    }

    private static SdkHttpRequest.Builder request(String service) {
        SdkHttpRequest.Builder request = SdkHttpRequest.builder()
                .uri(door.endpoint())
                .method(service.equals("s3") ? SdkHttpMethod.PUT : SdkHttpMethod.POST)
                .encodedPath(service.equals("s3") ? "/bucket/a%20key" : "/");
        switch (service) {
            case "ecs" ->
                request.putHeader("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters")
                        .putHeader("Content-Type", "application/x-amz-json-1.1");
            case "sts" -> request.putHeader("Content-Type", "application/x-www-form-urlencoded");
            default -> request.putHeader("Content-Type", "text/plain");
        }
        return request;
    }

    private static String body(String service) {
        return switch (service) {
            case "ecs" -> "{\"maxResults\":10}";
            case "sts" -> IDENTITY;
            default -> "hello";
        };
    }

    private static AwsCredentialsIdentity session(String id, String token) {
        return AwsSessionCredentialsIdentity.create(id, "secret", token);
    }

    private static String text(SignedRequest signed) throws IOException {
        return new String(signed.payload().orElseThrow().newStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static HttpResponse<String> send(SdkHttpRequest request, String body) throws Exception {
        HttpRequest.Builder builder = HttpRequest.newBuilder(
                        URI.create(request.getUri().toString()))
                .timeout(Duration.ofSeconds(20))
                .method(request.method().name(), HttpRequest.BodyPublishers.ofString(body));
        request.forEachHeader((name, values) -> {
            if (!name.equalsIgnoreCase("Host") && !name.equalsIgnoreCase("Content-Length")) {
                values.forEach(value -> builder.header(name, value));
            }
        });
        return http.send(builder.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static void refused(HttpResponse<String> answer, int status, String code) {
        assertThat(answer.body()).contains(code);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }
}
