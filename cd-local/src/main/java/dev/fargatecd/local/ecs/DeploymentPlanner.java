package dev.fargatecd.local.ecs;

import dev.fargatecd.local.ecs.ServiceView.Breaker;
import dev.fargatecd.local.ecs.ServiceView.Health;
import dev.fargatecd.local.ecs.ServiceView.TaskView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what a service needs next; does nothing and remembers nothing.
 *
 * <p>A rolling update: new tasks are started as far as the maximum percent allows, and an old one is stopped only once a
 * healthy new one stands in for it, or where nothing can start otherwise and the minimum healthy percent allows it.
 *
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-type-ecs.html">Rolling updates</a>
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html">Circuit
 *     breaker</a>
 */
final class DeploymentPlanner {
    private static final Duration FIRST_BACK_OFF = Duration.ofMillis(100);
    private static final Duration LONGEST_BACK_OFF = Duration.ofMinutes(1);
    private static final int LEAST_FAILURES = 3;
    private static final int MOST_FAILURES = 200;

    private final ServiceView view;
    private final List<TaskView> active;
    private final List<TaskView> primary;
    private final List<TaskView> old;
    private final List<Step> steps = new ArrayList<>();

    private DeploymentPlanner(ServiceView view) {
        this.view = view;
        active = view.tasks().stream().filter(TaskView::isActive).toList();
        primary = active.stream().filter(this::isPrimary).toList();
        old = active.stream().filter(task -> !isPrimary(task)).toList();
    }

    /** The steps, in order; empty where all is as it should be. */
    static List<Step> plan(ServiceView view) {
        return new DeploymentPlanner(view).plan();
    }

    /** From how many failed tasks on the breaker ends a deployment: half the desired count, 3 to 200. */
    static int breakerThreshold(int desired) {
        return Math.max(LEAST_FAILURES, Math.min(MOST_FAILURES, (desired + 1) / 2));
    }

    private List<Step> plan() {
        if (view.isDraining()) {
            return drain();
        }
        if (isBreakerTriggered()) {
            return giveUp();
        }
        replaceUnhealthy();
        if (!steps.isEmpty()) {
            return steps; // their end is counted as a failure first; then it is decided what follows
        }
        startMissing();
        stopOld();
        stopSurplus();
        conclude();
        active.stream()
                .map(TaskView::decidedAt)
                .flatMap(Optional::stream)
                .min(Comparator.naturalOrder())
                .ifPresent(at -> steps.add(new Step.LookAgain(at)));
        return steps;
    }

    private List<Step> drain() {
        if (view.tasks().isEmpty()) {
            return List.of(new Step.Deactivate());
        }
        return active.isEmpty() ? List.of() : List.of(new Step.StopTasks(ids(active.stream())));
    }

    private boolean isBreakerTriggered() {
        return view.breaker() != Breaker.OFF
                && view.primary().state() == RolloutState.IN_PROGRESS
                && view.primary().failures() >= breakerThreshold(view.desired());
    }

    private List<Step> giveUp() {
        Step giveUp = new Step.GiveUp(view.primary().id());
        Optional<Rollout> good = view.rollouts().stream()
                .skip(1)
                .filter(rollout -> rollout.hasCompleted() && rollout.state() != RolloutState.FAILED)
                .findFirst();
        return view.breaker() == Breaker.ROLLS_BACK && good.isPresent()
                ? List.of(giveUp, new Step.RollBack(good.get().id()))
                : List.of(giveUp);
    }

    private void replaceUnhealthy() {
        active.stream()
                .filter(task -> task.health() == Health.UNHEALTHY)
                .forEach(task -> steps.add(new Step.ReplaceUnhealthy(task.id(), task.reason())));
    }

    private void startMissing() {
        int count = Math.min(missing(), room());
        if (count <= 0 || view.primary().state() == RolloutState.FAILED) {
            return;
        }
        Instant earliest = earliestStart();
        if (earliest.isAfter(view.now())) {
            steps.add(new Step.LookAgain(earliest));
        } else {
            steps.add(new Step.StartTasks(view.primary().id(), count));
        }
    }

    private int missing() {
        return view.desired()
                - (int) primary.stream().filter(DeploymentPlanner::stays).count();
    }

    /** How many tasks more there may be; those that are being replaced count no more. */
    private int room() {
        int most = view.desired() * view.maximumPercent() / 100;
        return most - (int) active.stream().filter(DeploymentPlanner::stays).count();
    }

    private static boolean stays(TaskView task) {
        return task.health() != Health.UNHEALTHY;
    }

    /** The first failure is answered at once; after that each waits twice as long as the one before. */
    private Instant earliestStart() {
        int failures = view.primary().failures();
        if (failures < 2) {
            return view.now();
        }
        Duration backOff = FIRST_BACK_OFF.multipliedBy(1L << Math.min(failures - 1, 20));
        return view.primary()
                .lastFailure()
                .orElse(view.now())
                .plus(backOff.compareTo(LONGEST_BACK_OFF) > 0 ? LONGEST_BACK_OFF : backOff);
    }

    private void stopOld() {
        List<String> stopped = new ArrayList<>(ids(old.stream().filter(task -> task.health() == Health.WAITING)));
        List<TaskView> healthyOld = old.stream()
                .filter(TaskView::isHealthy)
                .sorted(Comparator.comparing(TaskView::createdAt))
                .toList();
        int healthyNew = (int) primary.stream().filter(TaskView::isHealthy).count();
        int leastHealthy = (view.desired() * view.minimumHealthyPercent() + 99) / 100;
        int replaced = healthyNew + healthyOld.size() - view.desired();
        int inTheWay = missing() > 0 && room() <= 0 ? missing() : 0;
        int count = Math.min(healthyNew + healthyOld.size() - leastHealthy, Math.max(replaced, inTheWay));
        stopped.addAll(ids(healthyOld.stream().limit(Math.max(0, count))));
        if (!stopped.isEmpty()) {
            steps.add(new Step.StopTasks(stopped));
        }
    }

    private void stopSurplus() {
        List<TaskView> staying =
                primary.stream().filter(DeploymentPlanner::stays).toList();
        int surplus = staying.size() - view.desired();
        if (surplus > 0) {
            Stream<TaskView> dispensable = staying.stream()
                    .sorted(Comparator.comparing(TaskView::isHealthy)
                            .thenComparing(TaskView::createdAt, Comparator.reverseOrder()))
                    .limit(surplus);
            steps.add(new Step.StopTasks(ids(dispensable)));
        }
    }

    private void conclude() {
        boolean asDesired = steps.isEmpty()
                && old.isEmpty()
                && primary.size() == view.desired()
                && primary.stream().allMatch(TaskView::isHealthy);
        if (!asDesired || view.primary().state() == RolloutState.FAILED) {
            return;
        }
        if (view.primary().state() == RolloutState.IN_PROGRESS) {
            steps.add(new Step.Complete(view.primary().id()));
        }
        if (!view.isSteady()) {
            steps.add(new Step.ReportSteady());
        }
    }

    private boolean isPrimary(TaskView task) {
        return task.deployment().equals(view.primary().id());
    }

    private static List<String> ids(Stream<TaskView> tasks) {
        return tasks.map(TaskView::id).toList();
    }
}
