package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.evaluate.ParameterValues;
import dev.fargatecd.cloudformation.template.Template;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.model.Output;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDetail;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceSummary;
import software.amazon.awssdk.services.cloudformation.model.StackSummary;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/** Stacks and their resources as the API's answers show them. */
final class Views {
    private Views() {}

    static software.amazon.awssdk.services.cloudformation.model.Stack stack(Stack stack, Template template) {
        var view = software.amazon.awssdk.services.cloudformation.model.Stack.builder()
                .stackId(stack.id())
                .stackName(stack.name())
                .stackStatus(stack.status().name())
                .creationTime(stack.times().created())
                .parameters(parameters(template, stack.definition()))
                .capabilitiesWithStrings(stack.definition().capabilities())
                .outputs(stack.content().outputs().stream().map(Views::output).toList())
                .tags(tags(stack))
                .disableRollback(stack.settings().onFailure() == Stack.Failure.DO_NOTHING)
                .enableTerminationProtection(stack.settings().terminationProtection())
                .notificationARNs(stack.settings().notificationArns())
                .rollbackConfiguration(configuration -> {})
                .driftInformation(drift -> drift.stackDriftStatus(StackDriftStatus.NOT_CHECKED));
        template.description().ifPresent(view::description);
        stack.reason().ifPresent(view::stackStatusReason);
        stack.times().updated().ifPresent(view::lastUpdatedTime);
        stack.times().deleted().ifPresent(view::deletionTime);
        stack.settings()
                .nesting()
                .ifPresent(nesting -> view.parentId(nesting.parentId()).rootId(nesting.rootId()));
        stack.settings().roleArn().ifPresent(view::roleARN);
        stack.settings().timeoutMinutes().ifPresent(view::timeoutInMinutes);
        return view.build();
    }

    /** The parameters with secrets masked. */
    static List<Parameter> parameters(Template template, Stack.Definition definition) {
        ParameterValues values =
                ParameterValues.of(template, definition.parameters()).resolved(definition.stored());
        return values.shown().entrySet().stream()
                .map(entry -> Parameter.builder()
                        .parameterKey(entry.getKey())
                        .parameterValue(entry.getValue())
                        .resolvedValue(values.shownResolved().get(entry.getKey()))
                        .build())
                .toList();
    }

    static List<Tag> tags(Stack stack) {
        return tags(stack.definition().tags());
    }

    static List<Tag> tags(Map<String, String> tags) {
        return tags.entrySet().stream()
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
    }

    private static Output output(Stack.OutputValue output) {
        Output.Builder view = Output.builder().outputKey(output.key()).outputValue(output.value());
        output.description().ifPresent(view::description);
        output.exportName().ifPresent(view::exportName);
        return view.build();
    }

    static StackSummary summary(Stack stack, Template template) {
        StackSummary.Builder view = StackSummary.builder()
                .stackId(stack.id())
                .stackName(stack.name())
                .stackStatus(stack.status().name())
                .creationTime(stack.times().created())
                .driftInformation(drift -> drift.stackDriftStatus(StackDriftStatus.NOT_CHECKED));
        template.description().ifPresent(view::templateDescription);
        stack.settings()
                .nesting()
                .ifPresent(nesting -> view.parentId(nesting.parentId()).rootId(nesting.rootId()));
        stack.reason().ifPresent(view::stackStatusReason);
        stack.times().updated().ifPresent(view::lastUpdatedTime);
        stack.times().deleted().ifPresent(view::deletionTime);
        return view.build();
    }

    static StackResourceSummary summary(StackResource resource) {
        StackResourceSummary.Builder view = StackResourceSummary.builder()
                .logicalResourceId(resource.logicalId())
                .resourceType(resource.type())
                .resourceStatus(resource.status().name())
                .lastUpdatedTimestamp(resource.updated())
                .driftInformation(drift -> drift.stackResourceDriftStatus(StackResourceDriftStatus.NOT_CHECKED));
        resource.physicalId().ifPresent(view::physicalResourceId);
        resource.reason().ifPresent(view::resourceStatusReason);
        return view.build();
    }

    static StackResourceDetail detail(Stack stack, StackResource resource) {
        StackResourceDetail.Builder view = StackResourceDetail.builder()
                .stackId(stack.id())
                .stackName(stack.name())
                .logicalResourceId(resource.logicalId())
                .resourceType(resource.type())
                .resourceStatus(resource.status().name())
                .lastUpdatedTimestamp(resource.updated())
                .driftInformation(drift -> drift.stackResourceDriftStatus(StackResourceDriftStatus.NOT_CHECKED));
        if (!resource.declared().metadata().isEmpty()) {
            view.metadata(resource.declared().metadata());
        }
        resource.physicalId().ifPresent(view::physicalResourceId);
        resource.reason().ifPresent(view::resourceStatusReason);
        return view.build();
    }

    static software.amazon.awssdk.services.cloudformation.model.StackResource resource(
            Stack stack, StackResource resource) {
        var view = software.amazon.awssdk.services.cloudformation.model.StackResource.builder()
                .stackId(stack.id())
                .stackName(stack.name())
                .logicalResourceId(resource.logicalId())
                .resourceType(resource.type())
                .resourceStatus(resource.status().name())
                .timestamp(resource.updated())
                .driftInformation(drift -> drift.stackResourceDriftStatus(StackResourceDriftStatus.NOT_CHECKED));
        resource.physicalId().ifPresent(view::physicalResourceId);
        resource.reason().ifPresent(view::resourceStatusReason);
        return view.build();
    }
}
