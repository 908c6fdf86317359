package dev.fargatecd.local.authorization;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Guard;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.policy.Access;
import dev.fargatecd.local.policy.Permissions;
import dev.fargatecd.local.policy.Verdict;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Holds the sessions of roles to what their policies allow. The account's root, users and AWS's own services pass: theirs
 * are the keys that everybody starts with, and the calls that AWS makes behind its APIs.
 */
public final class RoleGuard implements Guard {
    private static final String REQUEST_TAG = "aws:requesttag/";

    private final Clients clients;
    private final Clock clock;
    private final Needs needs = new Needs(PermissionRules.bundled());
    private final RolePolicies policies;

    /**
     * A guard that reads roles and their policies through the cloud's own IAM.
     *
     * @param clients to ask IAM and EC2, once they are there
     */
    public RoleGuard(Clients clients, Clock clock) {
        this.clients = clients;
        this.clock = clock;
        policies = new RolePolicies(clients);
    }

    @Override
    public void admit(Caller caller, SdkPojo request) {
        if (caller.principal().kind() != Principal.Kind.ROLE_SESSION) {
            return;
        }
        List<Need> asked = needs.of(request, caller.scope(), new Lookups(clients, caller.scope()));
        if (asked.isEmpty()) {
            return;
        }
        Permissions permissions = permissions(caller);
        Map<String, List<String>> tags = tags(request);
        for (Need need : asked) {
            Verdict verdict = verdict(permissions, caller, need, tags);
            boolean isTrusted = verdict == Verdict.NOT_ALLOWED
                    && need.action().equals("sts:AssumeRole")
                    && policies.trustNames(need.resources().get(0), caller);
            if (verdict != Verdict.ALLOWED && !isTrusted) {
                throw AccessDenials.of(request, caller.principal(), need, verdict);
            }
        }
    }

    @Override
    public void admit(Caller caller, String action, String resource) {
        if (caller.principal().kind() == Principal.Kind.ROLE_SESSION) {
            Need need = new Need(action, List.of(resource), Map.of(), Set.of());
            Verdict verdict = verdict(permissions(caller), caller, need, Map.of());
            if (verdict != Verdict.ALLOWED) {
                throw AccessDenials.of(caller.principal(), need, verdict);
            }
        }
    }

    private Permissions permissions(Caller caller) {
        return policies.of(caller.principal().roleArn().orElseThrow(), caller.scope());
    }

    /** That of the spelling of the resource that goes furthest: one allowed suffices, unless another is denied. */
    private Verdict verdict(Permissions permissions, Caller caller, Need need, Map<String, List<String>> tags) {
        Map<String, List<String>> context = context(caller, need);
        Set<String> known = Stream.of(context.keySet(), need.known())
                .flatMap(Set::stream)
                .map(key -> key.toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
        known.add("aws:tagkeys");
        Predicate<String> isKnown = key -> known.contains(key.toLowerCase(Locale.ROOT))
                || key.toLowerCase(Locale.ROOT).startsWith(REQUEST_TAG);
        context.putAll(tags);
        List<Verdict> verdicts = need.resources().stream()
                .map(resource ->
                        permissions.decide(new Access(caller.principal(), need.action(), resource, context), isKnown))
                .toList();
        return Stream.of(Verdict.DENIED, Verdict.DENIED_BY_BOUNDARY, Verdict.ALLOWED, Verdict.NOT_WITHIN_BOUNDARY)
                .filter(verdicts::contains)
                .findFirst()
                .orElse(Verdict.NOT_ALLOWED);
    }

    /**
     * The condition keys of every request.
     *
     * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html">Global
     *     condition context keys</a>
     */
    private Map<String, List<String>> context(Caller caller, Need need) {
        Instant now = clock.instant();
        Principal principal = caller.principal();
        Map<String, List<String>> context = new HashMap<>(need.context());
        context.put("aws:CurrentTime", List.of(now.toString()));
        context.put("aws:EpochTime", List.of(Long.toString(now.getEpochSecond())));
        context.put("aws:SecureTransport", List.of("true")); // as it would be on AWS
        context.put("aws:RequestedRegion", List.of(caller.scope().region()));
        context.put("aws:PrincipalArn", List.of(principal.roleArn().orElseThrow()));
        context.put("aws:PrincipalAccount", List.of(principal.account()));
        context.put("aws:PrincipalType", List.of("AssumedRole"));
        context.put("aws:PrincipalIsAWSService", List.of("false"));
        context.put("aws:userid", List.of(principal.id()));
        context.put("aws:ResourceAccount", List.of(caller.scope().account()));
        return context;
    }

    private static Map<String, List<String>> tags(SdkPojo request) {
        Map<String, String> tags = new Members(request).tags();
        Map<String, List<String>> context = new HashMap<>();
        tags.forEach((key, value) -> context.put(REQUEST_TAG + key, List.of(value)));
        if (!tags.isEmpty()) {
            context.put("aws:TagKeys", List.copyOf(tags.keySet()));
        }
        return context;
    }
}
