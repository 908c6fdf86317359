package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Event;
import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Journal;
import dev.fargatecd.local.kernel.Scope;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * Writes what happens to stacks into the journal, as AWS sends it to EventBridge, and reads it back as stack events. What
 * DescribeStackEvents shows beyond AWS's event is in the detail too ({@code event-id}, {@code resource-properties}).
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/eventbridge-events-and-detail-types.html">Event
 *     details of CloudFormation</a>
 */
final class StackEvents {
    private static final String SOURCE = "aws.cloudformation";
    private static final String OF_STACK = "CloudFormation Stack Status Change";
    private static final String OF_DRIFT = "CloudFormation Drift Detection Status Change";
    private static final String OF_RESOURCE = "CloudFormation Resource Status Change";

    private final Journal journal;
    private final Ids ids;

    StackEvents(Journal journal, Ids ids) {
        this.journal = journal;
        this.ids = ids;
    }

    /** Tells of the stack's status. */
    void tell(Scope scope, Stack stack, String token) {
        Map<String, Object> detail =
                detail(stack, stack.status().name(), stack.reason().orElse(""), token);
        detail.put("event-id", ids.uuid());
        journal.append(scope, SOURCE, OF_STACK, List.of(stack.id()), detail);
    }

    /** Tells of a resource's status. */
    void tell(Scope scope, Stack stack, StackResource resource, String token) {
        Map<String, Object> detail =
                detail(stack, resource.status().name(), resource.reason().orElse(""), token);
        detail.put("logical-resource-id", resource.logicalId());
        detail.put("physical-resource-id", resource.physicalId().orElse(""));
        detail.put("resource-type", resource.type());
        detail.put("resource-properties", resource.properties().toString());
        journal.append(scope, SOURCE, OF_RESOURCE, List.of(stack.id()), detail);
    }

    private static Map<String, Object> detail(Stack stack, String status, String reason, String token) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("stack-id", stack.id());
        detail.put("stack-name", stack.name());
        detail.put("status-details", Map.of("status", status, "status-reason", reason));
        if (!token.isEmpty()) {
            detail.put("client-request-token", token);
        }
        return detail;
    }

    /** Tells that somebody has looked for drift. */
    void tellOfDrift(Scope scope, DescribeStackDriftDetectionStatusResponse done) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("stack-id", done.stackId());
        detail.put("stack-drift-detection-id", done.stackDriftDetectionId());
        detail.put(
                "status-details",
                Map.of(
                        "stack-drift-status", done.stackDriftStatusAsString(),
                        "detection-status", done.detectionStatusAsString()));
        journal.append(scope, SOURCE, OF_DRIFT, List.of(done.stackId()), detail);
    }

    /** The events of a stack, the oldest first. */
    List<StackEvent> of(Stack stack) {
        List<StackEvent> events = new ArrayList<>();
        for (Event event : journal.about(stack.id())) {
            read(event).ifPresent(events::add);
        }
        return OperationEvents.numbered(events);
    }

    /** What the event tells of a stack or its resource; empty where it is of something else. */
    static Optional<StackEvent> read(Event event) {
        if (!event.source().equals(SOURCE) || event.type().equals(OF_DRIFT)) {
            return Optional.empty();
        }
        return Optional.of(event.type().equals(OF_STACK) ? ofStack(event) : ofResource(event));
    }

    /** The id of the stack on which the operation is or was; empty where there is no such operation. */
    Optional<String> stackOf(Scope scope, String operationId) {
        return journal.since(0).stream()
                .filter(event -> event.source().equals(SOURCE) && event.scope().equals(scope))
                .filter(event -> event.text("event-id").equals(operationId))
                .map(event -> event.text("stack-id"))
                .findFirst();
    }

    private static StackEvent ofStack(Event event) {
        return common(event)
                .eventId(event.text("event-id"))
                .logicalResourceId(event.text("stack-name"))
                .physicalResourceId(event.text("stack-id"))
                .resourceType("AWS::CloudFormation::Stack")
                .build();
    }

    private static StackEvent ofResource(Event event) {
        Instant time = event.time();
        return common(event)
                .eventId(event.text("logical-resource-id") + "-" + status(event, "status") + "-" + time)
                .logicalResourceId(event.text("logical-resource-id"))
                .physicalResourceId(event.text("physical-resource-id"))
                .resourceType(event.text("resource-type"))
                .resourceProperties(event.text("resource-properties"))
                .build();
    }

    private static StackEvent.Builder common(Event event) {
        String reason = status(event, "status-reason");
        StackEvent.Builder common = StackEvent.builder()
                .stackId(event.text("stack-id"))
                .stackName(event.text("stack-name"))
                .timestamp(event.time())
                .resourceStatus(status(event, "status"));
        if (!reason.isEmpty()) {
            common.resourceStatusReason(reason);
        }
        String token = event.text("client-request-token");
        return token.isEmpty() ? common : common.clientRequestToken(token);
    }

    private static String status(Event event, String member) {
        return event.detail().get("status-details") instanceof Map<?, ?> status
                ? String.valueOf(status.get(member))
                : "";
    }
}
