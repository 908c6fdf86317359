package dev.fargatecd.local.codepipeline.execution;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ErrorDetails;

/**
 * What a run of an action has brought so far.
 *
 * @param variables for the actions that follow, under the action's namespace
 * @param revision of source actions
 * @param error of a failed run
 */
public record Outcome(
        External external,
        List<Artifact> artifacts,
        Map<String, String> variables,
        Optional<Revision> revision,
        Optional<ErrorDetails> error) {
    public static final Outcome NOTHING =
            new Outcome(External.NOTHING, List.of(), Map.of(), Optional.empty(), Optional.empty());

    public Outcome {
        artifacts = List.copyOf(artifacts);
        variables = Map.copyOf(variables);
    }

    public static Outcome succeeded(External external, List<Artifact> artifacts, Map<String, String> variables) {
        return new Outcome(external, artifacts, variables, Optional.empty(), Optional.empty());
    }

    public static Outcome failed(External external, String code, String message) {
        return new Outcome(
                external,
                List.of(),
                Map.of(),
                Optional.empty(),
                Optional.of(ErrorDetails.builder().code(code).message(message).build()));
    }

    public Outcome withRevision(Revision found) {
        return new Outcome(external, artifacts, variables, Optional.of(found), error);
    }

    public Outcome with(External now) {
        return new Outcome(now, artifacts, variables, revision, error);
    }
}
