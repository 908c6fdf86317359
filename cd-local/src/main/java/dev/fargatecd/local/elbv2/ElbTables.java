package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Tag;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** All that Elastic Load Balancing keeps but its targets; each thing by its ARN. */
final class ElbTables {
    /**
     * A load balancer as it is kept.
     *
     * @param attributes those that were set, not the defaults
     * @param interfaces the ids of its network interfaces, one in each subnet
     */
    record Balancer(LoadBalancer balancer, Map<String, String> attributes, List<String> interfaces) {
        String arn() {
            return balancer.loadBalancerArn();
        }
    }

    /**
     * A target group as it is kept, without its load balancers.
     *
     * @param attributes those that were set, not the defaults
     */
    record Group(TargetGroup group, Map<String, String> attributes) {
        String arn() {
            return group.targetGroupArn();
        }
    }

    /** A rule that is no listener's default. */
    record ListenerRule(String listenerArn, Rule rule) {
        String arn() {
            return rule.ruleArn();
        }
    }

    /** The certificates of a listener but for the default. */
    record Others(List<String> arns) {}

    private record Tagged(Map<String, String> tags) {}

    final Table<Balancer> balancers;
    final Table<Group> groups;
    final Table<Listener> listeners;
    final Table<ListenerRule> rules;
    final Table<Others> certificates;
    private final Table<Tagged> tags;

    ElbTables(Store store) {
        balancers = store.table("elbv2.load-balancers", Balancer.class);
        groups = store.table("elbv2.target-groups", Group.class);
        listeners = store.table("elbv2.listeners", Listener.class);
        rules = store.table("elbv2.rules", ListenerRule.class);
        certificates = store.table("elbv2.listener-certificates", Others.class);
        tags = store.table("elbv2.tags", Tagged.class);
    }

    Optional<Group> group(Scope scope, String arn) {
        return groups.get(new Key(scope, arn));
    }

    List<Listener> listenersOf(Scope scope, String balancerArn) {
        return listeners.list(scope).stream()
                .filter(listener -> listener.loadBalancerArn().equals(balancerArn))
                .toList();
    }

    /** The ARNs of the listener's certificates but for the default. */
    List<String> certificatesOf(Scope scope, String listenerArn) {
        return certificates.get(new Key(scope, listenerArn)).map(Others::arns).orElse(List.of());
    }

    /** The listener's rules but the default, in the order of their priority. */
    List<Rule> rulesOf(Scope scope, String listenerArn) {
        return rules.list(scope).stream()
                .filter(rule -> rule.listenerArn().equals(listenerArn))
                .map(ListenerRule::rule)
                .sorted(Comparator.comparingInt(rule -> Integer.parseInt(rule.priority())))
                .toList();
    }

    /** The load balancers that send requests to the group. */
    List<String> balancersOf(Scope scope, String groupArn) {
        return listeners.list(scope).stream()
                .filter(listener -> Stream.concat(
                                listener.defaultActions().stream(),
                                rulesOf(scope, listener.listenerArn()).stream()
                                        .flatMap(rule -> rule.actions().stream()))
                        .anyMatch(action -> groupsOf(action).contains(groupArn)))
                .map(Listener::loadBalancerArn)
                .distinct()
                .sorted()
                .toList();
    }

    /** The groups to which the action, complete as it is kept, sends requests. */
    static List<String> groupsOf(Action action) {
        return action.forwardConfig() == null
                ? List.of()
                : action.forwardConfig().targetGroups().stream()
                        .map(TargetGroupTuple::targetGroupArn)
                        .toList();
    }

    /** Sorted by key; empty for a resource without. */
    List<Tag> tagsOf(Scope scope, String arn) {
        return tags.get(new Key(scope, arn))
                .map(tagged -> new TreeMap<>(tagged.tags())
                        .entrySet().stream()
                                .map(entry -> Tag.builder()
                                        .key(entry.getKey())
                                        .value(entry.getValue())
                                        .build())
                                .toList())
                .orElse(List.of());
    }

    void tag(Scope scope, String arn, List<Tag> more) {
        Map<String, String> all = new TreeMap<>();
        tagsOf(scope, arn).forEach(tag -> all.put(tag.key(), tag.value()));
        more.forEach(tag -> all.put(tag.key(), tag.value() == null ? "" : tag.value()));
        tags.put(new Key(scope, arn), new Tagged(Map.copyOf(all)));
    }

    void untag(Scope scope, String arn, List<String> keys) {
        tags.update(new Key(scope, arn), old -> {
            Map<String, String> left = new TreeMap<>(old.tags());
            keys.forEach(left::remove);
            return new Tagged(Map.copyOf(left));
        });
    }

    void forgetTags(Scope scope, String arn) {
        tags.remove(new Key(scope, arn));
    }
}
