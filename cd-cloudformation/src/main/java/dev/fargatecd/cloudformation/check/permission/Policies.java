package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayList;
import java.util.List;

/** The policies of a template, written as objects or as texts of JSON. */
final class Policies {
    static final String ROLE = "AWS::IAM::Role";

    private Policies() {}

    /** All policies that say what somebody may do. */
    static List<Value> documents(CheckedTemplate template) {
        List<Value> documents = new ArrayList<>();
        template.resources(ROLE).forEach(role -> documents.addAll(inline(template, role)));
        for (String type : List.of("AWS::IAM::Policy", "AWS::IAM::ManagedPolicy")) {
            template.resources(type)
                    .forEach(policy ->
                            documents.add(template.embedded(Value.of(policy).member("PolicyDocument"))));
        }
        return List.copyOf(documents);
    }

    /** All policies that say who may assume a role. */
    static List<Value> trusts(CheckedTemplate template) {
        return template.resources(ROLE).stream()
                .map(role -> trust(template, role))
                .toList();
    }

    static Value trust(CheckedTemplate template, Resource role) {
        return template.embedded(Value.of(role).member("AssumeRolePolicyDocument"));
    }

    static List<Statement> statements(Value document) {
        return document.member("Statement").oneOrMore().stream()
                .map(Statement::new)
                .toList();
    }

    /** The statements inside of a role. */
    static List<Statement> statements(CheckedTemplate template, Resource role) {
        return inline(template, role).stream()
                .flatMap(document -> statements(document).stream())
                .toList();
    }

    /** Whether all that the role may do stands inside of it. */
    static boolean isSelfContained(CheckedTemplate template, Resource role) {
        Value properties = Value.of(role);
        return properties.member("ManagedPolicyArns").isAbsent()
                && !properties.member("Policies").isComputed()
                && template.resources("AWS::IAM::Policy").isEmpty()
                && template.resources("AWS::IAM::ManagedPolicy").stream()
                        .allMatch(policy -> Value.of(policy).member("Roles").isAbsent());
    }

    private static List<Value> inline(CheckedTemplate template, Resource role) {
        return Value.of(role).member("Policies").items().stream()
                .map(policy -> template.embedded(policy.member("PolicyDocument")))
                .toList();
    }
}
