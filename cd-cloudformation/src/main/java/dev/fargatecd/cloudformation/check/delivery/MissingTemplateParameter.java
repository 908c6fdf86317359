package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Parameter;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Finds parameters without a default that a pipeline does not pass. */
public final class MissingTemplateParameter implements Check {
    @Override
    public Rule rule() {
        return new Rule(
                "missing-template-parameter",
                Severity.ERROR,
                "A pipeline passes all parameters that have no default",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (PipelineAction action : PipelineAction.deployments(files)) {
            Value overrides = action.parameterOverrides();
            boolean isKnown = overrides.isAbsent() || !overrides.entries().isEmpty();
            if (isKnown) {
                action.deployed(files).ifPresent(deployed -> look(action, deployed, files, findings));
            }
        }
    }

    private static void look(PipelineAction action, CheckedTemplate deployed, CheckedFiles files, Findings findings) {
        Set<String> passed = new HashSet<>();
        action.parameterOverrides().entries().forEach(entry -> passed.add(entry.key()));
        List<String> missing = deployed.template().parameters().values().stream()
                .filter(parameter -> parameter.defaultValue().isEmpty())
                .map(Parameter::name)
                .filter(name -> !passed.contains(name))
                .filter(name -> !mayBeConfigured(action, name, files))
                .toList();
        if (!missing.isEmpty()) {
            findings.add(
                    action.configuration().positionOf("TemplatePath"),
                    deployed.file().baseName() + " needs " + String.join(", ", missing) + ", and nobody passes it",
                    "add it to ParameterOverrides, or give the parameter a default",
                    missing.stream()
                            .map(name -> deployed.positionOf("Parameters", name))
                            .toList());
        }
    }

    /** A build writes the template's configuration; what it puts there is seen in the buildspec alone. */
    private static boolean mayBeConfigured(PipelineAction action, String parameter, CheckedFiles files) {
        return action.configuration().member("TemplateConfiguration").isPresent()
                && (files.buildspecs().isEmpty()
                        || files.buildspecs().stream()
                                .anyMatch(buildspec -> buildspec.file().text().contains(parameter)));
    }
}
