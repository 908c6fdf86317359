package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.policy.PolicyKind;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreatePolicyVersionRequest;
import software.amazon.awssdk.services.iam.model.ListPoliciesRequest;
import software.amazon.awssdk.services.iam.model.PermissionsBoundaryAttachmentType;
import software.amazon.awssdk.services.iam.model.Policy;
import software.amazon.awssdk.services.iam.model.PolicyScopeType;
import software.amazon.awssdk.services.iam.model.PolicyVersion;

/** Managed policies: the customer's with their versions, and AWS's by their ARN. */
final class ManagedPolicies {
    private static final Pattern AWS_MANAGED = Pattern.compile("arn:aws:iam::aws:policy/([\\w+=,.@-]+/)*[\\w+=,.@-]+");
    private static final int MAX_SIZE = 6144;
    private static final int MAX_VERSIONS = 5;

    private final AwsPolicies aws = new AwsPolicies();
    private final IamState state;
    private final CloudContext cloud;

    ManagedPolicies(IamState state, CloudContext cloud) {
        this.state = state;
        this.cloud = cloud;
    }

    /** The policy's name: the last part of its ARN. */
    static String name(String arn) {
        return arn.substring(arn.lastIndexOf('/') + 1);
    }

    /** The policy's path: between {@code policy} and the name. */
    static String path(String arn) {
        return arn.substring(arn.indexOf('/'), arn.lastIndexOf('/') + 1);
    }

    Policy create(CreatePolicyRequest request) {
        String name = Inputs.name("policyName", request.policyName(), 128);
        String path = Inputs.path(request.path());
        String document = checked(request.policyDocument());
        boolean taken = state.policies().list(IamState.account()).stream()
                .anyMatch(stored -> stored.policy().policyName().equalsIgnoreCase(name));
        Instant now = now();
        Policy policy = Policy.builder()
                .policyName(name)
                .policyId(cloud.ids().iam("ANPA"))
                .arn(IamState.account().arn("iam", "policy" + path + name))
                .path(path)
                .description(request.description())
                .defaultVersionId("v1")
                .attachmentCount(0)
                .permissionsBoundaryUsageCount(0)
                .isAttachable(true)
                .createDate(now)
                .updateDate(now)
                .tags(Inputs.merged(List.of(), request.tags()))
                .build();
        StoredPolicy stored = new StoredPolicy(policy, List.of(version("v1", true, document)), 1);
        if (taken || !state.policies().putIfAbsent(key(policy.arn()), stored)) {
            throw IamFaults.alreadyExists(
                    "A policy called " + name + " already exists. Duplicate names are not allowed.");
        }
        return policy;
    }

    /** The policy, with how often it is used. */
    Policy get(String arn) {
        return isAwsManaged(arn) ? awsManaged(arn) : counted(stored(arn).policy());
    }

    /** The customer's policies, and of AWS's those that are in use here. */
    List<Policy> list(ListPoliciesRequest request) {
        if (request.policyUsageFilter() != null) {
            throw new UnsupportedOperationException(
                    "iam ListPolicies: policyUsageFilter is not supported by the local cloud");
        }
        PolicyScopeType scope = request.scope() == null ? PolicyScopeType.ALL : request.scope();
        Stream<Policy> customers =
                state.policies().list(IamState.account()).stream().map(stored -> counted(stored.policy()));
        Stream<Policy> aws =
                used().filter(ManagedPolicies::isAwsManaged).distinct().map(this::awsManaged);
        return Stream.concat(
                        scope == PolicyScopeType.AWS ? Stream.of() : customers,
                        scope == PolicyScopeType.LOCAL ? Stream.of() : aws)
                .filter(policy -> path(policy.arn()).startsWith(Objects.requireNonNullElse(request.pathPrefix(), "/")))
                .filter(policy -> !Boolean.TRUE.equals(request.onlyAttached()) || policy.attachmentCount() > 0)
                .sorted(Comparator.comparing(Policy::policyName))
                .toList();
    }

    void delete(String arn) {
        requireCustomers(arn);
        update(arn, stored -> {
            if (used().anyMatch(arn::equals) || boundaries().anyMatch(arn::equals)) {
                throw IamFaults.deleteConflict("Cannot delete a policy attached to entities.");
            }
            if (stored.versions().size() > 1) {
                throw IamFaults.deleteConflict("This policy has more than one version. Before you delete a policy, you"
                        + " must delete the policy's versions. The default version is deleted with the policy.");
            }
            return stored;
        });
        state.policies().remove(key(arn));
    }

    PolicyVersion createVersion(CreatePolicyVersionRequest request) {
        requireCustomers(request.policyArn());
        String document = checked(request.policyDocument());
        boolean isDefault = Boolean.TRUE.equals(request.setAsDefault());
        StoredPolicy changed = update(request.policyArn(), stored -> {
            if (stored.versions().size() >= MAX_VERSIONS) {
                throw IamFaults.limitExceeded("A managed policy can have up to " + MAX_VERSIONS
                        + " versions. Before you create a new version, you must delete an existing version.");
            }
            String id = "v" + (stored.newest() + 1);
            List<PolicyVersion> versions = new ArrayList<>(stored.versions());
            versions.add(version(id, false, document));
            StoredPolicy more = new StoredPolicy(stored.policy(), versions, stored.newest() + 1);
            return isDefault ? withDefault(more, id) : more;
        });
        PolicyVersion made = changed.versions().get(changed.versions().size() - 1);
        return made.copy(version -> version.document(null));
    }

    void setDefaultVersion(String arn, String versionId) {
        requireCustomers(arn);
        update(arn, stored -> {
            if (stored.version(versionId).isEmpty()) {
                throw noSuchVersion(arn, versionId);
            }
            return withDefault(stored, versionId);
        });
    }

    void deleteVersion(String arn, String versionId) {
        requireCustomers(arn);
        update(arn, stored -> {
            PolicyVersion version = stored.version(versionId).orElseThrow(() -> noSuchVersion(arn, versionId));
            if (version.isDefaultVersion()) {
                throw IamFaults.deleteConflict("Cannot delete the default version of a policy.");
            }
            return new StoredPolicy(
                    stored.policy(),
                    stored.versions().stream()
                            .filter(each -> !each.equals(version))
                            .toList(),
                    stored.newest());
        });
    }

    /** The version, its document URL-encoded. */
    PolicyVersion version(String arn, String versionId) {
        if (isAwsManaged(arn)) {
            AwsPolicies.AwsPolicy known = aws.find(arn)
                    .orElseThrow(
                            () -> new UnsupportedOperationException(
                                    "iam GetPolicyVersion: the document of AWS's policy " + arn
                                            + " is not known to the local cloud; write what it allows into a policy of your own"));
            if (!known.version().equals(versionId)) {
                throw noSuchVersion(arn, versionId);
            }
            return PolicyVersion.builder()
                    .versionId(versionId)
                    .isDefaultVersion(true)
                    .document(Documents.encoded(known.document()))
                    .build();
        }
        PolicyVersion version = stored(arn).version(versionId).orElseThrow(() -> noSuchVersion(arn, versionId));
        return version.copy(encoded -> encoded.document(Documents.encoded(version.document())));
    }

    /** All versions, newest first, without documents, as IAM lists them. */
    List<PolicyVersion> versions(String arn) {
        if (isAwsManaged(arn)) {
            throw new UnsupportedOperationException("iam ListPolicyVersions: the versions of AWS's own policies ("
                    + name(arn) + ") are not known to the local cloud");
        }
        List<PolicyVersion> newestFirst = new ArrayList<>(stored(arn).versions());
        Collections.reverse(newestFirst);
        return newestFirst.stream()
                .map(version -> version.copy(bare -> bare.document(null)))
                .toList();
    }

    void change(String arn, UnaryOperator<Policy> change) {
        requireCustomers(arn);
        update(arn, stored -> new StoredPolicy(change.apply(stored.policy()), stored.versions(), stored.newest()));
    }

    /** Requires that the policy can be attached to a role or user. */
    void attachable(String arn) {
        Inputs.required("policyArn", arn);
        if (!isAwsManaged(arn) && state.policies().get(key(arn)).isEmpty()) {
            throw IamFaults.noSuchEntity("Policy " + arn + " does not exist or is not attachable.");
        }
    }

    /** The boundary of that policy, which must be there. */
    AttachedPermissionsBoundary boundary(String arn) {
        if (!isAwsManaged(arn) && state.policies().get(key(arn)).isEmpty()) {
            throw IamFaults.noSuchEntity("Scope ARN: " + arn + " does not exist or is not attachable.");
        }
        return AttachedPermissionsBoundary.builder()
                .permissionsBoundaryArn(arn)
                .permissionsBoundaryType(PermissionsBoundaryAttachmentType.PERMISSIONS_BOUNDARY_POLICY)
                .build();
    }

    private static boolean isAwsManaged(String arn) {
        return AWS_MANAGED.matcher(arn).matches();
    }

    private static void requireCustomers(String arn) {
        if (isAwsManaged(arn)) {
            throw IamFaults.validation("Policy " + arn + " is an AWS managed policy and can't be changed.");
        }
    }

    /** An AWS managed policy is known by its ARN alone; whether AWS has one of that name is not checked. */
    private Policy awsManaged(String arn) {
        return counted(Policy.builder()
                .policyName(name(arn))
                .arn(arn)
                .path(path(arn))
                .defaultVersionId(
                        aws.find(arn).map(AwsPolicies.AwsPolicy::version).orElse("v1"))
                .isAttachable(true)
                .build());
    }

    private Policy counted(Policy policy) {
        Predicate<String> same = policy.arn()::equals;
        return policy.copy(counts -> counts.attachmentCount(
                        (int) used().filter(same).count())
                .permissionsBoundaryUsageCount((int) boundaries().filter(same).count()));
    }

    private Stream<String> used() {
        return state.identities().stream().flatMap(identity -> identity.attachments().managed().stream());
    }

    private Stream<String> boundaries() {
        return state.identities().stream().map(Identity::boundary).flatMap(Optional::stream);
    }

    private StoredPolicy withDefault(StoredPolicy stored, String id) {
        return new StoredPolicy(
                stored.policy().copy(policy -> policy.defaultVersionId(id).updateDate(now())),
                stored.versions().stream()
                        .map(version -> version.copy(mark ->
                                mark.isDefaultVersion(version.versionId().equals(id))))
                        .toList(),
                stored.newest());
    }

    private PolicyVersion version(String id, boolean isDefault, String document) {
        return PolicyVersion.builder()
                .versionId(id)
                .isDefaultVersion(isDefault)
                .document(document)
                .createDate(now())
                .build();
    }

    private static String checked(String document) {
        Documents.checked(document, PolicyKind.IDENTITY);
        if (Documents.size(document) > MAX_SIZE) {
            throw IamFaults.limitExceeded("Cannot exceed quota for PolicySize: " + MAX_SIZE);
        }
        return document;
    }

    private StoredPolicy stored(String arn) {
        return state.policies().get(key(arn)).orElseThrow(() -> noSuch(arn));
    }

    private StoredPolicy update(String arn, UnaryOperator<StoredPolicy> change) {
        return state.policies().update(key(arn), change).orElseThrow(() -> noSuch(arn));
    }

    private static Key key(String arn) {
        return new Key(IamState.account(), Inputs.required("policyArn", arn));
    }

    private static AwsServiceException noSuch(String arn) {
        return IamFaults.noSuchEntity("Policy " + arn + " was not found.");
    }

    private static AwsServiceException noSuchVersion(String arn, String versionId) {
        return IamFaults.noSuchEntity(
                "Policy " + arn + " version " + versionId + " does not exist or is not attachable.");
    }

    private Instant now() {
        return cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
