package dev.fargatecd.local.codepipeline.execution;

import dev.fargatecd.local.kernel.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ExecutionTrigger;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/**
 * What an execution starts with and keeps.
 *
 * @param pipeline the structure at that time: an execution ends with the one it began with
 * @param variables the pipeline's own, resolved
 * @param revisions by source action: the commit to take, where it is not the branch's tip
 */
public record Start(
        Scope scope,
        PipelineDeclaration pipeline,
        ExecutionTrigger trigger,
        Map<String, String> variables,
        Map<String, String> revisions,
        Instant at) {

    public Start {
        variables = Map.copyOf(variables);
        revisions = Map.copyOf(revisions);
    }

    public String arn() {
        return scope.arn("codepipeline", pipeline.name());
    }

    List<StageDeclaration> stages() {
        return pipeline.stages();
    }

    /** The stage of that name; empty where the structure has none. */
    public Optional<StageDeclaration> stage(String name) {
        return stages().stream().filter(stage -> stage.name().equals(name)).findFirst();
    }

    /** An action of the structure. */
    public ActionDeclaration action(String stage, String action) {
        return stage(stage).stream()
                .flatMap(found -> found.actions().stream())
                .filter(found -> found.name().equals(action))
                .findFirst()
                .orElseThrow();
    }
}
