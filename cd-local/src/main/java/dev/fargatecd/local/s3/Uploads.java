package dev.fargatecd.local.s3;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Table;
import dev.fargatecd.local.s3.StoredUpload.StoredPart;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.CompletedMultipartUpload;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;

/**
 * Objects that come in parts.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonS3/latest/userguide/qfacts.html">Multipart upload limits</a>
 */
final class Uploads {
    private static final long SMALLEST_PART = 5 * 1024 * 1024;
    private static final int MOST_PARTS = 10_000;

    private final CloudContext cloud;
    private final ObjectFiles files;
    private final Table<StoredUpload> uploads;

    Uploads(CloudContext cloud, ObjectFiles files) {
        this.cloud = cloud;
        this.files = files;
        uploads = cloud.store().table("s3.uploads", StoredUpload.class);
    }

    StoredUpload begin(CreateMultipartUploadRequest request) {
        StoredUpload upload =
                new StoredUpload(cloud.ids().hex(64), cloud.clock().instant(), request, Map.of());
        uploads.put(Buckets.key(upload.id()), upload);
        return upload;
    }

    StoredUpload get(String bucket, @Nullable String key, @Nullable String id) {
        return Optional.ofNullable(id)
                .flatMap(given -> uploads.get(Buckets.key(given)))
                .filter(upload -> upload.request().bucket().equals(bucket)
                        && upload.request().key().equals(key))
                .orElseThrow(S3Faults::noSuchUpload);
    }

    /** Those of a bucket, by key and time. */
    List<StoredUpload> of(String bucket) {
        return uploads.all().values().stream()
                .filter(upload -> upload.request().bucket().equals(bucket))
                .sorted(Comparator.comparing(
                                (StoredUpload upload) -> upload.request().key())
                        .thenComparing(StoredUpload::initiated))
                .toList();
    }

    static void requireNumber(@Nullable Integer number) {
        if (number == null || number < 1 || number > MOST_PARTS) {
            throw S3Faults.invalidArgument(
                    "Part number must be an integer between 1 and " + MOST_PARTS + ", inclusive");
        }
    }

    /** Adds the part, in the place of one with the same number. */
    StoredPart add(StoredUpload upload, int number, ObjectFiles.Content content) {
        StoredPart part = new StoredPart(
                number,
                content.file(),
                content.size(),
                content.md5(),
                cloud.clock().instant());
        List<String> replaced = new ArrayList<>();
        Optional<StoredUpload> changed = uploads.update(Buckets.key(upload.id()), before -> {
            Optional.ofNullable(before.parts().get(number)).ifPresent(old -> replaced.add(old.file()));
            return before.with(part);
        });
        replaced.forEach(files::remove);
        if (changed.isEmpty()) {
            files.remove(content.file());
            throw S3Faults.noSuchUpload();
        }
        return part;
    }

    /** The parts that are named, in order, if they may become an object. */
    static List<StoredPart> chosen(StoredUpload upload, @Nullable CompletedMultipartUpload named) {
        if (named == null || named.parts().isEmpty()) {
            throw S3Faults.of(
                    400,
                    "MalformedXML",
                    "The XML you provided was not well-formed or did not validate against our published schema");
        }
        List<StoredPart> chosen = new ArrayList<>();
        int before = 0;
        for (CompletedPart part : named.parts()) {
            requireNumber(part.partNumber());
            if (part.partNumber() <= before) {
                throw S3Faults.of(
                        400,
                        "InvalidPartOrder",
                        "The list of parts was not in ascending order. Parts must be ordered by part number.");
            }
            before = part.partNumber();
            chosen.add(Optional.ofNullable(upload.parts().get(before))
                    .filter(stored -> stored.md5().equals(unquoted(part.eTag())))
                    .orElseThrow(() -> S3Faults.of(
                            400,
                            "InvalidPart",
                            "One or more of the specified parts could not be found.  The part may not have been uploaded, "
                                    + "or the specified entity tag may not match the part's entity tag.")));
        }
        if (chosen.stream().limit(chosen.size() - 1L).anyMatch(part -> part.size() < SMALLEST_PART)) {
            throw S3Faults.of(400, "EntityTooSmall", "Your proposed upload is smaller than the minimum allowed size");
        }
        return List.copyOf(chosen);
    }

    /** What S3 tags an object with that came in parts: the digest of their digests, and how many they are. */
    static String eTag(List<StoredPart> parts) {
        MessageDigest md5 = ChecksumKind.digestOf("MD5");
        parts.forEach(part -> md5.update(HexFormat.of().parseHex(part.md5())));
        return HexFormat.of().formatHex(md5.digest()) + "-" + parts.size();
    }

    /** Forgets the upload and removes its parts. */
    void remove(StoredUpload upload) {
        uploads.remove(Buckets.key(upload.id()))
                .ifPresent(removed -> removed.parts().values().forEach(part -> files.remove(part.file())));
    }

    private static String unquoted(@Nullable String eTag) {
        return eTag == null ? "" : eTag.replace("\"", "");
    }
}
