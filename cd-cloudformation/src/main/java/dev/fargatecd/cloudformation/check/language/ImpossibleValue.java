package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.Output;

/** Finds items that a list does not have, outputs that are no text, and names that are taken. */
public final class ImpossibleValue implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "impossible-value",
                Severity.ERROR,
                "Fn::Select takes an item that the list has, an output is a text, and no resource is named as a parameter",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-select.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        template.calls().stream()
                .filter(call -> call.function() == Function.SELECT)
                .forEach(call -> select(call, findings));
        for (Output output : template.template().outputs().values()) {
            Value value = Value.of(output.value());
            boolean isNoText = !value.isComputed() && value.scalar().isEmpty();
            if (isNoText) {
                findings.add(
                        value.position(),
                        "the output " + output.name() + " is no text",
                        "join a list with !Join, and give an object's members outputs of their own");
            }
        }
        template.template().resources().forEach((name, resource) -> {
            if (template.template().parameters().containsKey(name)) {
                findings.add(
                        resource.position(),
                        "a parameter is named " + name + " too, and a reference can't mean both",
                        "rename one of them");
            }
        });
    }

    private static void select(FunctionCall call, Findings findings) {
        Value list = Value.of(call.argument(1));
        Value.of(call.argument(0)).number().ifPresent(index -> {
            boolean isKnown = list.call().isEmpty() && !list.items().isEmpty();
            if (isKnown && (index < 0 || index >= list.items().size())) {
                findings.add(
                        call.argument(0).position(),
                        "the list has " + list.items().size() + " items, and no item " + index,
                        "the first is 0, the last " + (list.items().size() - 1));
            }
        });
    }
}
