package dev.fargatecd.local.policy;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that bears on what an identity may do in its account.
 *
 * @param policies its own, inline and managed
 * @param boundary the most that it may do, whatever its policies allow; empty where it has none
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html">Policy
 *     evaluation logic</a>
 */
public record Permissions(List<PolicyDocument> policies, Optional<PolicyDocument> boundary) {
    public Permissions {
        policies = List.copyOf(policies);
    }

    /**
     * Decides: an explicit deny wins, and what nobody allows is not allowed.
     *
     * @param known says of a condition key whether it is known if the request carries it
     * @throws UnsupportedOperationException where the decision hangs on another key, or on a policy variable
     */
    public Verdict decide(Access access, Predicate<String> known) {
        List<PolicyDocument> all =
                Stream.concat(policies.stream(), boundary.stream()).toList();
        List<Decision> decisions =
                policies.stream().map(policy -> policy.decide(access, known)).toList();
        if (decisions.contains(Decision.DENIED)) {
            return Verdict.DENIED;
        }
        Optional<Decision> bound = boundary.map(policy -> policy.decide(access, known));
        if (bound.equals(Optional.of(Decision.DENIED))) {
            return Verdict.DENIED_BY_BOUNDARY;
        }
        requireDecided(all, access, known, false);
        if (decisions.contains(Decision.ALLOWED) && !bound.equals(Optional.of(Decision.SILENT))) {
            return Verdict.ALLOWED;
        }
        requireDecided(all, access, known, true);
        return decisions.contains(Decision.ALLOWED) ? Verdict.NOT_WITHIN_BOUNDARY : Verdict.NOT_ALLOWED;
    }

    private static void requireDecided(
            List<PolicyDocument> all, Access access, Predicate<String> known, boolean allowing) {
        all.stream()
                .flatMap(policy -> policy.undecided(access, known, allowing).stream())
                .findFirst()
                .ifPresent(reason -> {
                    throw new UnsupportedOperationException("iam: whether " + access.action() + " on "
                            + access.resource() + " is allowed depends on " + reason
                            + ", which the local cloud does not know for this request");
                });
    }
}
