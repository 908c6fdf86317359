package dev.fargatecd.aws;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/** The priorities that rules have on a listener, where no two may have the same. */
final class ListenerPriorities {
    private static final int HIGHEST = 50_000;

    private final ElasticLoadBalancingV2Client balancers;

    ListenerPriorities(ElasticLoadBalancingV2Client balancers) {
        this.balancers = balancers;
    }

    /**
     * The nearest free priority, where the wanted one is another's; empty where it is free or one's own.
     *
     * @param ownRule the ARN of the rule that may have it; empty while there is none
     */
    Optional<Integer> freeInsteadOf(int wanted, String listenerArn, Optional<String> ownRule) {
        Set<Integer> taken = balancers.describeRules(request -> request.listenerArn(listenerArn)).rules().stream()
                .filter(rule -> !rule.isDefault())
                .filter(rule -> ownRule.filter(rule.ruleArn()::equals).isEmpty())
                .map(Rule::priority)
                .map(Integer::valueOf)
                .collect(Collectors.toSet());
        if (!taken.contains(wanted)) {
            return Optional.empty();
        }
        return IntStream.rangeClosed(1, HIGHEST)
                .boxed()
                .flatMap(distance ->
                        IntStream.of(wanted + distance, wanted - distance).boxed())
                .filter(candidate -> candidate >= 1 && candidate <= HIGHEST && !taken.contains(candidate))
                .findFirst();
    }
}
