package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Set;

/** Finds lifecycle policies of image repositories that ECR refuses. */
public final class LifecyclePolicy implements TemplateOnlyCheck {
    private static final Set<String> RULE = Set.of("rulePriority", "description", "selection", "action");
    private static final Set<String> SELECTION = Set.of(
            "tagStatus", "tagPrefixList", "tagPatternList", "countType", "countUnit", "countNumber", "storageClass");

    @Override
    public Rule rule() {
        return new Rule(
                "lifecycle-policy",
                Severity.ERROR,
                "A lifecycle policy of images is one that ECR takes",
                "https://docs.aws.amazon.com/AmazonECR/latest/userguide/lifecycle_policy_parameters.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource repository : template.resources("AWS::ECR::Repository")) {
            Value text = Value.of(repository).member("LifecyclePolicy").member("LifecyclePolicyText");
            for (Value rule : template.embedded(text).at("rules.*")) {
                keys(rule, RULE, List.of("rulePriority", "selection", "action"), findings);
                Value selection = rule.member("selection");
                keys(selection, SELECTION, List.of("tagStatus", "countType", "countNumber"), findings);
                one(selection.member("tagStatus"), Set.of("tagged", "untagged", "any"), findings);
                one(
                        selection.member("countType"),
                        Set.of("imageCountMoreThan", "sinceImagePushed", "sinceImagePulled", "sinceImageTransitioned"),
                        findings);
                one(rule.member("action").member("type"), Set.of("expire", "transition"), findings);
            }
        }
    }

    private static void keys(Value object, Set<String> known, List<String> required, Findings findings) {
        List<String> there = object.entries().stream().map(Node.Entry::key).toList();
        for (Node.Entry entry : object.entries()) {
            if (!known.contains(entry.key())) {
                findings.add(
                        entry.position(),
                        "a lifecycle policy knows no " + entry.key(),
                        Nearest.hint(entry.key(), known));
            }
        }
        for (String name : there.isEmpty() || !known.containsAll(there) ? List.<String>of() : required) {
            if (!there.contains(name)) {
                findings.add(object.position(), "a lifecycle policy needs " + name + " here", "");
            }
        }
    }

    private static void one(Value value, Set<String> allowed, Findings findings) {
        value.literal()
                .filter(text -> !allowed.contains(text))
                .ifPresent(text -> findings.add(
                        value.position(),
                        "a lifecycle policy takes no " + text + " here",
                        "allowed: "
                                + String.join(", ", allowed.stream().sorted().toList())));
    }
}
