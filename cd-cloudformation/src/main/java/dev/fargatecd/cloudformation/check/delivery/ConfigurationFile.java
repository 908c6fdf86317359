package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedBuildspec;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds what a build writes for a deployment and the deployed template does not take, or what no image is tagged with. */
public final class ConfigurationFile implements Check {
    private static final Pattern PARAMETERS = Pattern.compile("\"Parameters\"\\s*:\\s*\\{([^}]*)}");
    private static final Pattern KEY = Pattern.compile("\"(\\w+)\"\\s*:");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{?([A-Z][A-Z0-9_]+)");
    private static final Pattern PUSH = Pattern.compile("\\bdocker\\s+(?:image\\s+)?push\\b|--push\\b");

    @Override
    public Rule rule() {
        return new Rule(
                "configuration-file",
                Severity.ERROR,
                "What a build writes for a deployment are parameters of the template, and the tag is the image's",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-cfn-artifacts.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        if (files.buildspecs().size() != 1) {
            return;
        }
        CheckedBuildspec buildspec = files.buildspecs().get(0);
        PipelineAction.deployments(files).forEach(action -> look(action, buildspec, files, findings));
    }

    private static void look(PipelineAction action, CheckedBuildspec buildspec, CheckedFiles files, Findings findings) {
        Optional<String> file = action.configuration()
                .member("TemplateConfiguration")
                .literal()
                .map(path -> path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf(':')) + 1));
        Optional<Node.Scalar> command = buildspec.commands().stream()
                .filter(one -> file.filter(one.text()::contains).isPresent() && isWriting(one))
                .findFirst();
        Optional<CheckedTemplate> deployed = action.deployed(files);
        if (command.isPresent() && deployed.isPresent()) {
            parameters(command.get(), deployed.get(), buildspec, findings);
            tag(command.get(), buildspec, findings);
        }
    }

    private static boolean isWriting(Node.Scalar command) {
        return PARAMETERS.matcher(unescaped(command)).find();
    }

    private static String unescaped(Node.Scalar command) {
        return command.text().replace("\\\"", "\"").replace("${", "$").replaceAll("(\\$[A-Z0-9_]+)}", "$1");
    }

    private static void parameters(
            Node.Scalar command, CheckedTemplate deployed, CheckedBuildspec buildspec, Findings findings) {
        Set<String> taken = deployed.template().parameters().keySet();
        Matcher written = PARAMETERS.matcher(unescaped(command));
        if (!written.find()) {
            return;
        }
        KEY.matcher(written.group(1))
                .results()
                .map(key -> key.group(1))
                .filter(key -> !taken.contains(key))
                .forEach(key -> buildspec
                        .firstCommand(Pattern.compile("\\b" + key + "(?=\\\\?\")"))
                        .ifPresent(place -> findings.add(
                                place,
                                deployed.file().baseName() + " has no parameter " + key,
                                Nearest.of(key, taken)
                                        .map(near -> "did you mean " + near + "?")
                                        .orElse("it has: " + String.join(", ", taken)),
                                List.of(Value.of(deployed.template().root()).positionOf("Parameters")))));
    }

    /** The tag that is handed on is of an image only where another command has it, too. */
    private static void tag(Node.Scalar command, CheckedBuildspec buildspec, Findings findings) {
        List<String> variables = VARIABLE.matcher(command.text())
                .results()
                .map(match -> match.group(1))
                .distinct()
                .toList();
        boolean isElsewhere = variables.stream()
                .anyMatch(name -> buildspec.commands().stream()
                        .filter(one -> !one.equals(command))
                        .anyMatch(one -> one.text().contains(name)));
        boolean isTag = command.text().contains("Tag");
        if (variables.size() == 1
                && isTag
                && !isElsewhere
                && buildspec.firstCommand(PUSH).isPresent()) {
            buildspec
                    .firstCommand(Pattern.compile("\\$\\{?" + variables.get(0)))
                    .ifPresent(place -> findings.add(
                            place,
                            "the deployment takes the image tagged " + variables.get(0)
                                    + ", and no command tags one so",
                            "tag the image with $" + variables.get(0)));
        }
    }
}
