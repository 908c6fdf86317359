package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Parameter;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Finds deployments whose mode, stack, capabilities, files or parameters CloudFormation would refuse. */
public final class DeploymentAction implements Check {
    private static final Set<String> MODES =
            Set.of("CREATE_UPDATE", "DELETE_ONLY", "REPLACE_ON_FAILURE", "CHANGE_SET_REPLACE", "CHANGE_SET_EXECUTE");
    private static final Set<String> CAPABILITIES =
            Set.of("CAPABILITY_IAM", "CAPABILITY_NAMED_IAM", "CAPABILITY_AUTO_EXPAND");
    private static final Pattern STACK = Pattern.compile("[A-Za-z][A-Za-z0-9-]{0,127}|.*[#$]\\{.*");

    @Override
    public Rule rule() {
        return new Rule(
                "deployment-action",
                Severity.ERROR,
                "A deployment has a mode, a role and a stack's name that CloudFormation takes, and values that the template allows",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (PipelineAction action : PipelineAction.deployments(files)) {
            Value configuration = action.configuration();
            mode(configuration, findings);
            Value stack = configuration.member("StackName");
            stack.text()
                    .filter(text -> !STACK.matcher(text).matches())
                    .ifPresent(text -> findings.add(
                            stack.position(),
                            text + " is no name of a stack",
                            "write letters, digits and hyphens, with a letter first"));
            capabilities(configuration.member("Capabilities"), findings);
            for (String file : List.of("TemplatePath", "TemplateConfiguration")) {
                Value path = configuration.member(file);
                path.literal()
                        .filter(text -> !text.contains("::"))
                        .ifPresent(text -> findings.add(
                                path.position(),
                                file + " names a file of an artifact, and " + text + " does not",
                                "write Artifact::folder/file"));
            }
            source(action, files, findings);
            action.deployed(files).ifPresent(deployed -> values(action, deployed, findings));
        }
    }

    private static void mode(Value configuration, Findings findings) {
        Value mode = configuration.member("ActionMode");
        mode.literal()
                .filter(text -> !MODES.contains(text))
                .ifPresent(text ->
                        findings.add(mode.position(), "there is no ActionMode " + text, Nearest.hint(text, MODES)));
        boolean needsRole = mode.literal()
                .filter(text -> MODES.contains(text) && !text.equals("CHANGE_SET_EXECUTE"))
                .isPresent();
        if (needsRole && configuration.member("RoleArn").isAbsent()) {
            findings.add(
                    mode.position(),
                    "a deployment needs the RoleArn with which CloudFormation makes the stack",
                    "add RoleArn to the Configuration");
        }
    }

    private static void capabilities(Value capabilities, Findings findings) {
        for (String one : capabilities.literal().orElse("CAPABILITY_IAM").split("\\s*,\\s*", -1)) {
            if (!CAPABILITIES.contains(one)) {
                findings.add(capabilities.position(), "there is no capability " + one, Nearest.hint(one, CAPABILITIES));
            }
        }
    }

    /** A template that comes from a build which does not hand it on, or whose name is nearly that of a given one. */
    private static void source(PipelineAction action, CheckedFiles files, Findings findings) {
        Value path = action.configuration().member("TemplatePath");
        if (files.templates().size() < 2 || action.deployed(files).isPresent()) {
            return;
        }
        List<String> names = files.templates().stream()
                .map(template -> template.file().baseName())
                .toList();
        path.literal()
                .map(text -> text.substring(Math.max(text.lastIndexOf('/'), text.lastIndexOf(':')) + 1))
                .flatMap(name -> Nearest.of(name, names))
                .ifPresent(near -> findings.add(
                        path.position(), "the template of that name is not there", "did you mean " + near + "?"));
    }

    private static void values(PipelineAction action, CheckedTemplate deployed, Findings findings) {
        for (Node.Entry override : action.parameterOverrides().entries()) {
            Optional<Parameter> parameter =
                    Optional.ofNullable(deployed.template().parameters().get(override.key()));
            List<String> allowed =
                    parameter.map(one -> one.constraints().allowedValues()).orElse(List.of());
            Value.of(override.value())
                    .literal()
                    .filter(text -> !allowed.isEmpty() && !text.contains("#{") && !allowed.contains(text))
                    .ifPresent(text -> findings.add(
                            override.position(),
                            override.key() + " of " + deployed.file().baseName() + " can't be " + text,
                            "allowed: " + String.join(", ", allowed)));
        }
    }
}
