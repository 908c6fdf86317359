package dev.fargatecd.local.iam;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/**
 * A customer managed policy as it is kept.
 *
 * @param versions oldest first, their documents as they were given
 * @param newest the number of the newest version ever made; numbers are not used again
 */
record StoredPolicy(Policy policy, List<PolicyVersion> versions, int newest) {
    StoredPolicy {
        versions = List.copyOf(versions);
    }

    Optional<PolicyVersion> version(String id) {
        return versions.stream()
                .filter(version -> version.versionId().equals(id))
                .findFirst();
    }
}
