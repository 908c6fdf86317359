package dev.fargatecd.aws;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * An action within one execution.
 *
 * @param provider CodePipeline's name of it: {@code CodeCommit}, {@code CodeBuild}, {@code CloudFormation}, {@code Manual}
 * @param ended empty while it goes on
 * @param message CodePipeline's error message where it failed, else its summary
 * @param externalId what the provider calls its part of it: a build's id, a stack's id, a commit
 * @param configuration the action's configuration, variables resolved
 */
public record ActionRun(
        String id,
        String stage,
        String name,
        String provider,
        ActionStatus status,
        Instant started,
        Optional<Instant> ended,
        Optional<String> message,
        Optional<String> externalId,
        Map<String, String> configuration) {
    public ActionRun {
        configuration = Map.copyOf(configuration);
    }
}
