package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeRulesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyRuleResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RulePriorityPair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetRulePrioritiesResponse;

/** The rules of listeners, and their order. A listener's default is a rule too, which is shown but not kept here. */
final class Rules {
    private static final int LAST_PRIORITY = 50_000;

    private final CloudContext cloud;
    private final ElbTables tables;
    private final Listeners listeners;
    private final Traffic traffic;
    private final Actions actions;

    Rules(CloudContext cloud, ElbTables tables, Listeners listeners, Traffic traffic, Actions actions) {
        this.cloud = cloud;
        this.tables = tables;
        this.listeners = listeners;
        this.traffic = traffic;
        this.actions = actions;
    }

    CreateRuleResponse create(Scope scope, CreateRuleRequest request) {
        String operation = "elasticloadbalancing CreateRule";
        Supported.only(operation, request, "ListenerArn", "Conditions", "Priority", "Actions", "Tags");
        Listener listener = listeners.get(scope, request.listenerArn());
        int priority = checkedPriority(request.priority());
        String text = String.valueOf(priority);
        if (tables.rulesOf(scope, listener.listenerArn()).stream()
                .anyMatch(other -> other.priority().equals(text))) {
            throw ElbFaults.priorityInUse(priority);
        }
        Rule made = Rule.builder()
                .ruleArn(ruleArn(listener, cloud.ids().hex(16)))
                .priority(text)
                .conditions(RuleConditions.checked(operation, request.conditions()))
                .actions(actions.checked(operation, scope, listener.loadBalancerArn(), request.actions()))
                .isDefault(false)
                .build();
        put(scope, listener, made);
        tables.tag(scope, made.ruleArn(), request.tags());
        return CreateRuleResponse.builder().rules(made).build();
    }

    ModifyRuleResponse modify(Scope scope, ModifyRuleRequest request) {
        String operation = "elasticloadbalancing ModifyRule";
        Supported.only(operation, request, "RuleArn", "Conditions", "Actions");
        ElbTables.ListenerRule old = get(scope, request.ruleArn());
        Listener listener = listeners.get(scope, old.listenerArn());
        Rule changed = old.rule().toBuilder()
                .conditions(
                        request.conditions().isEmpty()
                                ? old.rule().conditions()
                                : RuleConditions.checked(operation, request.conditions()))
                .actions(
                        request.actions().isEmpty()
                                ? old.rule().actions()
                                : actions.checked(operation, scope, listener.loadBalancerArn(), request.actions()))
                .build();
        put(scope, listener, changed);
        return ModifyRuleResponse.builder().rules(changed).build();
    }

    DeleteRuleResponse delete(Scope scope, DeleteRuleRequest request) {
        ElbTables.ListenerRule old = get(scope, request.ruleArn());
        tables.rules.remove(new Key(scope, old.arn()));
        tables.forgetTags(scope, old.arn());
        traffic.use(scope);
        traffic.refresh(scope, listeners.get(scope, old.listenerArn()));
        return DeleteRuleResponse.builder().build();
    }

    DescribeRulesResponse describe(Scope scope, DescribeRulesRequest request) {
        List<Rule> found;
        if (request.listenerArn() != null) {
            Listener listener = listeners.get(scope, request.listenerArn());
            found = Stream.concat(
                            tables.rulesOf(scope, listener.listenerArn()).stream(), Stream.of(defaultRule(listener)))
                    .toList();
        } else if (!request.ruleArns().isEmpty()) {
            found = request.ruleArns().stream().map(arn -> shown(scope, arn)).toList();
        } else {
            throw ElbFaults.validation("You must specify either listener rule ARNs or a listener ARN");
        }
        Page<Rule> page = Pages.of(found, Rule::ruleArn, request.marker(), request.pageSize());
        return DescribeRulesResponse.builder()
                .rules(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    SetRulePrioritiesResponse setPriorities(Scope scope, SetRulePrioritiesRequest request) {
        Map<String, Integer> wanted = new HashMap<>();
        for (RulePriorityPair pair : request.rulePriorities()) {
            wanted.put(get(scope, pair.ruleArn()).arn(), checkedPriority(pair.priority()));
        }
        List<ElbTables.ListenerRule> moved = new ArrayList<>();
        for (String arn : wanted.keySet()) {
            ElbTables.ListenerRule rule = get(scope, arn);
            moved.add(new ElbTables.ListenerRule(
                    rule.listenerArn(),
                    rule.rule().toBuilder()
                            .priority(String.valueOf(wanted.get(arn)))
                            .build()));
        }
        for (ElbTables.ListenerRule rule : moved) {
            boolean taken = Stream.concat(
                            tables.rulesOf(scope, rule.listenerArn()).stream()
                                    .filter(other -> !wanted.containsKey(other.ruleArn())),
                            moved.stream()
                                    .filter(other -> other.listenerArn().equals(rule.listenerArn()))
                                    .map(ElbTables.ListenerRule::rule)
                                    .filter(other -> !other.ruleArn().equals(rule.arn())))
                    .anyMatch(other -> other.priority().equals(rule.rule().priority()));
            if (taken) {
                throw ElbFaults.priorityInUse(Integer.parseInt(rule.rule().priority()));
            }
        }
        moved.forEach(rule -> tables.rules.put(new Key(scope, rule.arn()), rule));
        moved.stream()
                .map(ElbTables.ListenerRule::listenerArn)
                .distinct()
                .forEach(arn -> traffic.refresh(scope, listeners.get(scope, arn)));
        return SetRulePrioritiesResponse.builder()
                .rules(moved.stream().map(ElbTables.ListenerRule::rule).toList())
                .build();
    }

    /** Whether there is a rule of that ARN, be it a default. */
    boolean exists(Scope scope, String arn) {
        return tables.rules.get(new Key(scope, arn)).isPresent()
                || tables.listeners.list(scope).stream()
                        .anyMatch(listener -> defaultRule(listener).ruleArn().equals(arn));
    }

    private void put(Scope scope, Listener listener, Rule rule) {
        tables.rules.put(new Key(scope, rule.ruleArn()), new ElbTables.ListenerRule(listener.listenerArn(), rule));
        traffic.use(scope);
        traffic.refresh(scope, listener);
    }

    private Rule shown(Scope scope, String arn) {
        return tables.rules
                .get(new Key(scope, arn))
                .map(ElbTables.ListenerRule::rule)
                .or(() -> tables.listeners.list(scope).stream()
                        .map(Rules::defaultRule)
                        .filter(rule -> rule.ruleArn().equals(arn))
                        .findFirst())
                .orElseThrow(ElbFaults::ruleNotFound);
    }

    /** The rule of that ARN, or the error where there is none or where it is a default, which can't be changed so. */
    private ElbTables.ListenerRule get(Scope scope, @Nullable String arn) {
        String known = Objects.requireNonNullElse(arn, "");
        return tables.rules
                .get(new Key(scope, known))
                .orElseThrow(() -> exists(scope, known)
                        ? ElbFaults.notPermitted("Default rule '" + known + "' cannot be modified or deleted")
                        : ElbFaults.ruleNotFound());
    }

    private static Rule defaultRule(Listener listener) {
        String arn = listener.listenerArn();
        return Rule.builder()
                .ruleArn(ruleArn(listener, arn.substring(arn.lastIndexOf('/') + 1)))
                .priority("default")
                .conditions(List.of())
                .actions(listener.defaultActions())
                .isDefault(true)
                .build();
    }

    private static String ruleArn(Listener listener, String id) {
        return listener.listenerArn().replace(":listener/", ":listener-rule/") + "/" + id;
    }

    private static int checkedPriority(@Nullable Integer priority) {
        if (priority == null || priority < 1 || priority > LAST_PRIORITY) {
            throw ElbFaults.validation(
                    "Priority '" + priority + "' must be between '1' and '" + LAST_PRIORITY + "' inclusive");
        }
        return priority;
    }
}
