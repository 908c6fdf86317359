package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.PseudoParameter;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds {@code ${Name}} in texts that nothing replaces. */
public final class MissingSub implements TemplateOnlyCheck {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9:]+)(?:\\.[A-Za-z0-9.]+)?}");

    /** Texts of other languages, which have variables of their own. */
    private static final Set<String> FOREIGN = Set.of("BuildSpec", "UserData", "ZipFile", "Command", "EntryPoint");

    @Override
    public Rule rule() {
        return new Rule(
                "missing-sub",
                Severity.ERROR,
                "A text that refers to something is an argument of Fn::Sub",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-sub.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        template.template().resources().values().forEach(resource -> look(template, resource.properties(), findings));
        template.template().outputs().values().forEach(output -> {
            look(template, output.value(), findings);
            output.exportName().ifPresent(name -> look(template, name, findings));
        });
    }

    private static void look(CheckedTemplate template, Node node, Findings findings) {
        Optional<FunctionCall> call = FunctionCall.of(node);
        if (call.isPresent()) {
            boolean replaces = call.get().function() == Function.SUB;
            call.get().arguments().stream()
                    .skip(replaces ? 1 : 0)
                    .forEach(argument -> look(template, argument, findings));
            return;
        }
        node.asScalar().ifPresent(text -> look(template, text, findings));
        node.asSequence().ifPresent(list -> list.items().forEach(item -> look(template, item, findings)));
        node.asMapping()
                .ifPresent(mapping -> mapping.entries().stream()
                        .filter(entry -> !FOREIGN.contains(entry.key()))
                        .forEach(entry -> look(template, entry.value(), findings)));
    }

    private static void look(CheckedTemplate template, Node.Scalar text, Findings findings) {
        Matcher variable = VARIABLE.matcher(text.text());
        while (variable.find()) {
            String name = variable.group(1);
            boolean isDeclared = template.template().resources().containsKey(name)
                    || template.template().parameters().containsKey(name)
                    || PseudoParameter.of(name).isPresent();
            if (isDeclared) {
                findings.add(
                        text.position(),
                        "nothing replaces " + variable.group() + ": the text is taken as it stands",
                        "write !Sub before it");
                return;
            }
        }
    }
}
