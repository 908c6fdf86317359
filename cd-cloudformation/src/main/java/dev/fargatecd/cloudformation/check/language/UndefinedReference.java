package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.PseudoParameter;
import dev.fargatecd.cloudformation.template.References.Reference;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Finds names that nothing declares. */
public final class UndefinedReference implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "undefined-reference",
                Severity.ERROR,
                "What is referred to by name is declared: a parameter, a resource, a condition, a mapping",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-ref.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        Template declared = template.template();
        Set<String> names = new TreeSet<>(declared.resources().keySet());
        names.addAll(declared.parameters().keySet());
        for (Reference reference : template.references()) {
            switch (reference.kind()) {
                case REF, SUB_REF -> {
                    boolean isKnown = names.contains(reference.name())
                            || PseudoParameter.of(reference.name()).isPresent();
                    require(isKnown, "parameter or resource", reference.name(), reference.position(), names, findings);
                }
                case GET_ATT, SUB_ATTRIBUTE ->
                    require(
                            "resource",
                            reference.name(),
                            reference.position(),
                            declared.resources().keySet(),
                            findings);
                case CONDITION ->
                    require(
                            "condition",
                            reference.name(),
                            reference.position(),
                            declared.conditions().keySet(),
                            findings);
            }
        }
        conditions(template, findings);
        attributes(template, findings);
        mappings(template, findings);
    }

    /** What conditions refer to: parameters and other conditions, for resources come later. */
    private static void conditions(CheckedTemplate template, Findings findings) {
        Template declared = template.template();
        for (FunctionCall call : template.conditionCalls()) {
            if (call.function() == Function.CONDITION) {
                String name = call.text(0).orElse("");
                require(
                        "condition",
                        name,
                        call.position(),
                        declared.conditions().keySet(),
                        findings);
            } else if (call.function() == Function.REF) {
                String name = call.text(0).orElse("");
                boolean isKnown = declared.parameters().containsKey(name)
                        || PseudoParameter.of(name).isPresent();
                require(
                        isKnown,
                        "parameter",
                        name,
                        call.position(),
                        declared.parameters().keySet(),
                        findings);
            }
        }
    }

    /** {@code DependsOn} and {@code Condition} beside properties. */
    private static void attributes(CheckedTemplate template, Findings findings) {
        Template declared = template.template();
        for (String section : List.of("Resources", "Outputs")) {
            for (Value member : Value.of(declared.root()).member(section).members()) {
                for (Value name : member.member("DependsOn").oneOrMore()) {
                    name.literal()
                            .ifPresent(text -> require(
                                    "resource",
                                    text,
                                    name.position(),
                                    declared.resources().keySet(),
                                    findings));
                }
                Value condition = member.member("Condition");
                condition
                        .literal()
                        .ifPresent(text -> require(
                                "condition",
                                text,
                                condition.position(),
                                declared.conditions().keySet(),
                                findings));
            }
        }
    }

    private static void mappings(CheckedTemplate template, Findings findings) {
        for (FunctionCall call : template.calls()) {
            if (call.function() == Function.FIND_IN_MAP) {
                call.text(0)
                        .ifPresent(name -> require(
                                "mapping",
                                name,
                                call.position(),
                                template.template().mappings().keySet(),
                                findings));
            }
        }
    }

    private static void require(String what, String name, Position position, Set<String> names, Findings findings) {
        require(names.contains(name), what, name, position, names, findings);
    }

    private static void require(
            boolean isKnown, String what, String name, Position position, Set<String> names, Findings findings) {
        if (!isKnown) {
            findings.add(position, "the template has no " + what + " " + name, Nearest.hint(name, names));
        }
    }
}
