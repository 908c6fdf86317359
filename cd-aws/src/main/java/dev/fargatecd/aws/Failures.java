package dev.fargatecd.aws;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.EcsException;
import software.amazon.awssdk.services.ecs.model.Task;

/** Finds out why an action failed, where its provider knows more than the pipeline tells. */
final class Failures {
    private static final int LOG_LINES = 15;

    private final CodeBuildClient codeBuild;
    private final EcsClient ecs;
    private final Stacks stacks;
    private final LogReader logs;

    Failures(CodeBuildClient codeBuild, EcsClient ecs, Stacks stacks, LogReader logs) {
        this.codeBuild = codeBuild;
        this.ecs = ecs;
        this.stacks = stacks;
        this.logs = logs;
    }

    /** Why the action failed. */
    Failure explain(ActionRun action) {
        String where = "stage " + action.stage() + ", action " + action.name();
        String told = action.message().orElse("CodePipeline gives no reason");
        return switch (action.provider()) {
            case "CodeBuild" -> build(action).orElse(new Failure(where, told, List.of()));
            case "CloudFormation" -> stack(action, where, told);
            default -> new Failure(where, told, List.of());
        };
    }

    private Optional<Failure> build(ActionRun action) {
        return action.externalId()
                .flatMap(id -> codeBuild.batchGetBuilds(request -> request.ids(id)).builds().stream()
                        .findFirst())
                .map(build -> build(action, build));
    }

    private Failure build(ActionRun action, Build build) {
        var failed = build.phases().stream()
                .filter(phase -> phase.phaseStatus() != null && phase.phaseStatus() != StatusType.SUCCEEDED)
                .findFirst();
        String where = "stage " + action.stage() + ", action " + action.name()
                + failed.map(phase -> ", phase " + phase.phaseTypeAsString()).orElse("");
        String why = failed.flatMap(phase -> phase.contexts().stream()
                        .map(PhaseContext::message)
                        .filter(message -> message != null && !message.isBlank())
                        .findFirst())
                .or(action::message)
                .orElse("the build ended with " + build.buildStatusAsString());
        List<String> evidence = build.logs() == null || build.logs().groupName() == null
                ? List.of()
                : logs.tail(build.logs().groupName(), build.logs().streamName(), LOG_LINES).stream()
                        .map(LogLine::text)
                        .toList();
        return new Failure(where, why, evidence);
    }

    private Failure stack(ActionRun action, String where, String told) {
        Optional<String> stack = Optional.ofNullable(action.configuration().get("StackName"));
        try {
            Optional<String> reason = stack.flatMap(stacks::firstFailure);
            List<String> evidence = new ArrayList<>();
            stack.flatMap(name -> stacks.resource(name, "AWS::ECS::Service"))
                    .ifPresent(service -> evidence.addAll(complaints(service)));
            return new Failure(where + stack.map(name -> ", stack " + name).orElse(""), reason.orElse(told), evidence);
        } catch (CloudFormationException unreadable) {
            // the pipeline's own words are still worth telling when the stack is gone
            return new Failure(where, told, List.of());
        }
    }

    /**
     * What ECS says against a service: why its last tasks stopped, and its newest events.
     *
     * @param serviceArn {@code arn:aws:ecs:region:account:service/cluster/name}
     */
    List<String> complaints(String serviceArn) {
        String[] parts = serviceArn.split("/");
        if (parts.length < 3) {
            return List.of();
        }
        String cluster = parts[parts.length - 2];
        String name = parts[parts.length - 1];
        List<String> lines = new ArrayList<>();
        try {
            List<String> stopped = ecs.listTasks(request ->
                            request.cluster(cluster).serviceName(name).desiredStatus(DesiredStatus.STOPPED))
                    .taskArns();
            if (!stopped.isEmpty()) {
                ecs.describeTasks(request -> request.cluster(cluster).tasks(stopped)).tasks().stream()
                        .filter(task -> task.stoppedReason() != null)
                        .filter(task -> !task.stoppedReason().startsWith("Scaling activity"))
                        .sorted(Comparator.comparing(
                                        Task::stoppedAt, Comparator.nullsLast(Comparator.<Instant>naturalOrder()))
                                .reversed())
                        .limit(3)
                        .map(Failures::stopped)
                        .forEach(lines::add);
            }
            ecs.describeServices(request -> request.cluster(cluster).services(name)).services().stream()
                    .flatMap(service -> service.events().stream().limit(5))
                    .map(event -> "service: " + event.message())
                    .forEach(lines::add);
        } catch (EcsException gone) {
            return lines; // service or cluster are no more; what was found is still true
        }
        return lines;
    }

    private static String stopped(Task task) {
        String exits = task.containers().stream()
                .filter(container -> container.exitCode() != null || container.reason() != null)
                .map(container -> " (" + container.name()
                        + (container.exitCode() == null ? "" : " exited with " + container.exitCode())
                        + (container.reason() == null ? "" : ": " + container.reason()) + ")")
                .findFirst()
                .orElse("");
        return "task stopped: " + task.stoppedReason() + exits;
    }
}
