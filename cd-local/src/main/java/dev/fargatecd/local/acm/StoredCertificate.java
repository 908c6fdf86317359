package dev.fargatecd.local.acm;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.acm.model.CertificateDetail;
import software.amazon.awssdk.services.acm.model.Tag;

/**
 * A certificate as it is kept; its key is in the key ring.
 *
 * @param detail as DescribeCertificate answers it, without who uses it
 * @param requestToken by which a second request is known to be the same
 */
record StoredCertificate(CertificateDetail detail, Map<String, String> tags, Optional<String> requestToken) {
    StoredCertificate {
        tags = Map.copyOf(tags);
    }

    String arn() {
        return detail.certificateArn();
    }

    StoredCertificate with(CertificateDetail changed) {
        return new StoredCertificate(changed, tags, requestToken);
    }

    StoredCertificate tagged(List<Tag> more) {
        Map<String, String> all = new TreeMap<>(tags);
        more.forEach(tag -> all.put(tag.key(), tag.value() == null ? "" : tag.value()));
        return new StoredCertificate(detail, all, requestToken);
    }

    /** Without these tags; one that is given with a value goes only if it has that value. */
    StoredCertificate untagged(List<Tag> gone) {
        Map<String, String> left = new TreeMap<>(tags);
        gone.forEach(tag -> {
            if (tag.value() == null) {
                left.remove(tag.key());
            } else {
                left.remove(tag.key(), tag.value());
            }
        });
        return new StoredCertificate(detail, left, requestToken);
    }

    /** Sorted by key. */
    List<Tag> shownTags() {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
    }
}
