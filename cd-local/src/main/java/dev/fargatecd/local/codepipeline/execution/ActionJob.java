package dev.fargatecd.local.codepipeline.execution;

import dev.fargatecd.local.kernel.Caller;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;

/**
 * A run of an action that is to be done.
 *
 * @param caller the action's role, or the pipeline's
 * @param stage the name of the action's
 * @param runId unique: fit for a client request token
 * @param revision what a source action is to take, where it is not the newest
 * @param sourceRevision what the execution's first source action took; empty before it has
 * @param token by which it is approved; empty for an action that nobody approves
 * @param progress is told what was started elsewhere, while it runs
 */
public record ActionJob(
        Caller caller,
        Start start,
        String executionId,
        String stage,
        String runId,
        ActionDeclaration declaration,
        ActionRun.Input input,
        Optional<String> revision,
        Optional<Revision> sourceRevision,
        Optional<String> token,
        Consumer<External> progress) {

    /** A value of the configuration, or empty where it is not given. */
    public Optional<String> setting(String key) {
        return Optional.ofNullable(input.configuration().get(key)).filter(value -> !value.isEmpty());
    }

    /** A value of the configuration that the structure's check has made sure of. */
    public String required(String key) {
        return setting(key)
                .orElseThrow(() ->
                        new ActionFailure("InvalidActionConfiguration", "The action's configuration has no " + key));
    }

    /** The input artifact of that name. */
    public Optional<Artifact> inputArtifact(String name) {
        return input.artifacts().stream()
                .filter(artifact -> artifact.name().equals(name))
                .findFirst();
    }

    public List<String> outputNames() {
        return declaration.outputArtifacts().stream().map(OutputArtifact::name).toList();
    }

    /** The pipeline's artifact bucket. */
    public String bucket() {
        return start.pipeline().artifactStore().location();
    }
}
