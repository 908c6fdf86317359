package dev.fargatecd.local.codepipeline.action;

import dev.fargatecd.local.codepipeline.execution.ActionFailure;
import dev.fargatecd.local.codepipeline.execution.ActionJob;
import dev.fargatecd.local.codepipeline.execution.ActionProvider;
import dev.fargatecd.local.codepipeline.execution.Artifact;
import dev.fargatecd.local.codepipeline.execution.External;
import dev.fargatecd.local.codepipeline.execution.Outcome;
import dev.fargatecd.local.codepipeline.structure.StackMode;
import dev.fargatecd.local.kernel.CloudContext;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackStatus;

/**
 * Creates, updates and deletes stacks, and makes and executes change sets, from templates in artifacts.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html">
 *     CloudFormation deploy action reference</a>
 */
final class CloudFormationDeploy implements ActionProvider {
    private static final String NO_UPDATES = "No updates are to be performed";

    private final CloudContext cloud;
    private final Artifacts artifacts;

    CloudFormationDeploy(CloudContext cloud, Artifacts artifacts) {
        this.cloud = cloud;
        this.artifacts = artifacts;
    }

    @Override
    public CompletableFuture<Outcome> start(ActionJob job) {
        CloudFormationClient client = cloud.clients().as(job.caller(), CloudFormationClient.class);
        StackWatch watch = new StackWatch(cloud, client, job);
        return switch (StackMode.valueOf(job.required("ActionMode"))) {
            case CREATE_UPDATE -> createOrUpdate(job, client, watch);
            case REPLACE_ON_FAILURE -> replaceOnFailure(job, client, watch);
            case DELETE_ONLY -> delete(job, client, watch, watch.find());
            case CHANGE_SET_REPLACE -> replaceChangeSet(job, client, watch);
            case CHANGE_SET_EXECUTE -> executeChangeSet(job, client, watch);
        };
    }

    private CompletableFuture<Outcome> createOrUpdate(ActionJob job, CloudFormationClient client, StackWatch watch) {
        StackSettings settings = StackSettings.read(job, artifacts);
        return watch.find().isPresent() ? update(job, client, watch, settings) : create(job, client, watch, settings);
    }

    private CompletableFuture<Outcome> create(
            ActionJob job, CloudFormationClient client, StackWatch watch, StackSettings settings) {
        String id = client.createStack(request -> request.stackName(stackName(job))
                        .templateBody(settings.template())
                        .parameters(settings.parameters())
                        .tags(settings.tags())
                        .stackPolicyBody(settings.stackPolicy().orElse(null))
                        .capabilities(capabilities(job))
                        .roleARN(job.setting("RoleArn").orElse(null))
                        .clientRequestToken(job.runId()))
                .stackId();
        return watch.end(id).thenApply(stack -> done(job, stack, StackStatus.CREATE_COMPLETE, watch));
    }

    private CompletableFuture<Outcome> update(
            ActionJob job, CloudFormationClient client, StackWatch watch, StackSettings settings) {
        try {
            String id = client.updateStack(request -> request.stackName(stackName(job))
                            .templateBody(settings.template())
                            .parameters(settings.parameters())
                            .tags(settings.tags())
                            .stackPolicyBody(settings.stackPolicy().orElse(null))
                            .capabilities(capabilities(job))
                            .roleARN(job.setting("RoleArn").orElse(null))
                            .clientRequestToken(job.runId()))
                    .stackId();
            return watch.end(id).thenApply(stack -> done(job, stack, StackStatus.UPDATE_COMPLETE, watch));
        } catch (CloudFormationException refused) {
            if (!String.valueOf(refused.awsErrorDetails().errorMessage()).contains(NO_UPDATES)) {
                throw refused;
            }
            Stack stack = watch.find().orElseThrow(() -> refused);
            return CompletableFuture.completedFuture(succeeded(job, stack, "No updates are to be performed."));
        }
    }

    private CompletableFuture<Outcome> replaceOnFailure(ActionJob job, CloudFormationClient client, StackWatch watch) {
        StackSettings settings = StackSettings.read(job, artifacts);
        Optional<Stack> stack = watch.find();
        if (stack.filter(CloudFormationDeploy::isBroken).isEmpty()) {
            return createOrUpdate(job, client, watch);
        }
        return delete(job, client, watch, stack)
                .thenComposeAsync(deleted -> create(job, client, watch, settings), cloud.work());
    }

    /** The states of which the action's reference says that the stack is deleted and made anew. */
    private static boolean isBroken(Stack stack) {
        return List.of(
                        StackStatus.ROLLBACK_COMPLETE,
                        StackStatus.ROLLBACK_FAILED,
                        StackStatus.CREATE_FAILED,
                        StackStatus.DELETE_FAILED,
                        StackStatus.UPDATE_ROLLBACK_FAILED)
                .contains(stack.stackStatus());
    }

    private static CompletableFuture<Outcome> delete(
            ActionJob job, CloudFormationClient client, StackWatch watch, Optional<Stack> stack) {
        if (stack.isEmpty()) {
            return CompletableFuture.completedFuture(
                    Outcome.succeeded(External.NOTHING.withSummary("There is no such stack."), List.of(), Map.of()));
        }
        String id = stack.get().stackId();
        client.deleteStack(request -> request.stackName(id)
                .roleARN(job.setting("RoleArn").orElse(null))
                .clientRequestToken(job.runId() + "-delete"));
        return watch.end(id).thenApply(gone -> {
            if (gone.stackStatus() != StackStatus.DELETE_COMPLETE) {
                throw failed(job, gone, watch);
            }
            return Outcome.succeeded(
                    external(job, id).withSummary("Stack " + stackName(job) + " was deleted."), List.of(), Map.of());
        });
    }

    private CompletableFuture<Outcome> replaceChangeSet(ActionJob job, CloudFormationClient client, StackWatch watch) {
        StackSettings settings = StackSettings.read(job, artifacts);
        Optional<Stack> stack = watch.find();
        boolean isNew = stack.filter(one -> one.stackStatus() != StackStatus.REVIEW_IN_PROGRESS)
                .isEmpty();
        String name = job.required("ChangeSetName");
        if (stack.isPresent()) {
            client.deleteChangeSet(request -> request.stackName(stackName(job)).changeSetName(name));
        }
        String id = client.createChangeSet(request -> request.stackName(stackName(job))
                        .changeSetName(name)
                        .changeSetType(isNew ? ChangeSetType.CREATE : ChangeSetType.UPDATE)
                        .templateBody(settings.template())
                        .parameters(settings.parameters())
                        .tags(settings.tags())
                        .capabilities(capabilities(job))
                        .roleARN(job.setting("RoleArn").orElse(null))
                        .clientToken(job.runId()))
                .id();
        return watch.changeSet(id).thenApply(set -> {
            if (set.status() != ChangeSetStatus.CREATE_COMPLETE && !isWithoutChanges(set)) {
                throw new ActionFailure("JobFailed", "Change set " + name + ": " + set.statusReason());
            }
            return Outcome.succeeded(
                    external(job, set.stackId()).withSummary("Change set " + name + " was created."),
                    List.of(),
                    Map.of());
        });
    }

    private static boolean isWithoutChanges(DescribeChangeSetResponse set) {
        String reason = String.valueOf(set.statusReason());
        return set.status() == ChangeSetStatus.FAILED
                && (reason.contains("didn't contain changes") || reason.contains(NO_UPDATES));
    }

    private CompletableFuture<Outcome> executeChangeSet(ActionJob job, CloudFormationClient client, StackWatch watch) {
        String name = job.required("ChangeSetName");
        DescribeChangeSetResponse set = client.describeChangeSet(
                request -> request.stackName(stackName(job)).changeSetName(name));
        if (isWithoutChanges(set)) {
            Stack stack = watch.find().orElseThrow();
            return CompletableFuture.completedFuture(succeeded(job, stack, "The change set holds no changes."));
        }
        client.executeChangeSet(
                request -> request.stackName(stackName(job)).changeSetName(name).clientRequestToken(job.runId()));
        return watch.end(set.stackId()).thenApply(stack -> {
            StackStatus good = stack.stackStatus() == StackStatus.CREATE_COMPLETE
                    ? StackStatus.CREATE_COMPLETE
                    : StackStatus.UPDATE_COMPLETE;
            return done(job, stack, good, watch);
        });
    }

    private Outcome done(ActionJob job, Stack stack, StackStatus good, StackWatch watch) {
        if (stack.stackStatus() != good) {
            throw failed(job, stack, watch);
        }
        return succeeded(job, stack, "Stack " + stack.stackName() + " is in " + good + ".");
    }

    private static ActionFailure failed(ActionJob job, Stack stack, StackWatch watch) {
        String message = "Stack " + stack.stackName() + " is in " + stack.stackStatusAsString() + ": "
                + watch.cause(stack).orElseGet(() -> String.valueOf(stack.stackStatusReason()));
        return new ActionFailure(
                "JobFailed", message, external(job, stack.stackId()).withSummary(message));
    }

    /** The stack's outputs are the action's variables, and a file in its output artifact where one is asked for. */
    private Outcome succeeded(ActionJob job, Stack stack, String summary) {
        Map<String, String> outputs = new TreeMap<>();
        stack.outputs().forEach(output -> outputs.put(output.outputKey(), output.outputValue()));
        List<Artifact> written = job.outputNames().stream()
                .map(name -> artifacts.place(job, name))
                .toList();
        written.forEach(artifact -> artifacts.write(
                job.caller(),
                artifact,
                zip -> job.setting("OutputFileName").ifPresent(file -> zip.add(file, Json.text(outputs)))));
        return Outcome.succeeded(external(job, stack.stackId()).withSummary(summary), written, outputs);
    }

    private static External external(ActionJob job, String stackId) {
        String region = job.start().scope().region();
        return External.of(
                stackId,
                "https://console.aws.amazon.com/cloudformation/home?region=" + region + "#/stacks/stackinfo?stackId="
                        + stackId,
                "");
    }

    private static String stackName(ActionJob job) {
        return job.required("StackName");
    }

    private static List<Capability> capabilities(ActionJob job) {
        return job.setting("Capabilities").stream()
                .flatMap(all -> Arrays.stream(all.split(",")))
                .map(String::strip)
                .map(Capability::fromValue)
                .toList();
    }
}
