package dev.fargatecd.local.cloudformation;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.BeaconStackOperationStatus;
import software.amazon.awssdk.services.cloudformation.model.EventType;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.OperationType;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/**
 * A stack's events by the operation they belong to. An operation is what begins when the stack comes to a status of
 * progress of its own, a rollback that nobody asked for included; its id is that of the event that tells so.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_DescribeEvents.html">DescribeEvents</a>
 */
final class OperationEvents {
    private static final Map<String, OperationType> BEGINNINGS = Map.of(
            "REVIEW_IN_PROGRESS", OperationType.CREATE_CHANGESET,
            "CREATE_IN_PROGRESS", OperationType.CREATE_STACK,
            "UPDATE_IN_PROGRESS", OperationType.UPDATE_STACK,
            "DELETE_IN_PROGRESS", OperationType.DELETE_STACK,
            "ROLLBACK_IN_PROGRESS", OperationType.ROLLBACK,
            "UPDATE_ROLLBACK_IN_PROGRESS", OperationType.ROLLBACK);

    private OperationEvents() {}

    /** The events with the ids of their operations; both lists begin with the oldest. */
    static List<StackEvent> numbered(List<StackEvent> events) {
        List<StackEvent> numbered = new ArrayList<>();
        String operation = "";
        for (StackEvent event : events) {
            if (isOfStack(event) && BEGINNINGS.containsKey(event.resourceStatusAsString())) {
                operation = event.eventId();
            }
            numbered.add(event.toBuilder().operationId(operation).build());
        }
        return numbered;
    }

    /** The id of the last operation of one of those types; empty where there was none. */
    static Optional<String> last(List<StackEvent> numbered, Set<OperationType> types) {
        return types(numbered).entrySet().stream()
                .filter(operation -> types.contains(operation.getValue()))
                .map(Map.Entry::getKey)
                .reduce((older, newer) -> newer);
    }

    /** What DescribeEvents shows of the events, in their order. */
    static List<OperationEvent> of(List<StackEvent> numbered) {
        Map<String, OperationType> types = types(numbered);
        return numbered.stream()
                .map(event -> view(event, types.getOrDefault(event.operationId(), OperationType.UPDATE_STACK)))
                .toList();
    }

    /** Whether the event tells of something that went wrong, which is what the filter FailedEvents asks for. */
    static boolean isFailure(OperationEvent event) {
        return event.eventType() == EventType.PROVISIONING_ERROR
                || event.operationStatus() == BeaconStackOperationStatus.FAILED;
    }

    /** The operations, the oldest first. */
    private static Map<String, OperationType> types(List<StackEvent> numbered) {
        Map<String, OperationType> types = new LinkedHashMap<>();
        String before = "";
        for (StackEvent event : numbered) {
            if (isOfStack(event)) {
                OperationType type = BEGINNINGS.get(event.resourceStatusAsString());
                if (type != null) {
                    types.put(event.operationId(), before.equals("UPDATE_ROLLBACK_FAILED") ? continuing(type) : type);
                }
                before = event.resourceStatusAsString();
            }
        }
        return types;
    }

    private static OperationType continuing(OperationType type) {
        return type == OperationType.ROLLBACK ? OperationType.CONTINUE_ROLLBACK : type;
    }

    private static OperationEvent view(StackEvent event, OperationType type) {
        OperationEvent.Builder view = OperationEvent.builder()
                .eventId(event.eventId())
                .stackId(event.stackId())
                .operationId(event.operationId())
                .operationType(type)
                .eventType(eventType(event))
                .logicalResourceId(event.logicalResourceId())
                .physicalResourceId(event.physicalResourceId())
                .resourceType(event.resourceType())
                .timestamp(event.timestamp())
                .resourceStatus(event.resourceStatusAsString())
                .resourceStatusReason(event.resourceStatusReason())
                .resourceProperties(event.resourceProperties())
                .clientRequestToken(event.clientRequestToken());
        if (isOfStack(event)) {
            view.operationStatus(status(event.resourceStatusAsString()));
        }
        return view.build();
    }

    private static EventType eventType(StackEvent event) {
        if (isOfStack(event)) {
            return EventType.STACK_EVENT;
        }
        boolean isCancelled = String.valueOf(event.resourceStatusReason()).endsWith("cancelled");
        return event.resourceStatusAsString().endsWith("_FAILED") && !isCancelled
                ? EventType.PROVISIONING_ERROR
                : EventType.PROGRESS_EVENT;
    }

    private static BeaconStackOperationStatus status(String stackStatus) {
        if (stackStatus.endsWith("_IN_PROGRESS")) {
            return BeaconStackOperationStatus.IN_PROGRESS;
        }
        return stackStatus.endsWith("_FAILED")
                ? BeaconStackOperationStatus.FAILED
                : BeaconStackOperationStatus.SUCCEEDED;
    }

    private static boolean isOfStack(StackEvent event) {
        return event.stackId().equals(event.physicalResourceId());
    }
}
