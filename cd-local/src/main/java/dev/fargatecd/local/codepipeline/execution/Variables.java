package dev.fargatecd.local.codepipeline.execution;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/**
 * Puts values in place of {@code #{namespace.name}} in an action's configuration.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-variables.html">Variables
 *     reference</a>
 */
final class Variables {
    private static final Pattern VARIABLE = Pattern.compile("#\\{([A-Za-z0-9@_-]+)\\.([^}]+)}");

    private final Map<String, String> values = new HashMap<>();

    /** What is known in an execution: its own variables, the pipeline's, and those of actions that have ended. */
    Variables(Execution execution) {
        values.put("codepipeline.PipelineExecutionId", execution.id());
        execution.start().variables().forEach((name, value) -> values.put("variables." + name, value));
        for (StageDeclaration stage : execution.start().stages()) {
            for (ActionDeclaration action : stage.actions()) {
                if (action.namespace() != null) {
                    execution
                            .run(stage.name(), action.name())
                            .ifPresent(run -> run.outcome()
                                    .variables()
                                    .forEach((name, value) -> values.put(action.namespace() + "." + name, value)));
                }
            }
        }
    }

    /**
     * The configuration with values in it.
     *
     * @throws ActionFailure naming a variable that has none
     */
    Map<String, String> resolve(Map<String, String> configuration) {
        Map<String, String> resolved = new HashMap<>();
        configuration.forEach((key, value) -> resolved.put(key, resolve(key, value)));
        return resolved;
    }

    private String resolve(String key, String text) {
        Matcher matcher = VARIABLE.matcher(text);
        return matcher.replaceAll(found -> {
            String name = found.group(1) + "." + found.group(2);
            String value = values.get(name);
            if (value == null) {
                throw new ActionFailure(
                        "InvalidActionConfiguration",
                        "The variable #{" + name + "} in the action's " + key + " has no value: no action that ran "
                                + "before has put one out under this namespace");
            }
            return Matcher.quoteReplacement(value);
        });
    }
}
