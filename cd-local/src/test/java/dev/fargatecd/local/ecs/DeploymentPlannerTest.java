package dev.fargatecd.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.ecs.ServiceView.Breaker;
import dev.fargatecd.local.ecs.ServiceView.Health;
import dev.fargatecd.local.ecs.ServiceView.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class DeploymentPlannerTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private int desired = 2;
    private int minimum = 100;
    private int maximum = 200;
    private Breaker breaker = Breaker.ROLLS_BACK;
    private boolean draining;
    private boolean steady;
    private final List<Rollout> rollouts = new ArrayList<>();
    private final List<TaskView> tasks = new ArrayList<>();

    @Test
    void startsWhatIsMissing() {
        rollout("new");
        assertThat(plan()).containsExactly(new Step.StartTasks("new", 2));
        task("a", "new", Health.WAITING);
        assertThat(plan()).containsExactly(new Step.StartTasks("new", 1));
    }

    @Test
    void startsNewTasksBesideTheOldOnesAndStopsNoneBeforeANewOneIsHealthy() {
        rollout("new");
        completed("old");
        task("a", "old", Health.HEALTHY);
        task("b", "old", Health.HEALTHY);
        assertThat(plan()).containsExactly(new Step.StartTasks("new", 2));
        task("c", "new", Health.WAITING);
        task("d", "new", Health.WAITING);
        assertThat(plan()).isEmpty();
    }

    @Test
    void stopsAnOldTaskForEachHealthyNewOne() {
        rollout("new");
        completed("old");
        task("a", "old", Health.HEALTHY);
        task("b", "old", Health.HEALTHY);
        task("c", "new", Health.HEALTHY);
        task("d", "new", Health.WAITING);
        assertThat(plan()).containsExactly(new Step.StopTasks(List.of("a")));
        tasks.clear();
        task("a", "old", Health.ENDING);
        task("b", "old", Health.HEALTHY);
        task("c", "new", Health.HEALTHY);
        task("d", "new", Health.HEALTHY);
        assertThat(plan()).containsExactly(new Step.StopTasks(List.of("b")));
    }

    @Test
    void keepsToTheMaximum() {
        maximum = 150;
        rollout("new");
        completed("old");
        task("a", "old", Health.HEALTHY);
        task("b", "old", Health.HEALTHY);
        assertThat(plan()).containsExactly(new Step.StartTasks("new", 1));
    }

    @Test
    void makesRoomWhereNothingCanStartOtherwise() {
        maximum = 100;
        minimum = 50;
        rollout("new");
        completed("old");
        task("a", "old", Health.HEALTHY);
        task("b", "old", Health.HEALTHY);
        assertThat(plan()).containsExactly(new Step.StopTasks(List.of("a")));
    }

    @Test
    void stopsOldTasksThatDoNotServeAtOnce() {
        rollout("new");
        rollout("old");
        task("a", "old", Health.WAITING);
        task("b", "forgotten", Health.WAITING);
        task("c", "new", Health.WAITING);
        task("d", "new", Health.WAITING);
        assertThat(plan()).containsExactly(new Step.StopTasks(List.of("a", "b")));
    }

    @Test
    void isCompleteAndSteadyOnceOnlyHealthyNewTasksAreLeft() {
        rollout("new");
        completed("old");
        task("a", "old", Health.ENDING);
        task("c", "new", Health.HEALTHY);
        task("d", "new", Health.HEALTHY);
        assertThat(plan()).containsExactly(new Step.Complete("new"), new Step.ReportSteady());
    }

    @Test
    void hasNothingToDoInASteadyState() {
        steady = true;
        completed("new");
        task("c", "new", Health.HEALTHY);
        task("d", "new", Health.HEALTHY);
        assertThat(plan()).isEmpty();
    }

    @Test
    void stopsTheSurplusTheYoungestFirst() {
        desired = 1;
        completed("new");
        task("a", "new", Health.HEALTHY);
        task("b", "new", Health.HEALTHY);
        assertThat(plan()).containsExactly(new Step.StopTasks(List.of("b")));
    }

    @Test
    void replacesAnUnhealthyTask() {
        completed("new");
        task("a", "new", Health.HEALTHY);
        task("b", "new", Health.UNHEALTHY);
        assertThat(plan()).containsExactly(new Step.ReplaceUnhealthy("b", "because"));
    }

    @Test
    void waitsLongerAfterEachFailure() {
        breaker = Breaker.OFF;
        failing("new", 1);
        assertThat(plan()).containsExactly(new Step.StartTasks("new", 2));
        rollouts.clear();
        failing("new", 2);
        assertThat(plan()).containsExactly(new Step.LookAgain(NOW.plus(Duration.ofMillis(200))));
        rollouts.clear();
        failing("new", 4);
        assertThat(plan()).containsExactly(new Step.LookAgain(NOW.plus(Duration.ofMillis(800))));
        rollouts.clear();
        failing("new", 500);
        assertThat(plan()).containsExactly(new Step.LookAgain(NOW.plus(Duration.ofMinutes(1))));
    }

    @Test
    void goesBackToTheLastCompleteDeployment() {
        failing("new", 3);
        rollout("never complete");
        completed("good");
        completed("older");
        task("a", "good", Health.HEALTHY);
        assertThat(plan()).containsExactly(new Step.GiveUp("new"), new Step.RollBack("good"));
    }

    @Test
    void stopsWhereThereIsNothingToGoBackToOrItMayNot() {
        failing("new", 3);
        assertThat(plan()).containsExactly(new Step.GiveUp("new"));
        completed("good");
        breaker = Breaker.STOPS;
        assertThat(plan()).containsExactly(new Step.GiveUp("new"));
    }

    @Test
    void startsNothingForAFailedDeployment() {
        rollouts.add(Rollout.begin("new", "definition", NOW).in(RolloutState.FAILED, "", NOW));
        assertThat(plan()).isEmpty();
    }

    @Test
    void leavesAFailedDeploymentsTasksToTheOneThatReplacesIt() {
        completed("good");
        rollouts.add(Rollout.begin("bad", "definition", NOW).in(RolloutState.FAILED, "", NOW));
        task("a", "good", Health.HEALTHY);
        task("b", "good", Health.HEALTHY);
        task("c", "bad", Health.WAITING);
        assertThat(plan()).containsExactly(new Step.StopTasks(List.of("c")));
    }

    @Test
    void drainsADeletedService() {
        draining = true;
        completed("new");
        task("a", "new", Health.HEALTHY);
        assertThat(plan()).containsExactly(new Step.StopTasks(List.of("a")));
        tasks.clear();
        task("a", "new", Health.ENDING);
        assertThat(plan()).isEmpty();
        tasks.clear();
        assertThat(plan()).containsExactly(new Step.Deactivate());
    }

    @Test
    void looksAgainWhenATaskIsDecided() {
        desired = 1;
        rollout("new");
        tasks.add(new TaskView("a", "new", Health.WAITING, "", NOW, Optional.of(NOW.plusSeconds(7))));
        assertThat(plan()).containsExactly(new Step.LookAgain(NOW.plusSeconds(7)));
    }

    @ParameterizedTest
    @CsvSource({"0,3", "1,3", "6,3", "7,4", "25,13", "400,200", "800,200"})
    void givesUpAfterHalfTheDesiredCountOfFailures(int desiredCount, int threshold) {
        assertThat(DeploymentPlanner.breakerThreshold(desiredCount)).isEqualTo(threshold);
    }

    private List<Step> plan() {
        return DeploymentPlanner.plan(
                new ServiceView(draining, desired, minimum, maximum, breaker, rollouts, tasks, steady, NOW));
    }

    private void rollout(String id) {
        rollouts.add(Rollout.begin(id, "definition", NOW));
    }

    private void completed(String id) {
        rollouts.add(Rollout.begin(id, "definition", NOW).in(RolloutState.COMPLETED, "", NOW));
    }

    private void failing(String id, int failures) {
        Rollout rollout = Rollout.begin(id, "definition", NOW);
        for (int i = 0; i < failures; i++) {
            rollout = rollout.failed(NOW);
        }
        rollouts.add(rollout);
    }

    private void task(String id, String deployment, Health health) {
        tasks.add(new TaskView(
                id,
                deployment,
                health,
                health == Health.UNHEALTHY ? "because" : "",
                NOW.plusSeconds(tasks.size()),
                Optional.empty()));
    }
}
