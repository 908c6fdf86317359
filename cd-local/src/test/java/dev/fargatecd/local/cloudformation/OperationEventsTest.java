package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.cloudformation.resource.Things;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.EventType;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.OperationType;

class OperationEventsTest {
    private final ScriptedCloud cloud = new ScriptedCloud();
    private final StackDriver stacks = cloud.stacks();
    private final CloudFormationClient client = stacks.client();

    @AfterEach
    void close() {
        cloud.close();
    }

    private static String thing(String properties) {
        return "Resources:\n  A:\n    Type: " + Things.TYPE + "\n    Properties: {Label: a" + properties + "}\n";
    }

    @Test
    void tellsOfOneOperationByItsId() {
        String operation = client.createStack(
                        request -> request.stackName("one").templateBody(thing("")))
                .operationId();
        stacks.settle("one");
        stacks.update("one", thing(", Size: 2"));

        List<OperationEvent> events =
                client.describeEventsPaginator(request -> request.operationId(operation)).operationEvents().stream()
                        .toList();

        assertThat(events)
                .extracting(event -> event.logicalResourceId() + " " + event.resourceStatusAsString())
                .containsExactly(
                        "one CREATE_COMPLETE",
                        "A CREATE_COMPLETE",
                        "A CREATE_IN_PROGRESS",
                        "A CREATE_IN_PROGRESS",
                        "one CREATE_IN_PROGRESS");
        assertThat(events).extracting(OperationEvent::operationType).containsOnly(OperationType.CREATE_STACK);
        assertThat(client.describeEvents(request -> request.stackName("one")).operationEvents())
                .extracting(OperationEvent::operationType)
                .contains(OperationType.CREATE_STACK, OperationType.UPDATE_STACK);
    }

    @Test
    void takesARollbackForAnOperationOfItsOwn() {
        stacks.create("failing", thing(", Fails: create"));

        List<OperationEvent> failed = client.describeEvents(
                        request -> request.stackName("failing").filters(filter -> filter.failedEvents(true)))
                .operationEvents();

        assertThat(failed).singleElement().satisfies(event -> {
            assertThat(event.eventType()).isEqualTo(EventType.PROVISIONING_ERROR);
            assertThat(event.operationType()).isEqualTo(OperationType.CREATE_STACK);
            assertThat(event.resourceStatusReason()).contains("cannot create");
        });
        assertThat(client.describeEvents(request -> request.stackName("failing"))
                        .operationEvents()
                        .get(0)
                        .operationType())
                .isEqualTo(OperationType.ROLLBACK);
    }

    @Test
    void knowsNoOperationThatWasNotThere() {
        assertThatThrownBy(() -> client.describeEvents(request -> request.operationId("nothing")))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("Operation [nothing] does not exist");
    }
}
