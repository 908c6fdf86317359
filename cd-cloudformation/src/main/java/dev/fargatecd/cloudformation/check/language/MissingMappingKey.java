package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.Parameter;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Finds keys that are looked up in a mapping and are not there. */
public final class MissingMappingKey implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "missing-mapping-key",
                Severity.ERROR,
                "What is looked up in a mapping is there, for every value that a parameter may have",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-findinmap.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (FunctionCall call : template.calls()) {
            if (call.function() == Function.FIND_IN_MAP && call.arguments().size() == 3) {
                call.text(0)
                        .flatMap(name -> Optional.ofNullable(
                                template.template().mappings().get(name)))
                        .ifPresent(mapping -> look(template, call, mapping, findings));
            }
        }
    }

    private static void look(CheckedTemplate template, FunctionCall call, Node.Mapping mapping, Findings findings) {
        String name = call.text(0).orElse("");
        List<String> keys = mapping.entries().stream().map(Node.Entry::key).toList();
        Optional<List<String>> wanted = values(template, call.argument(1));
        for (String key : wanted.orElse(List.of())) {
            if (!keys.contains(key)) {
                findings.add(call.position(), "the mapping " + name + " has no " + key, Nearest.hint(key, keys));
            }
        }
        Optional<List<String>> second = values(template, call.argument(2));
        for (Node.Entry first : mapping.entries()) {
            if (wanted.isEmpty() || wanted.get().contains(first.key())) {
                second.ifPresent(all -> look(call.position(), name, first, all, findings));
            }
        }
    }

    private static void look(
            Position position, String mapping, Node.Entry first, List<String> wanted, Findings findings) {
        List<String> keys = new ArrayList<>();
        first.value().asMapping().ifPresent(object -> object.entries().forEach(entry -> keys.add(entry.key())));
        for (String key : wanted) {
            if (!keys.contains(key)) {
                findings.add(
                        position,
                        first.key() + " of the mapping " + mapping + " has no " + key,
                        Nearest.hint(key, keys));
            }
        }
    }

    /** The values that an argument may have; empty where only a stack knows. */
    private static Optional<List<String>> values(CheckedTemplate template, Node argument) {
        Optional<FunctionCall> call = FunctionCall.of(argument);
        if (call.isEmpty()) {
            return argument.asScalar().map(scalar -> List.of(scalar.text()));
        }
        return call.filter(one -> one.function() == Function.REF)
                .flatMap(one -> one.text(0))
                .flatMap(name ->
                        Optional.ofNullable(template.template().parameters().get(name)))
                .map(Parameter::constraints)
                .map(Parameter.Constraints::allowedValues)
                .filter(values -> !values.isEmpty());
    }
}
