package dev.fargatecd.local.s3;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CopyObjectRequest;

/** What is copied: as the wire has it in one header, or in-process as the request's own members. */
record CopySource(String bucket, String key, Optional<String> versionId) {

    @SuppressWarnings("deprecation") // it is what the wire has; the members that replace it exist in the client only
    static CopySource of(CopyObjectRequest request) {
        String sourceBucket = request.sourceBucket();
        String sourceKey = request.sourceKey();
        return sourceBucket != null && sourceKey != null
                ? new CopySource(sourceBucket, sourceKey, Optional.ofNullable(request.sourceVersionId()))
                : of(request.copySource());
    }

    /** {@code /bucket/key?versionId=…}, URL-encoded, the first slash optional. */
    private static CopySource of(@Nullable String header) {
        String source = header == null ? "" : header;
        int query = source.indexOf("?versionId=");
        String path = URLDecoder.decode(
                (query < 0 ? source : source.substring(0, query)).replace("+", "%2B"), StandardCharsets.UTF_8);
        String plain = path.startsWith("/") ? path.substring(1) : path;
        int slash = plain.indexOf('/');
        if (slash <= 0 || slash == plain.length() - 1) {
            throw S3Faults.invalidArgument(
                    "Copy Source must mention the source bucket and key: sourcebucket/sourcekey");
        }
        return new CopySource(
                plain.substring(0, slash),
                plain.substring(slash + 1),
                query < 0 ? Optional.empty() : Optional.of(source.substring(query + "?versionId=".length())));
    }
}
