package dev.fargatecd.local.codebuild;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;

/**
 * A build as it is kept.
 *
 * @param artifacts where its artifacts go; the API's description of a build tells less
 */
record StoredBuild(Build build, ProjectArtifacts artifacts) {

    StoredBuild with(Consumer<Build.Builder> change) {
        Build.Builder builder = build.toBuilder();
        change.accept(builder);
        return new StoredBuild(builder.build(), artifacts);
    }

    BuildStatus status() {
        return BuildStatus.of(build.buildStatus());
    }

    /** The build in a phase that begins now. */
    StoredBuild begin(BuildStage stage, Instant now) {
        List<BuildPhase> phases = new ArrayList<>(build.phases());
        phases.add(BuildPhase.builder().phaseType(stage.type()).startTime(now).build());
        return with(builder -> builder.phases(phases).currentPhase(stage.type().toString()));
    }

    /**
     * The build with its last phase ended.
     *
     * @param contexts why, where it failed
     */
    StoredBuild end(BuildStatus status, List<PhaseContext> contexts, Instant now) {
        List<BuildPhase> phases = new ArrayList<>(build.phases());
        BuildPhase last = phases.remove(phases.size() - 1);
        phases.add(last.toBuilder()
                .phaseStatus(status.type())
                .endTime(now)
                .durationInSeconds(Duration.between(last.startTime(), now).toSeconds())
                .contexts(contexts)
                .build());
        return with(builder -> builder.phases(phases));
    }

    /**
     * The build at its end.
     *
     * @throws IllegalStateException where it has ended before
     */
    StoredBuild complete(BuildStatus status, Instant now) {
        if (!status().successors().contains(status)) {
            throw new IllegalStateException("build " + build.id() + " can't become " + status + ": it is " + status());
        }
        return with(builder ->
                builder.buildStatus(status.type()).buildComplete(true).endTime(now));
    }
}
