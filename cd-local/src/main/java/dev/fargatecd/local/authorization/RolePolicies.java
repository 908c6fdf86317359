package dev.fargatecd.local.authorization;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.policy.MalformedPolicyException;
import dev.fargatecd.local.policy.Permissions;
import dev.fargatecd.local.policy.PolicyDocument;
import dev.fargatecd.local.policy.PolicyKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** The policies of roles, as IAM tells them, read once for each text. */
final class RolePolicies {
    private static final int KEPT = 1_000;

    private final Clients clients;
    private final Map<String, PolicyDocument> read = new ConcurrentHashMap<>();

    RolePolicies(Clients clients) {
        this.clients = clients;
    }

    /**
     * What the role may do; nothing where it is not there any more.
     *
     * @throws UnsupportedOperationException where it has a policy of AWS's whose document nobody knows here
     */
    Permissions of(String roleArn, Scope scope) {
        String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        IamClient iam =
                clients.as(new Caller(Principal.service(scope.account(), "iam.amazonaws.com"), scope), IamClient.class);
        try {
            Role role = iam.getRole(request -> request.roleName(name)).role();
            List<PolicyDocument> policies = new ArrayList<>();
            iam.listRolePoliciesPaginator(request -> request.roleName(name)).policyNames().stream()
                    .map(policy -> iam.getRolePolicy(
                                    request -> request.roleName(name).policyName(policy))
                            .policyDocument())
                    .map(this::document)
                    .forEach(policies::add);
            iam.listAttachedRolePoliciesPaginator(request -> request.roleName(name)).attachedPolicies().stream()
                    .map(attached -> managed(iam, attached.policyArn()))
                    .forEach(policies::add);
            return new Permissions(
                    policies,
                    Optional.ofNullable(role.permissionsBoundary())
                            .map(boundary -> managed(iam, boundary.permissionsBoundaryArn())));
        } catch (NoSuchEntityException gone) {
            return new Permissions(List.of(), Optional.empty());
        }
    }

    /**
     * Whether a role's trust policy names the caller's role or session itself, and not only its account: then that alone
     * lets it assume the role, and STS decides.
     */
    boolean trustNames(String roleArn, Caller caller) {
        Lookups lookups = new Lookups(clients, caller.scope());
        return lookups.role(roleArn.substring(roleArn.lastIndexOf('/') + 1))
                .map(role -> URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8))
                .map(trust -> parsed(trust, PolicyKind.TRUST).principals("AWS"))
                .filter(names -> names.contains(caller.principal().arn())
                        || names.contains(caller.principal().roleArn().orElse("")))
                .isPresent();
    }

    private PolicyDocument managed(IamClient iam, String arn) {
        String version =
                iam.getPolicy(request -> request.policyArn(arn)).policy().defaultVersionId();
        return document(iam.getPolicyVersion(request -> request.policyArn(arn).versionId(version))
                .policyVersion()
                .document());
    }

    /** @param encoded as IAM answers documents */
    private PolicyDocument document(String encoded) {
        if (read.size() > KEPT) {
            read.clear(); // all can be read again
        }
        return read.computeIfAbsent(
                encoded, text -> parsed(URLDecoder.decode(text, StandardCharsets.UTF_8), PolicyKind.IDENTITY));
    }

    private static PolicyDocument parsed(String document, PolicyKind kind) {
        try {
            return PolicyDocument.parse(document, kind);
        } catch (MalformedPolicyException impossible) {
            throw new IllegalStateException("IAM kept a malformed policy", impossible);
        }
    }
}
