package dev.fargatecd.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketAlreadyOwnedByYouException;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.ChecksumMode;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.DeleteObjectResponse;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ListObjectsV2Response;
import software.amazon.awssdk.services.s3.model.MetadataDirective;
import software.amazon.awssdk.services.s3.model.NoSuchBucketException;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.s3.model.Tag;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/** What S3 does, whichever way it is reached. */
abstract class S3Contract {
    private String bucket = "";

    abstract S3Client s3();

    @BeforeEach
    void makeABucket(TestInfo test) {
        bucket = "b-" + Integer.toHexString((test.getDisplayName() + test.getTestMethod()).hashCode());
        s3().createBucket(request -> request.bucket(bucket));
    }

    @Test
    void keepsWhatWasPut() {
        PutObjectResponse put = s3().putObject(
                        request -> request.bucket(bucket)
                                .key("a/b c+ü.txt")
                                .contentType("text/plain")
                                .metadata(Map.of("Commit", "abc")),
                        RequestBody.fromString("hello"));
        HeadObjectResponse head =
                s3().headObject(request -> request.bucket(bucket).key("a/b c+ü.txt"));

        assertThat(put.eTag()).isEqualTo("\"5d41402abc4b2a76b9719d911017c592\"");
        assertThat(text("a/b c+ü.txt")).isEqualTo("hello");
        assertThat(head.contentLength()).isEqualTo(5);
        assertThat(head.contentType()).isEqualTo("text/plain");
        assertThat(head.metadata()).containsExactly(Map.entry("commit", "abc"));
        assertThat(head.eTag()).isEqualTo(put.eTag());
        assertThat(head.serverSideEncryptionAsString()).isEqualTo("AES256");
    }

    @Test
    void keepsAnEmptyObject() {
        put("empty", "");

        assertThat(text("empty")).isEmpty();
    }

    @Test
    void replacesAndDeletes() {
        put("a", "1");
        put("a", "22");
        assertThat(text("a")).isEqualTo("22");

        s3().deleteObject(request -> request.bucket(bucket).key("a"));
        s3().deleteObject(request -> request.bucket(bucket).key("a"));

        assertThatThrownBy(() -> text("a")).isInstanceOf(NoSuchKeyException.class);
        assertThatThrownBy(
                        () -> s3().headObject(request -> request.bucket(bucket).key("a")))
                .isInstanceOf(NoSuchKeyException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "bytes=0-4, 01234, bytes 0-4/10",
        "bytes=7-, 789, bytes 7-9/10",
        "bytes=-2, 89, bytes 8-9/10",
        "bytes=8-100, 89, bytes 8-9/10"
    })
    void readsARange(String range, String expected, String header) {
        put("digits", "0123456789");

        GetObjectResponse response = s3().getObjectAsBytes(
                        request -> request.bucket(bucket).key("digits").range(range))
                .response();

        assertThat(s3().getObjectAsBytes(
                                request -> request.bucket(bucket).key("digits").range(range))
                        .asUtf8String())
                .isEqualTo(expected);
        assertThat(response.contentRange()).isEqualTo(header);
        assertThat(response.contentLength()).isEqualTo(expected.length());
    }

    @Test
    void refusesARangeBehindTheEnd() {
        put("digits", "0123456789");

        assertCode(
                416,
                "InvalidRange",
                () -> s3().getObjectAsBytes(
                                request -> request.bucket(bucket).key("digits").range("bytes=10-")));
    }

    @Test
    void listsByPrefixAndDelimiterPageByPage() {
        for (String key : List.of("a/1", "a/2", "b", "c/1", "d")) {
            put(key, "x");
        }
        ListObjectsV2Response first = s3().listObjectsV2(
                        request -> request.bucket(bucket).delimiter("/").maxKeys(2));
        ListObjectsV2Response second = s3().listObjectsV2(request ->
                request.bucket(bucket).delimiter("/").maxKeys(2).continuationToken(first.nextContinuationToken()));

        assertThat(first.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("a/");
        assertThat(first.contents()).extracting(S3Object::key).containsExactly("b");
        assertThat(first.isTruncated()).isTrue();
        assertThat(second.commonPrefixes()).extracting(CommonPrefix::prefix).containsExactly("c/");
        assertThat(second.contents()).extracting(S3Object::key).containsExactly("d");
        assertThat(second.isTruncated()).isFalse();
        assertThat(s3().listObjectsV2(request -> request.bucket(bucket).prefix("a/"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("a/1", "a/2");
        assertThat(s3().listObjects(request -> request.bucket(bucket).marker("b"))
                        .contents())
                .extracting(S3Object::key)
                .containsExactly("c/1", "d");
    }

    @Test
    void pagesThroughManyObjects() {
        IntStream.range(0, 25).forEach(i -> put("k" + (100 + i), "x"));

        assertThat(s3().listObjectsV2Paginator(request -> request.bucket(bucket).maxKeys(10))
                        .contents())
                .hasSize(25);
    }

    @Test
    void copiesWithMetadataOrWithout() {
        s3().putObject(
                        request -> request.bucket(bucket).key("from").metadata(Map.of("a", "1")),
                        RequestBody.fromString("data"));

        s3().copyObject(request -> request.sourceBucket(bucket)
                .sourceKey("from")
                .destinationBucket(bucket)
                .destinationKey("to"));
        s3().copyObject(request -> request.sourceBucket(bucket)
                .sourceKey("from")
                .destinationBucket(bucket)
                .destinationKey("anew")
                .metadataDirective(MetadataDirective.REPLACE)
                .metadata(Map.of("b", "2")));

        assertThat(text("to")).isEqualTo("data");
        assertThat(s3().headObject(request -> request.bucket(bucket).key("to")).metadata())
                .containsEntry("a", "1");
        assertThat(s3().headObject(request -> request.bucket(bucket).key("anew"))
                        .metadata())
                .containsOnly(Map.entry("b", "2"));
        assertCode(
                400,
                "InvalidRequest",
                () -> s3().copyObject(request -> request.sourceBucket(bucket)
                        .sourceKey("to")
                        .destinationBucket(bucket)
                        .destinationKey("to")));
    }

    @Test
    void putsPartsTogether() {
        String id = s3().createMultipartUpload(
                        request -> request.bucket(bucket).key("big").contentType("application/zip"))
                .uploadId();
        byte[] first = new byte[5 * 1024 * 1024];
        UploadPartResponse one = s3().uploadPart(
                        request ->
                                request.bucket(bucket).key("big").uploadId(id).partNumber(1),
                        RequestBody.fromBytes(first));
        UploadPartResponse two = s3().uploadPart(
                        request ->
                                request.bucket(bucket).key("big").uploadId(id).partNumber(2),
                        RequestBody.fromString("end"));
        assertThat(s3().listParts(request -> request.bucket(bucket).key("big").uploadId(id))
                        .parts())
                .hasSize(2);

        assertCode(400, "InvalidPart", () -> complete(id, "nonsense", two.eTag()));
        complete(id, one.eTag(), two.eTag());

        HeadObjectResponse head =
                s3().headObject(request -> request.bucket(bucket).key("big"));
        assertThat(head.contentLength()).isEqualTo(first.length + 3L);
        assertThat(head.contentType()).isEqualTo("application/zip");
        assertThat(head.eTag()).endsWith("-2\"");
        assertThat(text("big")).endsWith("end");
        assertCode(404, "NoSuchUpload", () -> complete(id, one.eTag(), two.eTag()));
    }

    @Test
    void keepsVersionsWhereThatIsEnabled() {
        put("a", "before");
        s3().putBucketVersioning(request -> request.bucket(bucket)
                .versioningConfiguration(versioning -> versioning.status(BucketVersioningStatus.ENABLED)));
        String first = put("a", "one").versionId();
        put("a", "two");
        DeleteObjectResponse deletion =
                s3().deleteObject(request -> request.bucket(bucket).key("a"));

        assertThat(deletion.deleteMarker()).isTrue();
        assertThatThrownBy(() -> text("a")).isInstanceOf(NoSuchKeyException.class);
        assertThat(s3().getObjectAsBytes(
                                request -> request.bucket(bucket).key("a").versionId(first))
                        .asUtf8String())
                .isEqualTo("one");
        assertThat(s3().getObjectAsBytes(
                                request -> request.bucket(bucket).key("a").versionId("null"))
                        .asUtf8String())
                .isEqualTo("before");
        assertThat(s3().listObjectVersions(request -> request.bucket(bucket)).versions())
                .hasSize(3);
        assertThat(s3().listObjectVersions(request -> request.bucket(bucket)).deleteMarkers())
                .hasSize(1);
        assertCode(409, "BucketNotEmpty", () -> s3().deleteBucket(request -> request.bucket(bucket)));

        s3().deleteObject(request -> request.bucket(bucket).key("a").versionId(deletion.versionId()));

        assertThat(text("a")).isEqualTo("two");
    }

    @Test
    void deletesManyAtOnce() {
        put("a", "1");
        put("b", "2");

        assertThat(s3().deleteObjects(request -> request.bucket(bucket)
                                .delete(delete -> delete.objects(
                                        ObjectIdentifier.builder().key("a").build(),
                                        ObjectIdentifier.builder().key("gone").build())))
                        .deleted())
                .hasSize(2);
        assertThat(s3().listObjectsV2(request -> request.bucket(bucket)).contents())
                .extracting(S3Object::key)
                .containsExactly("b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"CRC32", "CRC32C", "SHA1", "SHA256"})
    void answersTheChecksumThatWasAskedFor(String algorithm) {
        PutObjectResponse put = s3().putObject(
                        request -> request.bucket(bucket)
                                .key("a")
                                .checksumAlgorithm(ChecksumAlgorithm.fromValue(algorithm)),
                        RequestBody.fromString("hello"));
        String sum = List.of("CRC32", "CRC32C", "SHA1", "SHA256").stream()
                .map(kind -> put.getValueForField("Checksum" + kind, String.class))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse("");

        assertThat(sum)
                .isIn(
                        "NhCmhg==",
                        "mnG7TA==",
                        "qvTGHdzF6KLavt4PO0gs2a6pQ00=",
                        "LPJNul+wow4m6DsqxbninhsWHlwfp0JecwQzYpOLmCQ=");
        assertThat(s3().getObjectAsBytes(
                                request -> request.bucket(bucket).key("a").checksumMode(ChecksumMode.ENABLED))
                        .asUtf8String())
                .isEqualTo("hello");
    }

    @Test
    void refusesBytesThatAreNotThoseMeant() {
        assertCode(
                400,
                "BadDigest",
                () -> s3().putObject(
                                request -> request.bucket(bucket).key("a").checksumCRC32("AAAAAA=="),
                                RequestBody.fromString("hello")));
        assertCode(
                400,
                "BadDigest",
                () -> s3().putObject(
                                request -> request.bucket(bucket).key("a").contentMD5("AAAAAAAAAAAAAAAAAAAAAA=="),
                                RequestBody.fromString("hello")));
        assertThatThrownBy(() -> text("a")).isInstanceOf(NoSuchKeyException.class);
    }

    @Test
    void writesOnlyWhereThePreconditionHolds() {
        PutObjectResponse first = s3().putObject(
                        request -> request.bucket(bucket).key("a").ifNoneMatch("*"), RequestBody.fromString("1"));

        assertCode(
                412,
                "PreconditionFailed",
                () -> s3().putObject(
                                request -> request.bucket(bucket).key("a").ifNoneMatch("*"),
                                RequestBody.fromString("2")));
        s3().putObject(request -> request.bucket(bucket).key("a").ifMatch(first.eTag()), RequestBody.fromString("3"));

        assertThat(text("a")).isEqualTo("3");
    }

    @Test
    void keepsTheSettingsOfABucket() {
        assertThat(s3().getPublicAccessBlock(request -> request.bucket(bucket))
                        .publicAccessBlockConfiguration()
                        .blockPublicPolicy())
                .isTrue();
        assertThat(s3().getBucketEncryption(request -> request.bucket(bucket))
                        .serverSideEncryptionConfiguration()
                        .rules())
                .hasSize(1);
        assertCode(404, "NoSuchBucketPolicy", () -> s3().getBucketPolicy(request -> request.bucket(bucket)));
        assertCode(404, "NoSuchTagSet", () -> s3().getBucketTagging(request -> request.bucket(bucket)));
        assertCode(
                404,
                "NoSuchLifecycleConfiguration",
                () -> s3().getBucketLifecycleConfiguration(request -> request.bucket(bucket)));

        s3().putBucketPolicy(request -> request.bucket(bucket).policy("{\"Statement\":[]}"));
        s3().putBucketTagging(request -> request.bucket(bucket)
                .tagging(tagging ->
                        tagging.tagSet(Tag.builder().key("k").value("v").build())));

        assertThat(s3().getBucketPolicy(request -> request.bucket(bucket)).policy())
                .isEqualTo("{\"Statement\":[]}");
        assertThat(s3().getBucketTagging(request -> request.bucket(bucket)).tagSet())
                .extracting(Tag::value)
                .containsExactly("v");
        assertCode(
                400,
                "MalformedPolicy",
                () -> s3().putBucketPolicy(request -> request.bucket(bucket).policy("no")));
    }

    @Test
    void tagsObjects() {
        s3().putObject(request -> request.bucket(bucket).key("a").tagging("x=1&y=%20"), RequestBody.fromString("1"));

        assertThat(s3().getObjectTagging(request -> request.bucket(bucket).key("a"))
                        .tagSet())
                .extracting(Tag::value)
                .containsExactly("1", " ");
    }

    @Test
    void makesABucketOnce() {
        assertThatThrownBy(() -> s3().createBucket(request -> request.bucket(bucket)))
                .isInstanceOf(BucketAlreadyOwnedByYouException.class);
        assertThat(s3().headBucket(request -> request.bucket(bucket)).bucketRegion())
                .isEqualTo("us-east-1");
        assertThat(s3().listBuckets().buckets()).extracting(one -> one.name()).contains(bucket);

        s3().deleteBucket(request -> request.bucket(bucket));

        assertThatThrownBy(() -> s3().headBucket(request -> request.bucket(bucket)))
                .isInstanceOf(NoSuchBucketException.class);
        assertThatThrownBy(() -> put("a", "1")).isInstanceOf(NoSuchBucketException.class);
    }

    private PutObjectResponse put(String key, String text) {
        return s3().putObject(request -> request.bucket(bucket).key(key), RequestBody.fromString(text));
    }

    private String text(String key) {
        return s3().getObjectAsBytes(request -> request.bucket(bucket).key(key)).asString(StandardCharsets.UTF_8);
    }

    private void complete(String id, String one, String two) {
        s3().completeMultipartUpload(request -> request.bucket(bucket)
                .key("big")
                .uploadId(id)
                .multipartUpload(upload -> upload.parts(
                        CompletedPart.builder().partNumber(1).eTag(one).build(),
                        CompletedPart.builder().partNumber(2).eTag(two).build())));
    }

    static void assertCode(int status, String code, ThrowingCallable call) {
        S3Exception fault = catchThrowableOfType(S3Exception.class, call);
        assertThat(fault).as(code).isNotNull();
        assertThat(fault.awsErrorDetails().errorCode()).isEqualTo(code);
        assertThat(fault.statusCode()).isEqualTo(status);
    }
}
