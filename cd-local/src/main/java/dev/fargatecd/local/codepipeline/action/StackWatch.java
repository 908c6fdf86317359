package dev.fargatecd.local.codepipeline.action;

import dev.fargatecd.local.codepipeline.execution.ActionJob;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Event;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** Watches the stack of an action from the moment it is made: until an operation has ended, and for what went wrong. */
final class StackWatch {
    /** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: three days for CloudFormation actions. */
    private static final Duration BOUND = Duration.ofDays(3);

    private static final Set<String> ENDS = Set.of(
            "CREATE_COMPLETE",
            "CREATE_FAILED",
            "ROLLBACK_COMPLETE",
            "ROLLBACK_FAILED",
            "UPDATE_COMPLETE",
            "UPDATE_FAILED",
            "UPDATE_ROLLBACK_COMPLETE",
            "UPDATE_ROLLBACK_FAILED",
            "DELETE_COMPLETE",
            "DELETE_FAILED");

    private final CloudContext cloud;
    private final CloudFormationClient client;
    private final ActionJob job;
    private final String name;

    StackWatch(CloudContext cloud, CloudFormationClient client, ActionJob job) {
        this.cloud = cloud;
        this.client = client;
        this.job = job;
        name = job.required("StackName");
    }

    /** The stack as it is; empty where there is none. */
    Optional<Stack> find() {
        return find(name);
    }

    private Optional<Stack> find(String nameOrId) {
        try {
            return client.describeStacks(request -> request.stackName(nameOrId)).stacks().stream()
                    .findFirst();
        } catch (CloudFormationException refused) {
            if (String.valueOf(refused.awsErrorDetails().errorMessage()).contains("does not exist")) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    /**
     * The stack at the end of the operation that this action started: the events of an operation carry its token.
     *
     * @param stackId the ARN, by which a deleted stack is found too
     */
    CompletableFuture<Stack> end(String stackId) {
        return cloud.journal()
                .until("stack " + name + " to end its operation", BOUND, new Ends(stackId)::find)
                .thenApplyAsync(end -> find(stackId).orElseThrow(), cloud.work());
    }

    /** Looks through the journal's events once each. */
    private final class Ends {
        private final String stackId;
        private long seen;

        Ends(String stackId) {
            this.stackId = stackId;
        }

        Optional<Event> find() {
            List<Event> since = cloud.journal().since(seen);
            seen += since.size();
            return since.stream().filter(this::isEnd).findFirst();
        }

        private boolean isEnd(Event event) {
            return event.source().equals("aws.cloudformation")
                    && event.type().equals("CloudFormation Stack Status Change")
                    && event.text("stack-id").equals(stackId)
                    && event.text("client-request-token").startsWith(job.runId())
                    && event.detail().get("status-details") instanceof Map<?, ?> status
                    && ENDS.contains(String.valueOf(status.get("status")));
        }
    }

    /** The change set once it is made or has failed to be. */
    CompletableFuture<DescribeChangeSetResponse> changeSet(String id) {
        return cloud.journal().until("change set " + id + " to be made", BOUND, new Made(id)::find);
    }

    /** Asks at first and after each of CloudFormation's events: not after those that asking may write itself. */
    private final class Made {
        private final String id;
        private long seen;

        Made(String id) {
            this.id = id;
        }

        Optional<DescribeChangeSetResponse> find() {
            List<Event> since = cloud.journal().since(seen);
            boolean isNews =
                    seen == 0 || since.stream().anyMatch(event -> event.source().endsWith("cloudformation"));
            seen += since.size();
            return isNews
                    ? Optional.of(client.describeChangeSet(request -> request.changeSetName(id)))
                            .filter(set -> set.status() == ChangeSetStatus.CREATE_COMPLETE
                                    || set.status() == ChangeSetStatus.FAILED)
                    : Optional.empty();
        }
    }

    /**
     * The first resource of this operation that failed by itself, with its reason; empty where the action's role may not
     * look at the events, as on AWS
     * (https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html).
     */
    Optional<String> cause(Stack stack) {
        try {
            return client
                    .describeStackEventsPaginator(request -> request.stackName(stack.stackId()))
                    .stackEvents()
                    .stream()
                    .takeWhile(
                            event -> String.valueOf(event.clientRequestToken()).startsWith(job.runId()))
                    .filter(StackWatch::isCause)
                    .reduce((newer, older) -> older)
                    .map(event -> event.logicalResourceId() + " (" + event.resourceType() + ") "
                            + event.resourceStatusAsString() + ": " + event.resourceStatusReason());
        } catch (CloudFormationException refused) {
            if ("AccessDenied".equals(refused.awsErrorDetails().errorCode())) {
                return Optional.empty();
            }
            throw refused;
        }
    }

    private static boolean isCause(StackEvent event) {
        String reason = String.valueOf(event.resourceStatusReason());
        return event.resourceStatusAsString().endsWith("_FAILED")
                && !String.valueOf(event.physicalResourceId()).equals(event.stackId())
                && !reason.contains("cancelled");
    }
}
