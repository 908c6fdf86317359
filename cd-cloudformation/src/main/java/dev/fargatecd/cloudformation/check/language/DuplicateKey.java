package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.tree.Node;

/** Finds keys that come twice, of which CloudFormation takes the last without a word. */
public final class DuplicateKey implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "duplicate-key",
                Severity.ERROR,
                "No object has the same key twice",
                "https://yaml.org/spec/1.2.2/#3213-node-comparison");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        look(template.template().root(), findings);
    }

    private static void look(Node node, Findings findings) {
        node.asMapping().ifPresent(mapping -> {
            for (Node.Entry first : mapping.overridden()) {
                mapping.entry(first.key())
                        .ifPresent(last -> findings.add(
                                last.position(),
                                first.key() + " is there twice, and the one in line "
                                        + first.position().line() + " is lost",
                                "remove one of them"));
            }
            mapping.entries().forEach(entry -> look(entry.value(), findings));
        });
        node.asSequence().ifPresent(list -> list.items().forEach(item -> look(item, findings)));
    }
}
