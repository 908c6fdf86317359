package dev.fargatecd.local.sts;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.policy.Access;
import dev.fargatecd.local.policy.Decision;
import dev.fargatecd.local.policy.MalformedPolicyException;
import dev.fargatecd.local.policy.PolicyDocument;
import dev.fargatecd.local.policy.PolicyKind;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.sts.model.AssumeRoleRequest;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.AssumedRoleUser;

/**
 * AssumeRole, decided by the role's trust policy.
 *
 * <p>AWS refuses the account's root here; the local cloud lets it be whoever trusts its account, for its key is the one
 * that everybody starts with.
 *
 * @see <a href="https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html">AssumeRole</a>
 */
final class RoleAssumption {
    private static final String ACTION = "sts:AssumeRole";
    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::(\\d{12}):role/(?:.*/)?([\\w+=,.@-]+)");
    private static final Pattern SESSION_NAME = Pattern.compile("[\\w+=,.@-]{2,64}");
    private static final int HOUR = 3600;

    private final CloudContext cloud;
    private final SessionKeys keys;

    RoleAssumption(CloudContext cloud, SessionKeys keys) {
        this.cloud = cloud;
        this.keys = keys;
    }

    AssumeRoleResponse assume(AssumeRoleRequest request) {
        requireSupported(request);
        Principal caller = Caller.current().principal();
        Matcher arn = ROLE.matcher(String.valueOf(request.roleArn()));
        if (!arn.matches()) {
            throw StsFaults.validation(request.roleArn() + " is invalid");
        }
        String session = String.valueOf(request.roleSessionName());
        if (request.roleSessionName() == null || !SESSION_NAME.matcher(session).matches()) {
            throw StsFaults.validation("1 validation error detected: Value '" + session
                    + "' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression"
                    + " pattern: [\\w+=,.@-]{2,64}");
        }
        Role role = role(arn.group(1), arn.group(2))
                .filter(found -> found.arn().equals(request.roleArn()))
                .filter(found -> trusts(found, caller, request))
                .orElseThrow(() -> StsFaults.notAuthorized(caller, ACTION, request.roleArn()));
        int seconds = SessionKeys.duration(request.durationSeconds(), HOUR, 12 * HOUR);
        if (seconds > role.maxSessionDuration()) {
            throw StsFaults.validation(
                    "The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        }
        if (seconds > HOUR && caller.kind() == Principal.Kind.ROLE_SESSION) {
            throw StsFaults.validation("The requested DurationSeconds exceeds the 1 hour session limit for roles"
                    + " assumed by role chaining");
        }
        Principal assumed = Principal.roleSession(arn.group(1), role.arn(), role.roleId(), session);
        return AssumeRoleResponse.builder()
                .credentials(keys.make(assumed, seconds))
                .assumedRoleUser(AssumedRoleUser.builder()
                        .arn(assumed.arn())
                        .assumedRoleId(assumed.id())
                        .build())
                .build();
    }

    private Optional<Role> role(String account, String name) {
        Scope scope = new Scope(account, Caller.current().scope().region());
        Caller sts = new Caller(Principal.service(account, "sts.amazonaws.com"), scope);
        try {
            return Optional.of(cloud.clients()
                    .as(sts, IamClient.class)
                    .getRole(request -> request.roleName(name))
                    .role());
        } catch (NoSuchEntityException none) {
            return Optional.empty();
        }
    }

    private boolean trusts(Role role, Principal caller, AssumeRoleRequest request) {
        String document = URLDecoder.decode(role.assumeRolePolicyDocument(), StandardCharsets.UTF_8);
        try {
            return PolicyDocument.parse(document, PolicyKind.TRUST)
                            .decide(new Access(caller, ACTION, role.arn(), context(caller, request)))
                    == Decision.ALLOWED;
        } catch (MalformedPolicyException impossible) {
            throw new IllegalStateException("IAM kept a malformed trust policy of " + role.arn(), impossible);
        }
    }

    /** The condition keys that this request carries. */
    private Map<String, List<String>> context(Principal caller, AssumeRoleRequest request) {
        Map<String, List<String>> context = new HashMap<>();
        context.put("aws:CurrentTime", List.of(cloud.clock().instant().toString()));
        context.put("aws:SecureTransport", List.of("false"));
        context.put("aws:RequestedRegion", List.of(Caller.current().scope().region()));
        context.put("sts:RoleSessionName", List.of(request.roleSessionName()));
        if (request.externalId() != null) {
            context.put("sts:ExternalId", List.of(request.externalId()));
        }
        boolean service = caller.kind() == Principal.Kind.SERVICE;
        context.put("aws:PrincipalIsAWSService", List.of(Boolean.toString(service)));
        if (service) {
            context.put("aws:SourceAccount", List.of(caller.account()));
            request.overrideConfiguration()
                    .map(carried -> carried.headers().getOrDefault(Clients.SOURCE_ARN_HEADER, List.of()))
                    .filter(arns -> !arns.isEmpty())
                    .ifPresent(arns -> context.put("aws:SourceArn", arns));
        } else {
            context.put("aws:PrincipalArn", List.of(caller.roleArn().orElse(caller.arn())));
            context.put("aws:PrincipalAccount", List.of(caller.account()));
        }
        return context;
    }

    private static void requireSupported(AssumeRoleRequest request) {
        Map<String, Boolean> unsupported = Map.of(
                "Policy",
                request.policy() != null,
                "PolicyArns",
                request.hasPolicyArns() && !request.policyArns().isEmpty(),
                "Tags",
                request.hasTags() && !request.tags().isEmpty(),
                "TransitiveTagKeys",
                request.hasTransitiveTagKeys() && !request.transitiveTagKeys().isEmpty(),
                "SerialNumber",
                request.serialNumber() != null,
                "TokenCode",
                request.tokenCode() != null,
                "SourceIdentity",
                request.sourceIdentity() != null,
                "ProvidedContexts",
                request.hasProvidedContexts() && !request.providedContexts().isEmpty());
        unsupported.forEach((member, given) -> {
            if (given) {
                throw new UnsupportedOperationException(
                        "sts AssumeRole: " + member + " is not supported by the local cloud");
            }
        });
    }
}
