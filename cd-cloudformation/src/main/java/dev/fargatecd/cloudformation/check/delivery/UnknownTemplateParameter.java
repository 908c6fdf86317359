package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Set;

/** Finds parameters that a pipeline passes to a template which does not have them. */
public final class UnknownTemplateParameter implements Check {
    @Override
    public Rule rule() {
        return new Rule(
                "unknown-template-parameter",
                Severity.ERROR,
                "A pipeline passes parameters that the template has",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (PipelineAction action : PipelineAction.deployments(files)) {
            action.deployed(files).ifPresent(deployed -> {
                Set<String> names = deployed.template().parameters().keySet();
                for (Node.Entry override : action.parameterOverrides().entries()) {
                    boolean isFunction =
                            override.key().startsWith("Fn::") || override.key().equals("Ref");
                    if (!isFunction && !names.contains(override.key())) {
                        findings.add(
                                override.position(),
                                deployed.file().baseName() + " has no parameter " + override.key(),
                                Nearest.hint(override.key(), names),
                                List.of(Value.of(deployed.template().root()).positionOf("Parameters")));
                    }
                }
            });
        }
    }
}
