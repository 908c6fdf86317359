package dev.fargatecd.local.ecs;

import dev.fargatecd.local.ecs.ServiceView.Health;
import dev.fargatecd.local.ecs.ServiceView.TaskView;
import dev.fargatecd.local.kernel.Event;
import dev.fargatecd.local.kernel.Journal;
import dev.fargatecd.local.kernel.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;

/**
 * Brings each service to what is desired of it: asked whenever one of its tasks or targets changes, or a time has come,
 * it has the {@link DeploymentPlanner} decide and does what was decided.
 *
 * <p>A service is looked at by one worker at a time; being asked meanwhile makes it look once more.
 */
final class ServiceScheduler implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ServiceScheduler.class);
    private static final Duration A_LITTLE = Duration.ofMillis(1);

    private final EcsTables tables;
    private final TaskWorld world;
    private final TaskFactory factory;
    private final Journal.Subscription subscription;
    private final Set<Key> looking = new HashSet<>();
    private final Set<Key> askedAgain = new HashSet<>();
    private boolean closed;

    ServiceScheduler(EcsTables tables, TaskWorld world, TaskFactory factory) {
        this.tables = tables;
        this.world = world;
        this.factory = factory;
        subscription = world.cloud().journal().subscribe(this::hear);
    }

    private void hear(Event event) {
        if (event.type().equals(EcsEvents.TASK) && event.text("group").startsWith("service:")) {
            String service = event.text("group").substring("service:".length());
            ask(new Key(event.scope(), ServiceState.key(Clusters.nameOf(event.text("clusterArn")), service)));
        } else if (event.type().equals("ELB Target Health Change")) {
            tables.services().list(event.scope()).stream()
                    .filter(service -> !service.status().isTerminal())
                    .filter(service -> service.settings().loadBalancers().stream()
                            .anyMatch(balancer -> event.resources().contains(balancer.targetGroupArn())))
                    .forEach(service -> ask(new Key(event.scope(), service.key())));
        }
    }

    /** Looks at a service soon. */
    void ask(Key service) {
        synchronized (looking) {
            if (closed) {
                return;
            }
            if (!looking.add(service)) {
                askedAgain.add(service);
                return;
            }
        }
        try {
            world.cloud().work().execute(() -> look(service));
        } catch (RejectedExecutionException closing) {
            LOG.debug("The cloud is closing; {} is not looked at any more", service);
        }
    }

    private void look(Key service) {
        try {
            tables.services()
                    .get(service)
                    .filter(state -> !state.status().isTerminal())
                    .ifPresent(state -> {
                        List<Step> steps = DeploymentPlanner.plan(view(service, state));
                        Doing doing = new Doing(service);
                        steps.forEach(step -> step.accept(doing));
                    });
        } finally {
            boolean again;
            synchronized (looking) {
                looking.remove(service);
                again = askedAgain.remove(service);
            }
            if (again) {
                ask(service);
            }
        }
    }

    private ServiceView view(Key service, ServiceState state) {
        Instant now = world.now();
        List<TaskView> tasks = tables.tasksOf(service).stream()
                .filter(task -> !task.status().isTerminal())
                .map(task -> view(state, task, now))
                .toList();
        tasks.stream().filter(TaskView::isHealthy).forEach(task -> noteHealthy(service, task));
        ServiceState fresh = tables.services().get(service).orElse(state);
        DeploymentConfiguration configuration = fresh.settings().deploymentConfiguration();
        return new ServiceView(
                fresh.status() == ServiceStatus.DRAINING,
                fresh.settings().desiredCount(),
                configuration.minimumHealthyPercent(),
                configuration.maximumPercent(),
                breaker(configuration.deploymentCircuitBreaker()),
                fresh.rollouts(),
                tasks,
                fresh.isSteady(),
                now);
    }

    private static ServiceView.Breaker breaker(DeploymentCircuitBreaker breaker) {
        if (!breaker.enable()) {
            return ServiceView.Breaker.OFF;
        }
        return breaker.rollback() ? ServiceView.Breaker.ROLLS_BACK : ServiceView.Breaker.STOPS;
    }

    private TaskView view(ServiceState service, TaskState task, Instant now) {
        if (task.isToStop()) {
            return view(task, Health.ENDING, "", Optional.empty());
        }
        if (task.status() != TaskStatus.RUNNING) {
            return view(task, Health.WAITING, "", Optional.empty());
        }
        Instant started = task.task().startedAt();
        Integer grace = service.settings().healthCheckGracePeriodSeconds();
        Instant graceEnds = started.plusSeconds(grace == null ? 0 : grace);
        if (ContainerHealth.isChecked(world.definition(task.scope(), task.task().taskDefinitionArn()))) {
            HealthStatus health = task.task().healthStatus();
            if (health == HealthStatus.UNHEALTHY && !now.isBefore(graceEnds)) {
                return view(task, Health.UNHEALTHY, "", Optional.empty());
            }
            if (health != HealthStatus.HEALTHY) {
                return view(
                        task,
                        Health.WAITING,
                        "",
                        Optional.of(graceEnds).filter(end -> health == HealthStatus.UNHEALTHY));
            }
        }
        if (task.loadBalancers().isEmpty()) {
            Instant settled = started.plus(world.runtime().settling());
            return now.isBefore(settled)
                    ? view(task, Health.WAITING, "", Optional.of(settled))
                    : view(task, Health.HEALTHY, "", Optional.empty());
        }
        return byTargets(task, graceEnds, now);
    }

    /** Healthy where all target groups say so; unhealthy where one says so and the grace period is over. */
    private TaskView byTargets(TaskState task, Instant graceEnds, Instant now) {
        boolean allHealthy = true;
        for (LoadBalancer balancer : task.loadBalancers()) {
            Optional<TargetHealth> health =
                    task.privateAddress().flatMap(address -> world.targets().health(task.scope(), balancer, address));
            String state = health.map(TargetHealth::stateAsString).orElse("");
            allHealthy &= state.equals("healthy");
            if (state.equals("unhealthy")) {
                if (now.isBefore(graceEnds)) {
                    return view(task, Health.WAITING, "", Optional.of(graceEnds));
                }
                String why = health.map(TargetHealth::description).orElse("");
                return view(
                        task,
                        Health.UNHEALTHY,
                        "(target-group " + balancer.targetGroupArn() + ")"
                                + (why.isEmpty() ? "" : " due to (reason " + why + ")"),
                        Optional.empty());
            }
        }
        return view(task, allHealthy ? Health.HEALTHY : Health.WAITING, "", Optional.empty());
    }

    private static TaskView view(TaskState task, Health health, String reason, Optional<Instant> decidedAt) {
        return new TaskView(
                task.id(),
                task.deployment().orElse(""),
                health,
                reason,
                task.task().createdAt(),
                decidedAt);
    }

    private void noteHealthy(Key service, TaskView task) {
        if (!world.state(service.scope(), task.id()).hasServed()) {
            world.update(service.scope(), task.id(), TaskState::served);
            tables.services().update(service, state -> state.withRollout(task.deployment(), Rollout::served));
        }
    }

    @Override
    public void close() {
        synchronized (looking) {
            closed = true;
        }
        subscription.close();
    }

    /** Does the steps for one service. */
    private final class Doing implements Step.Visitor {
        private final Key service;

        Doing(Key service) {
            this.service = service;
        }

        @Override
        public void start(Step.StartTasks step) {
            ServiceState state = state();
            Rollout rollout = state.rollout(step.deployment()).orElseThrow();
            List<TaskState> tasks = new ArrayList<>();
            for (int i = 0; i < step.count(); i++) {
                tasks.add(factory.forService(service, state, rollout));
            }
            tables.services().update(service, old -> old.steady(false));
            tasks.forEach(world::begin);
            world.say(
                    service,
                    "has started " + tasks.size() + " tasks: "
                            + names(tasks.stream().map(TaskState::id).toList()));
        }

        @Override
        public void stop(Step.StopTasks step) {
            ServiceState state = state();
            tables.services().update(service, old -> old.steady(false));
            String reason = "Scaling activity initiated by (deployment "
                    + state.primary().id() + ")";
            step.tasks()
                    .forEach(task ->
                            world.stop(service.scope(), task, TaskStopCode.SERVICE_SCHEDULER_INITIATED, reason));
            world.say(service, "has stopped " + step.tasks().size() + " running tasks: " + names(step.tasks()));
        }

        @Override
        public void replace(Step.ReplaceUnhealthy step) {
            TaskState task = world.state(service.scope(), step.task());
            tables.services().update(service, old -> old.steady(false));
            boolean byTarget = !step.reason().isEmpty();
            world.say(
                    service,
                    byTarget
                            ? "(task " + step.task() + ") (port "
                                    + task.loadBalancers().get(0).containerPort() + ") is unhealthy in " + step.reason()
                                    + "."
                            : "(task " + step.task() + ") failed container health checks.");
            world.countFailure(task);
            world.stop(
                    service.scope(),
                    step.task(),
                    TaskStopCode.SERVICE_SCHEDULER_INITIATED,
                    byTarget
                            ? "Task failed ELB health checks in " + step.reason()
                            : "Task failed container health checks");
        }

        @Override
        public void complete(Step.Complete step) {
            Instant now = world.now();
            ServiceState state = update(old -> {
                ServiceState completed = old.withRollout(
                        step.deployment(),
                        rollout -> rollout.in(
                                RolloutState.COMPLETED, "ECS deployment " + rollout.id() + " completed.", now));
                return completed.withRollouts(completed.rollouts().stream()
                        .filter(rollout ->
                                rollout.id().equals(step.deployment()) || rollout.state() == RolloutState.FAILED)
                        .toList());
            });
            world.say(service, "(deployment " + step.deployment() + ") deployment completed.");
            world.events().deployment(service, state, state.primary(), RolloutState.COMPLETED);
        }

        @Override
        public void giveUp(Step.GiveUp step) {
            Instant now = world.now();
            ServiceState state = update(old -> old.withRollout(
                    step.deployment(),
                    rollout -> rollout.in(
                            RolloutState.FAILED, "ECS deployment circuit breaker: tasks failed to start.", now)));
            Rollout failed = state.rollout(step.deployment()).orElseThrow();
            world.say(service, "(deployment " + step.deployment() + ") deployment failed: tasks failed to start.");
            world.events().action(service, state, "WARN", "SERVICE_TASK_START_IMPAIRED", now);
            world.events().deployment(service, state, failed, RolloutState.FAILED);
        }

        @Override
        public void rollBack(Step.RollBack step) {
            Instant now = world.now();
            ServiceState state = update(old -> {
                Rollout good = old.rollout(step.to()).orElseThrow();
                Rollout again = good.in(
                        RolloutState.IN_PROGRESS,
                        "ECS deployment circuit breaker: rolling back to deploymentId " + good.id() + ".",
                        now);
                List<Rollout> rollouts = new ArrayList<>(List.of(again));
                old.rollouts().stream()
                        .filter(rollout -> !rollout.id().equals(good.id()))
                        .forEach(rollouts::add);
                return old.withRollouts(rollouts)
                        .withSettings(old.settings().toBuilder()
                                .taskDefinition(good.taskDefinition())
                                .build())
                        .steady(false);
            });
            world.say(service, "rolling back to deployment " + step.to() + ".");
            world.events().deployment(service, state, state.primary(), RolloutState.IN_PROGRESS);
            ask(service);
        }

        @Override
        public void reportSteady(Step.ReportSteady step) {
            ServiceState state = update(old -> old.steady(true));
            world.say(service, "has reached a steady state.");
            world.events().action(service, state, "INFO", "SERVICE_STEADY_STATE", world.now());
        }

        @Override
        public void deactivate(Step.Deactivate step) {
            ServiceState state = update(old -> old.in(ServiceStatus.INACTIVE).withRollouts(List.of()));
            world.events().status(service, state);
        }

        @Override
        public void lookAgain(Step.LookAgain step) {
            Duration pause = Duration.between(world.now(), step.at());
            Future<?> unused = world.cloud()
                    .work()
                    .after(pause.isNegative() ? A_LITTLE : pause.plus(A_LITTLE), () -> ask(service));
        }

        private ServiceState state() {
            return tables.services().get(service).orElseThrow();
        }

        private ServiceState update(UnaryOperator<ServiceState> change) {
            return tables.services().update(service, change).orElseThrow();
        }

        private String names(List<String> tasks) {
            return tasks.stream().map(task -> "(task " + task + ")").collect(Collectors.joining(" ")) + ".";
        }
    }
}
