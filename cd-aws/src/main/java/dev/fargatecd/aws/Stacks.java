package dev.fargatecd.aws;

import dev.fargatecd.aws.ResourceChange.Action;
import dev.fargatecd.aws.ResourceChange.Replacement;
import dev.fargatecd.cloudformation.template.Template;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetStatus;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResource;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * Stacks, each changed through a change set, so that what will happen is known before it does.
 *
 * <p>Methods wait, with a bound, until CloudFormation is done. Thread-safe as far as the client is.
 */
public final class Stacks {
    private static final Duration REVIEW_BOUND = Duration.ofMinutes(5);
    private static final Duration CHANGE_BOUND = Duration.ofMinutes(60);

    private final CloudFormationClient cloudFormation;
    private final Polling polling;
    private final Clock clock;
    private final ProgressListener progress;
    private final ImportedExports imported;

    public Stacks(CloudFormationClient cloudFormation, Polling polling, Clock clock, ProgressListener progress) {
        this.cloudFormation = cloudFormation;
        this.polling = polling;
        this.clock = clock;
        this.progress = progress;
        imported = new ImportedExports(cloudFormation);
    }

    /**
     * What a stack is to become.
     *
     * @param template the template's text, 51,200 bytes at most, which is what CloudFormation takes inline
     * @param parameters by name
     * @param tags by key; CloudFormation hands them on to the stack's resources
     */
    public record Request(String name, String template, Map<String, String> parameters, Map<String, String> tags) {
        public Request {
            parameters = Map.copyOf(parameters);
            tags = Map.copyOf(tags);
        }
    }

    /**
     * What came of a deployment.
     *
     * @param changes the resources that were changed
     * @param changed false when the stack was already what it is to be; true without changes of resources where its
     *     outputs or tags were others
     */
    public record Outcome(DeployedStack stack, List<ResourceChange> changes, boolean changed) {
        public Outcome {
            changes = List.copyOf(changes);
        }
    }

    /** The stack, or empty where there is none of that name. */
    public Optional<DeployedStack> find(String name) {
        try {
            return cloudFormation.describeStacks(request -> request.stackName(name)).stacks().stream()
                    .findFirst()
                    .map(Stacks::deployed)
                    .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE);
        } catch (CloudFormationException failure) {
            if (isMissing(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /**
     * Whether the stack was deployed with another template than this, comments and descriptions aside.
     *
     * @return false also where there is no stack
     */
    public boolean isOutdated(String name, String template) {
        try {
            String deployed = cloudFormation
                    .getTemplate(request -> request.stackName(name))
                    .templateBody();
            return deployed != null && !TemplateMeaning.same(deployed, template);
        } catch (CloudFormationException failure) {
            if (isMissing(failure)) {
                return false;
            }
            throw failure;
        }
    }

    /**
     * What a resource of the stack is called outside it; the first where the stack has several of the type.
     *
     * @param type for example {@code AWS::ECS::Service}
     * @return the physical id, or empty where the stack or the resource is missing
     */
    public Optional<String> resource(String stack, String type) {
        try {
            return cloudFormation.describeStackResources(request -> request.stackName(stack)).stackResources().stream()
                    .filter(resource -> resource.resourceType().equals(type))
                    .map(StackResource::physicalResourceId)
                    .filter(id -> id != null && !id.isEmpty())
                    .findFirst();
        } catch (CloudFormationException failure) {
            if (isMissing(failure)) {
                return Optional.empty();
            }
            throw failure;
        }
    }

    /**
     * What deploying would change; empty when nothing. Neither the stack nor any resource is changed.
     *
     * <p>For a stack that is there, a change set is made and deleted again. For a new one the template itself says what
     * will be made: CloudFormation would refuse a change set while the stacks that it imports from are not there either.
     *
     * @throws DeliveryException where an export would change that another stack imports
     */
    public StackPlan plan(Request request) {
        Optional<DeployedStack> now =
                find(request.name()).filter(stack -> stack.status() != StackStatus.REVIEW_IN_PROGRESS);
        if (now.isEmpty()) {
            return new StackPlan(request.name(), Optional.empty(), additions(request), true);
        }
        ChangeSet changeSet = review(request, ChangeSetType.UPDATE);
        deleteChangeSet(changeSet);
        imported.refuseChange(now.get(), request, changeSet.changes());
        return new StackPlan(request.name(), now.map(DeployedStack::status), changeSet.changes(), changeSet.isChange());
    }

    private static List<ResourceChange> additions(Request request) {
        return Template.read(request.name(), request.template()).resources().values().stream()
                .map(resource ->
                        new ResourceChange(Action.ADD, resource.name(), resource.type(), Replacement.NO, List.of()))
                .toList();
    }

    /**
     * Makes the stack what it is to be.
     *
     * @throws DeliveryException where CloudFormation refuses or rolls back, with the first resource's reason; and before
     *     anything is changed, where an export would change that another stack imports
     */
    public Outcome deploy(Request request) {
        Optional<DeployedStack> before = settled(request.name());
        before.filter(stack -> stack.status().neverStood()).ifPresent(stack -> {
            throw new DeliveryException(
                    "stack " + stack.name() + " can't be changed",
                    "it is in " + stack.status() + ": making it failed, and CloudFormation only lets it be deleted",
                    "aws cloudformation delete-stack --stack-name " + stack.name() + ", then the same command again");
        });
        boolean isNew = before.isEmpty() || before.get().status() == StackStatus.REVIEW_IN_PROGRESS;
        Set<String> seen = isNew ? new HashSet<>() : eventIds(request.name());
        ChangeSet changeSet = review(request, isNew ? ChangeSetType.CREATE : ChangeSetType.UPDATE);
        if (!isNew) {
            DeployedStack now = before.orElseThrow();
            if (!changeSet.isChange()) {
                deleteChangeSet(changeSet);
                return new Outcome(now, List.of(), false);
            }
            try {
                imported.refuseChange(now, request, changeSet.changes());
            } catch (DeliveryException refused) {
                deleteChangeSet(changeSet);
                throw refused;
            }
        }
        cloudFormation.executeChangeSet(
                execute -> execute.stackName(request.name()).changeSetName(changeSet.id()));
        DeployedStack after = follow(request.name(), changeSet.stackId(), seen);
        if (!after.status().isStanding()) {
            throw new DeliveryException(
                    "stack " + request.name() + " was not " + (isNew ? "made" : "updated") + " (" + after.status()
                            + ")",
                    firstFailure(after.id()).orElse(after.statusReason().orElse("CloudFormation gives no reason")),
                    "");
        }
        return new Outcome(after, changeSet.changes(), true);
    }

    private void deleteChangeSet(ChangeSet changeSet) {
        cloudFormation.deleteChangeSet(delete -> delete.changeSetName(changeSet.id()));
    }

    /** Deletes the stack and waits until it is gone; nothing happens where there is none. */
    public void delete(String name) {
        Optional<DeployedStack> before = settled(name);
        if (before.isEmpty()) {
            return;
        }
        Set<String> seen = eventIds(name);
        cloudFormation.deleteStack(request -> request.stackName(name));
        DeployedStack after = follow(name, before.get().id(), seen);
        if (after.status() != StackStatus.DELETE_COMPLETE) {
            throw new DeliveryException(
                    "stack " + name + " was not deleted (" + after.status() + ")",
                    firstFailure(after.id()).orElse(after.statusReason().orElse("CloudFormation gives no reason")),
                    "remove what holds it, then the same command again");
        }
    }

    /** The reason of the first resource that failed in the last operation on the stack, or empty. */
    public Optional<String> firstFailure(String stackNameOrId) {
        List<StackEvent> operation = new ArrayList<>();
        for (StackEvent event : events(stackNameOrId)) { // newest first
            operation.add(event);
            if (isStart(event)) {
                break;
            }
        }
        Optional<String> found = Optional.empty();
        for (StackEvent event : operation) {
            String reason = event.resourceStatusReason();
            boolean ownReason = reason != null && !reason.endsWith("cancelled");
            if (event.resourceStatusAsString().endsWith("_FAILED") && ownReason) {
                found = Optional.of(event.logicalResourceId() + " (" + event.resourceType() + "): " + reason);
            }
        }
        return found;
    }

    private static boolean isStart(StackEvent event) {
        return event.physicalResourceId() != null
                && event.physicalResourceId().equals(event.stackId())
                && "User Initiated".equals(event.resourceStatusReason());
    }

    /** @param isChange true also where outputs or tags alone change */
    private record ChangeSet(String id, String stackId, List<ResourceChange> changes, boolean isChange) {}

    private ChangeSet review(Request request, ChangeSetType type) {
        String name = "fargate-cd-" + clock.millis();
        String id = cloudFormation
                .createChangeSet(create -> create.stackName(request.name())
                        .changeSetName(name)
                        .changeSetType(type)
                        .templateBody(request.template())
                        .capabilities(Capability.CAPABILITY_IAM, Capability.CAPABILITY_NAMED_IAM)
                        .parameters(parameters(request.parameters()))
                        .tags(tags(request.tags())))
                .id();
        DescribeChangeSetResponse reviewed =
                polling.await("change set " + name + " of stack " + request.name(), REVIEW_BOUND, () -> {
                    DescribeChangeSetResponse now =
                            cloudFormation.describeChangeSet(describe -> describe.changeSetName(id));
                    boolean done =
                            now.status() == ChangeSetStatus.CREATE_COMPLETE || now.status() == ChangeSetStatus.FAILED;
                    return done ? Optional.of(now) : Optional.empty();
                });
        if (reviewed.status() == ChangeSetStatus.FAILED && !isWithoutChanges(reviewed)) {
            cloudFormation.deleteChangeSet(delete -> delete.changeSetName(id));
            if (type == ChangeSetType.CREATE) {
                // only the empty shell that the change set made is there; leaving it would look like a stack
                cloudFormation.deleteStack(delete -> delete.stackName(request.name()));
            }
            throw new DeliveryException(
                    "stack " + request.name() + " was not " + (type == ChangeSetType.CREATE ? "made" : "updated"),
                    reviewed.statusReason() == null ? "CloudFormation gives no reason" : reviewed.statusReason(),
                    "");
        }
        return new ChangeSet(
                id, reviewed.stackId(), changes(reviewed, id), reviewed.status() != ChangeSetStatus.FAILED);
    }

    private List<ResourceChange> changes(DescribeChangeSetResponse first, String id) {
        List<ResourceChange> changes = new ArrayList<>();
        DescribeChangeSetResponse page = first;
        while (true) {
            page.changes().stream().map(Stacks::change).forEach(changes::add);
            String token = page.nextToken();
            if (token == null) {
                return changes;
            }
            page = cloudFormation.describeChangeSet(
                    describe -> describe.changeSetName(id).nextToken(token));
        }
    }

    private static boolean isWithoutChanges(DescribeChangeSetResponse changeSet) {
        // the two texts CloudFormation has for it; it has no code
        String reason = changeSet.statusReason() == null ? "" : changeSet.statusReason();
        return reason.startsWith("The submitted information didn't contain changes")
                || reason.startsWith("No updates are to be performed");
    }

    private Optional<DeployedStack> settled(String name) {
        Optional<DeployedStack> found = find(name);
        if (found.isEmpty() || !found.get().status().isInProgress()) {
            return found;
        }
        progress.on(new ProgressEvent.Note(
                clock.instant(), "Stack " + name + " is in " + found.get().status() + "; waiting for that to end"));
        return polling.await("stack " + name + " to settle", CHANGE_BOUND, () -> {
            Optional<DeployedStack> now = find(name);
            return now.isPresent() && now.get().status().isInProgress() ? Optional.empty() : Optional.of(now);
        });
    }

    /** Tells the new events until the stack is at rest. */
    private DeployedStack follow(String name, String id, Set<String> seen) {
        return polling.await("stack " + name, CHANGE_BOUND, () -> {
            DeployedStack now = deployed(cloudFormation
                    .describeStacks(request -> request.stackName(id))
                    .stacks()
                    .get(0));
            tellNew(name, id, seen); // after the status, so that at rest nothing is missed
            boolean atRest = !now.status().isInProgress() && now.status() != StackStatus.REVIEW_IN_PROGRESS;
            return atRest ? Optional.of(now) : Optional.empty();
        });
    }

    private void tellNew(String name, String id, Set<String> seen) {
        List<StackEvent> fresh = new ArrayList<>();
        for (StackEvent event : events(id)) {
            if (!seen.add(event.eventId())) {
                break;
            }
            fresh.add(0, event);
        }
        for (StackEvent event : fresh) {
            progress.on(new ProgressEvent.Resource(
                    event.timestamp(),
                    name,
                    event.logicalResourceId(),
                    event.resourceType(),
                    event.resourceStatusAsString(),
                    Optional.ofNullable(event.resourceStatusReason())));
        }
    }

    private Set<String> eventIds(String name) {
        Set<String> ids = new HashSet<>();
        events(name).forEach(event -> ids.add(event.eventId()));
        return ids;
    }

    /** Newest first, read as far as somebody iterates. */
    private Iterable<StackEvent> events(String nameOrId) {
        return cloudFormation
                .describeStackEventsPaginator(request -> request.stackName(nameOrId))
                .stackEvents();
    }

    private static boolean isMissing(CloudFormationException failure) {
        return failure.awsErrorDetails() != null
                && "ValidationError".equals(failure.awsErrorDetails().errorCode())
                && failure.awsErrorDetails().errorMessage().endsWith("does not exist");
    }

    private static DeployedStack deployed(Stack stack) {
        return new DeployedStack(
                stack.stackName(),
                stack.stackId(),
                StackStatus.valueOf(stack.stackStatusAsString()),
                Optional.ofNullable(stack.stackStatusReason()),
                stack.parameters().stream()
                        .collect(Collectors.toMap(Parameter::parameterKey, Stacks::value, (a, b) -> b)),
                stack.outputs().stream()
                        .collect(Collectors.toMap(Output::outputKey, Output::outputValue, (a, b) -> b)));
    }

    private static String value(Parameter parameter) {
        String resolved = parameter.resolvedValue();
        String given = parameter.parameterValue();
        return resolved != null ? resolved : given != null ? given : "";
    }

    private static ResourceChange change(Change change) {
        var resource = change.resourceChange();
        String replacement = resource.replacementAsString();
        return new ResourceChange(
                switch (resource.action()) {
                    case ADD -> Action.ADD;
                    case MODIFY -> Action.MODIFY;
                    case REMOVE -> Action.REMOVE;
                    case IMPORT -> Action.IMPORT;
                    default -> Action.DYNAMIC;
                },
                resource.logicalResourceId(),
                resource.resourceType(),
                "True".equals(replacement)
                        ? Replacement.YES
                        : "Conditional".equals(replacement) ? Replacement.CONDITIONAL : Replacement.NO,
                resource.details().stream()
                        .map(detail -> detail.target().name() == null
                                ? detail.target().attributeAsString()
                                : detail.target().name())
                        .distinct()
                        .sorted()
                        .toList());
    }

    private static List<Parameter> parameters(Map<String, String> parameters) {
        return new TreeMap<>(parameters)
                .entrySet().stream()
                        .map(entry -> Parameter.builder()
                                .parameterKey(entry.getKey())
                                .parameterValue(entry.getValue())
                                .build())
                        .toList();
    }

    private static List<Tag> tags(Map<String, String> tags) {
        return new TreeMap<>(tags)
                .entrySet().stream()
                        .map(entry -> Tag.builder()
                                .key(entry.getKey())
                                .value(entry.getValue())
                                .build())
                        .toList();
    }
}
