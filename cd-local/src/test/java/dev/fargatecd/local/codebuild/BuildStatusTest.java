package dev.fargatecd.local.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.codebuild.buildspec.Buildspec.OnFailure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/** What may follow what. */
final class BuildStatusTest {
    private static final Instant NOW = Instant.EPOCH;

    @ParameterizedTest
    @EnumSource(names = "IN_PROGRESS", mode = EnumSource.Mode.EXCLUDE)
    void endsABuildOnceAndForAll(BuildStatus end) {
        Build begun =
                Build.builder().id("p:1").buildStatus(StatusType.IN_PROGRESS).build();
        StoredBuild build = new StoredBuild(begun, ProjectArtifacts.builder().build()).complete(end, NOW);
        assertThat(build.status()).isEqualTo(end);
        assertThat(end.isTerminal()).isTrue();
        assertThat(build.build().buildComplete()).isTrue();
        for (BuildStatus other : BuildStatus.values()) {
            assertThatThrownBy(() -> build.complete(other, NOW)).isInstanceOf(IllegalStateException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "SUBMITTED, DEFAULT, COMPLETED",
        "DOWNLOAD_SOURCE, DEFAULT, FINALIZING",
        "INSTALL, DEFAULT, FINALIZING",
        "INSTALL, CONTINUE, PRE_BUILD",
        "PRE_BUILD, ABORT, FINALIZING",
        "BUILD, DEFAULT, POST_BUILD",
        "BUILD, ABORT, FINALIZING",
        "POST_BUILD, DEFAULT, UPLOAD_ARTIFACTS",
        "POST_BUILD, ABORT, FINALIZING",
        "UPLOAD_ARTIFACTS, DEFAULT, FINALIZING"
    })
    void goesOnAfterAFailureAsAwsDoes(BuildStage stage, OnFailure onFailure, BuildStage next) {
        assertThat(stage.next(false, onFailure)).isEqualTo(next);
    }

    @Test
    void goesThroughAllPhasesInTheirOrderWhereNoneFails() {
        List<BuildStage> walked = new ArrayList<>(List.of(BuildStage.SUBMITTED));
        for (BuildStage stage = BuildStage.SUBMITTED; stage != BuildStage.COMPLETED; ) {
            stage = stage.next(true, OnFailure.DEFAULT);
            walked.add(stage);
        }
        assertThat(walked).containsExactly(BuildStage.values());
    }
}
