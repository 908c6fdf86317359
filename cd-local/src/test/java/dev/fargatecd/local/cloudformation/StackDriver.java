package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.LocalCloud;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;

/** Drives stacks as a person would: with the SDK's client and its waiters, whatever status they lead to. */
record StackDriver(CloudFormationClient client) {
    StackDriver(LocalCloud cloud) {
        this(cloud.client(CloudFormationClient.class));
    }

    /** @param parameters names and values in turn */
    void create(String name, String template, String... parameters) {
        client.createStack(request -> request.stackName(name)
                .templateBody(template)
                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                .parameters(parameters(parameters)));
        settle(name);
    }

    void update(String name, String template, String... parameters) {
        client.updateStack(request -> request.stackName(name)
                .templateBody(template)
                .capabilities(Capability.CAPABILITY_NAMED_IAM)
                .parameters(parameters(parameters)));
        settle(name);
    }

    /** Answers the stack's id, by which it is still found. */
    String delete(String name) {
        String id = describe(name).stackId();
        client.deleteStack(request -> request.stackName(name));
        settle(id);
        return id;
    }

    /** Waits until no operation is at work on the stack. */
    void settle(String name) {
        try {
            client.waiter().waitUntilStackCreateComplete(request -> request.stackName(name));
        } catch (SdkClientException anotherEnd) {
            describe(name); // at rest all the same
        }
    }

    Stack describe(String name) {
        return client.describeStacks(request -> request.stackName(name))
                .stacks()
                .get(0);
    }

    String statusOf(String name) {
        return describe(name).stackStatusAsString();
    }

    String outputOf(String name, String key) {
        return describe(name).outputs().stream()
                .filter(output -> output.outputKey().equals(key))
                .map(Output::outputValue)
                .findFirst()
                .orElseThrow();
    }

    String physicalId(String name, String logicalId) {
        return client.describeStackResource(request -> request.stackName(name).logicalResourceId(logicalId))
                .stackResourceDetail()
                .physicalResourceId();
    }

    /** The events, the oldest first. */
    List<StackEvent> events(String name) {
        List<StackEvent> events = new ArrayList<>(
                client.describeStackEventsPaginator(request -> request.stackName(name)).stackEvents().stream()
                        .toList());
        Collections.reverse(events);
        return events;
    }

    /** The events as {@code LogicalId STATUS reason}, the oldest first. */
    List<String> story(String name) {
        return events(name).stream()
                .map(event -> event.logicalResourceId() + " " + event.resourceStatusAsString()
                        + (event.resourceStatusReason() == null ? "" : " " + event.resourceStatusReason()))
                .toList();
    }

    private static List<Parameter> parameters(String... namesAndValues) {
        List<Parameter> parameters = new ArrayList<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            parameters.add(Parameter.builder()
                    .parameterKey(namesAndValues[i])
                    .parameterValue(namesAndValues[i + 1])
                    .build());
        }
        return parameters;
    }
}
