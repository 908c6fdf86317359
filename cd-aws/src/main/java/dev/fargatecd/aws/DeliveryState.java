package dev.fargatecd.aws;

import java.util.List;
import java.util.Optional;

/**
 * A delivery as it is in an account now.
 *
 * @param pipelineStack empty where it was never made
 * @param pipeline CodePipeline's name of the pipeline
 * @param repositoryHead what the branch has
 * @param latest the newest execution
 * @param failure why the newest execution failed, where it did
 * @param environments in the definition's order
 * @param outdatedStacks the environments' and pipeline's stacks that are not what the definition renders
 */
public record DeliveryState(
        String application,
        Optional<StackStatus> pipelineStack,
        Optional<String> pipeline,
        Optional<String> repositoryHead,
        Optional<Execution> latest,
        Optional<Failure> failure,
        List<EnvironmentState> environments,
        List<String> outdatedStacks) {
    public DeliveryState {
        outdatedStacks = List.copyOf(outdatedStacks);
        environments = List.copyOf(environments);
    }
}
