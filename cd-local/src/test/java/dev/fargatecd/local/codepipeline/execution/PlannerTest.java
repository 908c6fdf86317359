package dev.fargatecd.local.codepipeline.execution;

import static dev.fargatecd.local.codepipeline.execution.Structures.action;
import static dev.fargatecd.local.codepipeline.execution.Structures.pipeline;
import static dev.fargatecd.local.codepipeline.execution.Structures.stage;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.kernel.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.ExecutionTrigger;

final class PlannerTest {
    private static final Instant NOW = Instant.parse("2026-11-23T07:00:00Z");

    private final Planner superseding = new Planner(ExecutionMode.SUPERSEDED, Set.of());
    private final Planner queueing = new Planner(ExecutionMode.QUEUED, Set.of());

    @Test
    void letsAnExecutionIntoItsFirstStage() {
        assertThat(superseding.next(List.of(execution(1)))).contains(new Step.EnterStage("1"));
    }

    @Test
    void startsActionsOfOneOrderSideBySideAndTheNextWhenAllHaveSucceeded() {
        Execution inBuild = atBuild(execution(1));
        assertThat(superseding.next(List.of(inBuild))).contains(new Step.StartActions("1", List.of("a", "b")));
        Execution running = started(started(inBuild, "a"), "b");
        assertThat(superseding.next(List.of(running))).isEmpty();
        Execution half = ended(running, "a", ActionStatus.SUCCEEDED);
        assertThat(superseding.next(List.of(half))).isEmpty();
        Execution both = ended(half, "b", ActionStatus.SUCCEEDED);
        assertThat(superseding.next(List.of(both))).contains(new Step.StartActions("1", List.of("c")));
        Execution all = ended(started(both, "c"), "c", ActionStatus.SUCCEEDED);
        assertThat(superseding.next(List.of(all))).contains(new Step.EndStage("1", StageStatus.SUCCEEDED));
    }

    @Test
    void failsTheStageOnlyWhenItsOtherActionsHaveEnded() {
        Execution running = started(started(atBuild(execution(1)), "a"), "b");
        Execution failed = ended(running, "a", ActionStatus.FAILED);
        assertThat(superseding.next(List.of(failed))).isEmpty();
        assertThat(superseding.next(List.of(ended(failed, "b", ActionStatus.SUCCEEDED))))
                .contains(new Step.EndStage("1", StageStatus.FAILED));
    }

    @Test
    void keepsTheSecondExecutionOutOfAStageThatIsTaken() {
        Execution first = execution(1).entered(NOW);
        Execution second = execution(2);
        assertThat(superseding.next(List.of(started(first, "source"), second))).isEmpty();
        assertThat(new Planner(ExecutionMode.PARALLEL, Set.of()).next(List.of(started(first, "source"), second)))
                .contains(new Step.EnterStage("2"));
    }

    @Test
    void supersedesTheOlderOfTwoThatWaitForAStage() {
        Execution inBuild = started(started(atBuild(execution(1)), "a"), "b");
        Execution older = throughSource(execution(2));
        Execution newer = throughSource(execution(3));
        assertThat(superseding.next(List.of(inBuild, older, newer)))
                .contains(new Step.End("2", ExecutionStatus.SUPERSEDED, "A newer execution waited for stage Build"));
        assertThat(superseding.next(List.of(inBuild, newer))).isEmpty();
        assertThat(queueing.next(List.of(inBuild, older, newer))).isEmpty();
    }

    @Test
    void queuesInOrder() {
        Execution older = throughSource(execution(1));
        Execution newer = throughSource(execution(2));
        assertThat(queueing.next(List.of(older, newer))).contains(new Step.EnterStage("1"));
    }

    @ParameterizedTest
    @EnumSource(names = "UNKNOWN_TO_SDK_VERSION", mode = EnumSource.Mode.EXCLUDE)
    void letsNobodyThroughADisabledTransition(ExecutionMode mode) {
        assertThat(new Planner(mode, Set.of("Build")).next(List.of(throughSource(execution(1)))))
                .isEmpty();
    }

    @Test
    void stopsAfterWhatIsUnderWayOrAtOnce() {
        Execution running = started(started(atBuild(execution(1)), "a"), "b");
        Execution waits = running.stopping(new Execution.Stop(false, "enough"), NOW);
        assertThat(superseding.next(List.of(waits))).isEmpty();
        Execution quiet = ended(ended(waits, "a", ActionStatus.SUCCEEDED), "b", ActionStatus.SUCCEEDED);
        assertThat(superseding.next(List.of(quiet))).contains(new Step.EndStage("1", StageStatus.STOPPED));
        Execution atOnce = running.stopping(new Execution.Stop(true, "enough"), NOW);
        assertThat(superseding.next(List.of(atOnce))).contains(new Step.AbandonActions("1"));
        Execution between = throughSource(execution(1)).stopping(new Execution.Stop(false, "enough"), NOW);
        assertThat(superseding.next(List.of(between))).contains(new Step.End("1", ExecutionStatus.STOPPED, "enough"));
    }

    @Test
    void retriesWhatFailedOrAll() {
        Execution failed = ended(
                        ended(started(started(atBuild(execution(1)), "a"), "b"), "a", ActionStatus.FAILED),
                        "b",
                        ActionStatus.SUCCEEDED)
                .stage(StageStatus.FAILED, NOW);
        assertThat(failed.status()).isEqualTo(ExecutionStatus.FAILED);
        assertThat(superseding.next(List.of(failed.retrying(false, NOW))))
                .contains(new Step.StartActions("1", List.of("a")));
        assertThat(superseding.next(List.of(failed.retrying(true, NOW))))
                .contains(new Step.StartActions("1", List.of("a", "b")));
    }

    @Test
    void everyStatusKnowsWhatMayFollow() {
        for (ExecutionStatus status : ExecutionStatus.values()) {
            assertThat(status.successors()).doesNotContain(status);
            assertThat(status.isTerminal() && status != ExecutionStatus.FAILED)
                    .isEqualTo(status.successors().isEmpty());
        }
        for (ActionStatus status : ActionStatus.values()) {
            assertThat(status.isTerminal()).isEqualTo(status.successors().isEmpty());
        }
        for (StageStatus status : StageStatus.values()) {
            assertThat(status.successors()).doesNotContain(status);
        }
    }

    private static Execution execution(int order) {
        return Execution.begun(
                String.valueOf(order),
                order,
                new Start(
                        new Scope("000000000000", "us-east-1"),
                        pipeline(
                                ExecutionMode.SUPERSEDED,
                                stage("Source", action("source", 1)),
                                stage("Build", action("a", 1), action("b", 1), action("c", 2))),
                        ExecutionTrigger.builder().build(),
                        Map.of(),
                        Map.of(),
                        NOW));
    }

    private static Execution throughSource(Execution execution) {
        return ended(started(execution.entered(NOW), "source"), "source", ActionStatus.SUCCEEDED)
                .stage(StageStatus.SUCCEEDED, NOW);
    }

    private static Execution atBuild(Execution execution) {
        return throughSource(execution).entered(NOW);
    }

    private static Execution started(Execution execution, String action) {
        return execution.with(ActionRun.started(
                execution.id() + action,
                execution.stageName(),
                action,
                new ActionRun.Input(Map.of(), List.of()),
                Optional.empty(),
                NOW));
    }

    private static Execution ended(Execution execution, String action, ActionStatus status) {
        return execution.changed(
                execution.id() + action, NOW, run -> run.ended(status, Outcome.NOTHING, Optional.empty(), NOW));
    }
}
