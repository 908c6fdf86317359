package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.local.cloudformation.resource.ResourceTypes;
import dev.fargatecd.local.door.Mount;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Journal;
import dev.fargatecd.local.kernel.Scope;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CancelUpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackEventsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceDriftsRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceDriftsResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourceResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.DetectStackDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackDriftResponse;
import software.amazon.awssdk.services.cloudformation.model.DetectStackResourceDriftRequest;
import software.amazon.awssdk.services.cloudformation.model.DetectStackResourceDriftResponse;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.GetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.GetStackPolicyResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateResponse;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryRequest;
import software.amazon.awssdk.services.cloudformation.model.GetTemplateSummaryResponse;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListChangeSetsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListExportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListExportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListImportsRequest;
import software.amazon.awssdk.services.cloudformation.model.ListImportsResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStackResourcesResponse;
import software.amazon.awssdk.services.cloudformation.model.ListStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.ListStacksResponse;
import software.amazon.awssdk.services.cloudformation.model.OperationEvent;
import software.amazon.awssdk.services.cloudformation.model.OperationType;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackRequest;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackResponse;
import software.amazon.awssdk.services.cloudformation.model.SetStackPolicyRequest;
import software.amazon.awssdk.services.cloudformation.model.SetStackPolicyResponse;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudformation.model.TemplateStage;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackResponse;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateTerminationProtectionResponse;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateRequest;
import software.amazon.awssdk.services.cloudformation.model.ValidateTemplateResponse;
import software.amazon.awssdk.services.cloudformation.waiters.CloudFormationWaiter;

/** AWS CloudFormation: stacks, change sets, events. */
public final class CloudFormationService implements CloudFormationClient {
    private final CloudContext cloud;
    private final Engine engine;
    private final Operations operations;
    private final TemplateSource templates;
    private final StackCommands commands;
    private final ChangeSets changeSets;
    private final DriftDetections drifts;
    private final Journal.Subscription notifications;

    public CloudFormationService(CloudContext cloud) {
        this(Engine.of(cloud, ResourceTypes.all()));
    }

    /** Where programs signal to wait conditions. */
    public Mount signals() {
        return new Mount(WaitSignals.PATH, new SignalDoor(engine.signals()));
    }

    CloudFormationService(Engine engine) {
        this.engine = engine;
        cloud = engine.cloud();
        operations = new Operations(engine);
        Requests requests = new Requests(cloud.clients(), cloud.store());
        templates = new TemplateSource(cloud.clients());
        commands = new StackCommands(engine, operations, requests, templates);
        drifts = new DriftDetections(engine);
        changeSets = new ChangeSets(engine, requests, templates, commands);
        notifications = cloud.journal().subscribe(new StackNotifications(engine)::on);
    }

    @Override
    public CreateStackResponse createStack(CreateStackRequest request) {
        String id = commands.create(request, Caller.current());
        return CreateStackResponse.builder()
                .stackId(id)
                .operationId(operation(id, OperationType.CREATE_STACK))
                .build();
    }

    @Override
    public UpdateStackResponse updateStack(UpdateStackRequest request) {
        String id = commands.update(request, Caller.current());
        return UpdateStackResponse.builder()
                .stackId(id)
                .operationId(operation(id, OperationType.UPDATE_STACK))
                .build();
    }

    @Override
    public DeleteStackResponse deleteStack(DeleteStackRequest request) {
        Caller caller = Caller.current();
        engine.stacks()
                .find(caller.scope(), StackCommands.requireGiven(request.stackName()))
                .map(Stack::id)
                .ifPresent(id -> {
                    commands.delete(request, caller);
                    changeSets.removeAll(caller.scope(), id);
                });
        return DeleteStackResponse.builder().build();
    }

    @Override
    public RollbackStackResponse rollbackStack(RollbackStackRequest request) {
        String id = commands.rollback(request, Caller.current());
        return RollbackStackResponse.builder()
                .stackId(id)
                .operationId(operation(id, OperationType.ROLLBACK))
                .build();
    }

    @Override
    public ContinueUpdateRollbackResponse continueUpdateRollback(ContinueUpdateRollbackRequest request) {
        commands.continueRollback(request, Caller.current());
        return ContinueUpdateRollbackResponse.builder().build();
    }

    @Override
    public CancelUpdateStackResponse cancelUpdateStack(CancelUpdateStackRequest request) {
        commands.cancelUpdate(StackCommands.requireGiven(request.stackName()), Caller.current());
        return CancelUpdateStackResponse.builder().build();
    }

    @Override
    public UpdateTerminationProtectionResponse updateTerminationProtection(UpdateTerminationProtectionRequest request) {
        String id = commands.protect(
                request.stackName(), Boolean.TRUE.equals(request.enableTerminationProtection()), Caller.current());
        return UpdateTerminationProtectionResponse.builder().stackId(id).build();
    }

    @Override
    public SetStackPolicyResponse setStackPolicy(SetStackPolicyRequest request) {
        Refusal.requireAbsent("SetStackPolicy", Map.of("StackPolicyURL", request.stackPolicyURL() != null));
        commands.setPolicy(request.stackName(), request.stackPolicyBody(), Caller.current());
        return SetStackPolicyResponse.builder().build();
    }

    @Override
    public GetStackPolicyResponse getStackPolicy(GetStackPolicyRequest request) {
        return GetStackPolicyResponse.builder()
                .stackPolicyBody(
                        requireNamed(request.stackName()).settings().policy().orElse(null))
                .build();
    }

    @Override
    public CreateChangeSetResponse createChangeSet(CreateChangeSetRequest request) {
        ChangeSet made = changeSets.create(request, Caller.current());
        return CreateChangeSetResponse.builder()
                .id(made.id())
                .stackId(made.stackId())
                .build();
    }

    @Override
    public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
        Scope scope = Caller.current().scope();
        ChangeSet changeSet = changeSets.require(scope, request.changeSetName(), request.stackName());
        Stack stack = requireStack(changeSet.stackId());
        boolean withValues = Boolean.TRUE.equals(request.includePropertyValues());
        Page<ResourceChange> page = Page.of(changeSet.changes(), request.nextToken());
        Stack.Definition definition = changeSet.wanted().definition();
        DescribeChangeSetResponse.Builder answer = DescribeChangeSetResponse.builder()
                .changeSetId(changeSet.id())
                .changeSetName(changeSet.name())
                .stackId(stack.id())
                .stackName(stack.name())
                .status(changeSet.status().name())
                .executionStatus(changeSet.execution().name())
                .creationTime(changeSet.created())
                .parameters(Views.parameters(engine.templates().of(definition), definition))
                .tags(Views.tags(definition.tags()))
                .capabilitiesWithStrings(definition.capabilities())
                .notificationARNs(changeSet.wanted().settings().notificationArns())
                .rollbackConfiguration(configuration -> {})
                .includeNestedStacks(false)
                .changes(page.items().stream()
                        .map(change -> ChangeViews.change(change, withValues))
                        .toList())
                .nextToken(page.token());
        changeSet.reason().ifPresent(answer::statusReason);
        changeSet.wanted().description().ifPresent(answer::description);
        return answer.build();
    }

    @Override
    public ExecuteChangeSetResponse executeChangeSet(ExecuteChangeSetRequest request) {
        changeSets.execute(request, Caller.current());
        return ExecuteChangeSetResponse.builder().build();
    }

    @Override
    public DeleteChangeSetResponse deleteChangeSet(DeleteChangeSetRequest request) {
        changeSets.delete(
                request.changeSetName(), request.stackName(), Caller.current().scope());
        return DeleteChangeSetResponse.builder().build();
    }

    @Override
    public ListChangeSetsResponse listChangeSets(ListChangeSetsRequest request) {
        Stack stack = requireNamed(request.stackName());
        Page<ChangeSet> page = Page.of(changeSets.of(Caller.current().scope(), stack.id()), request.nextToken());
        return ListChangeSetsResponse.builder()
                .summaries(page.items().stream()
                        .map(changeSet -> ChangeViews.summary(changeSet, stack))
                        .toList())
                .nextToken(page.token())
                .build();
    }

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
        List<Stack> found = request.stackName() == null
                ? engine.stacks().list(Caller.current().scope()).stream()
                        .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                        .toList()
                : List.of(requireStack(request.stackName()));
        Page<Stack> page = Page.of(found, request.nextToken());
        return DescribeStacksResponse.builder()
                .stacks(page.items().stream().map(this::view).toList())
                .nextToken(page.token())
                .build();
    }

    @Override
    public DescribeStackEventsResponse describeStackEvents(DescribeStackEventsRequest request) {
        Page<StackEvent> page =
                Page.backwards(engine.events().of(requireNamed(request.stackName())), request.nextToken());
        return DescribeStackEventsResponse.builder()
                .stackEvents(page.items())
                .nextToken(page.token())
                .build();
    }

    @Override
    public DescribeEventsResponse describeEvents(DescribeEventsRequest request) {
        Refusal.requireAbsent("DescribeEvents", Map.of("ChangeSetName", request.changeSetName() != null));
        Stack stack = request.operationId() == null
                ? requireNamed(request.stackName())
                : engine.events()
                        .stackOf(Caller.current().scope(), request.operationId())
                        .map(this::requireStack)
                        .orElseThrow(() -> Refusal.invalid("Operation [" + request.operationId() + "] does not exist"));
        boolean failedOnly = request.filters() != null
                && Boolean.TRUE.equals(request.filters().failedEvents());
        List<OperationEvent> events = OperationEvents.of(engine.events().of(stack)).stream()
                .filter(event ->
                        request.operationId() == null || request.operationId().equals(event.operationId()))
                .filter(event -> !failedOnly || OperationEvents.isFailure(event))
                .toList();
        Page<OperationEvent> page = Page.backwards(events, request.nextToken());
        return DescribeEventsResponse.builder()
                .operationEvents(page.items())
                .nextToken(page.token())
                .build();
    }

    @Override
    public DetectStackDriftResponse detectStackDrift(DetectStackDriftRequest request) {
        return DetectStackDriftResponse.builder()
                .stackDriftDetectionId(
                        drifts.begin(requireNamed(request.stackName()), request.logicalResourceIds(), Caller.current()))
                .build();
    }

    @Override
    public DescribeStackDriftDetectionStatusResponse describeStackDriftDetectionStatus(
            DescribeStackDriftDetectionStatusRequest request) {
        return drifts.status(Caller.current().scope(), String.valueOf(request.stackDriftDetectionId()));
    }

    @Override
    public DetectStackResourceDriftResponse detectStackResourceDrift(DetectStackResourceDriftRequest request) {
        return DetectStackResourceDriftResponse.builder()
                .stackResourceDrift(drifts.detect(
                        requireNamed(request.stackName()),
                        String.valueOf(request.logicalResourceId()),
                        Caller.current()))
                .build();
    }

    @Override
    public DescribeStackResourceDriftsResponse describeStackResourceDrifts(DescribeStackResourceDriftsRequest request) {
        List<StackResourceDrift> found = drifts.of(Caller.current().scope(), requireNamed(request.stackName())).stream()
                .filter(drift -> !request.hasStackResourceDriftStatusFilters()
                        || request.stackResourceDriftStatusFilters().contains(drift.stackResourceDriftStatus()))
                .toList();
        Page<StackResourceDrift> page = Page.of(found, request.nextToken());
        return DescribeStackResourceDriftsResponse.builder()
                .stackResourceDrifts(page.items())
                .nextToken(page.token())
                .build();
    }

    private software.amazon.awssdk.services.cloudformation.model.Stack view(Stack stack) {
        return Views.stack(stack, template(stack))
                .copy(view -> view.driftInformation(
                        drifts.of(Caller.current().scope(), stack, stack.times().updated())));
    }

    private @Nullable String operation(String stackId, OperationType type) {
        return OperationEvents.last(engine.events().of(requireStack(stackId)), Set.of(type))
                .orElse(null);
    }

    @Override
    public DescribeStackResourceResponse describeStackResource(DescribeStackResourceRequest request) {
        Stack stack = requireNamed(request.stackName());
        StackResource resource = Optional.ofNullable(
                        stack.content().resources().get(String.valueOf(request.logicalResourceId())))
                .orElseThrow(() -> Refusal.invalid(
                        "Resource " + request.logicalResourceId() + " does not exist for stack " + stack.name()));
        return DescribeStackResourceResponse.builder()
                .stackResourceDetail(Views.detail(stack, resource))
                .build();
    }

    @Override
    public DescribeStackResourcesResponse describeStackResources(DescribeStackResourcesRequest request) {
        Stack stack = request.stackName() == null
                ? requireOwner(String.valueOf(request.physicalResourceId()))
                : requireNamed(request.stackName());
        String wanted = request.logicalResourceId();
        return DescribeStackResourcesResponse.builder()
                .stackResources(stack.content().resources().values().stream()
                        .filter(resource ->
                                wanted == null || resource.logicalId().equals(wanted))
                        .map(resource -> Views.resource(stack, resource))
                        .toList())
                .build();
    }

    private Stack requireOwner(String physicalId) {
        return engine.stacks().list(Caller.current().scope()).stream()
                .filter(stack -> stack.content().resources().values().stream()
                        .anyMatch(resource ->
                                resource.exists() && resource.physicalId().equals(Optional.of(physicalId))))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("Stack for " + physicalId + " does not exist"));
    }

    @Override
    public ListStackResourcesResponse listStackResources(ListStackResourcesRequest request) {
        Page<StackResource> page = Page.of(
                List.copyOf(
                        requireNamed(request.stackName()).content().resources().values()),
                request.nextToken());
        return ListStackResourcesResponse.builder()
                .stackResourceSummaries(
                        page.items().stream().map(Views::summary).toList())
                .nextToken(page.token())
                .build();
    }

    @Override
    public ListStacksResponse listStacks(ListStacksRequest request) {
        List<String> wanted = request.stackStatusFiltersAsStrings();
        Page<Stack> page = Page.of(
                engine.stacks().list(Caller.current().scope()).stream()
                        .filter(stack -> wanted.isEmpty()
                                || wanted.contains(stack.status().name()))
                        .toList(),
                request.nextToken());
        return ListStacksResponse.builder()
                .stackSummaries(page.items().stream()
                        .map(stack -> Views.summary(stack, template(stack)))
                        .toList())
                .nextToken(page.token())
                .build();
    }

    @Override
    public GetTemplateResponse getTemplate(GetTemplateRequest request) {
        Stack.Definition definition = request.changeSetName() == null
                ? requireStack(StackCommands.requireGiven(request.stackName())).definition()
                : changeSets
                        .require(Caller.current().scope(), request.changeSetName(), request.stackName())
                        .wanted()
                        .definition();
        String body = request.templateStage() == TemplateStage.PROCESSED
                ? Templates.processed(engine.templates().of(definition), definition)
                : definition.templateBody();
        return GetTemplateResponse.builder()
                .templateBody(body)
                .stagesAvailable(TemplateStage.ORIGINAL, TemplateStage.PROCESSED)
                .build();
    }

    @Override
    public GetTemplateSummaryResponse getTemplateSummary(GetTemplateSummaryRequest request) {
        return Templates.summary(templates
                .find(request.templateBody(), request.templateURL(), Caller.current())
                .orElseGet(() -> requireStack(StackCommands.requireGiven(request.stackName()))
                        .definition()
                        .templateBody()));
    }

    @Override
    public ValidateTemplateResponse validateTemplate(ValidateTemplateRequest request) {
        return Templates.validated(templates.get(request.templateBody(), request.templateURL(), Caller.current()));
    }

    @Override
    public ListExportsResponse listExports(ListExportsRequest request) {
        Page<Exports.Export> page =
                Page.of(engine.exports().list(Caller.current().scope()), request.nextToken());
        return ListExportsResponse.builder()
                .exports(page.items().stream()
                        .map(export -> software.amazon.awssdk.services.cloudformation.model.Export.builder()
                                .name(export.name())
                                .value(export.value())
                                .exportingStackId(export.stackId())
                                .build())
                        .toList())
                .nextToken(page.token())
                .build();
    }

    @Override
    public ListImportsResponse listImports(ListImportsRequest request) {
        String name = String.valueOf(request.exportName());
        List<String> importers = engine.exports().importers(Caller.current().scope(), name);
        if (importers.isEmpty()) {
            throw Refusal.invalid("Export '" + name + "' is not imported by any stack.");
        }
        Page<String> page = Page.of(importers, request.nextToken());
        return ListImportsResponse.builder()
                .imports(page.items())
                .nextToken(page.token())
                .build();
    }

    /** A waiter whose every question is answered when the stack is at rest; it is made for the caller of this moment. */
    @Override
    public CloudFormationWaiter waiter() {
        Caller caller = Caller.current();
        CloudFormationClient asked = cloud.clients().as(caller, CloudFormationClient.class);
        return CloudFormationWaiter.builder()
                .client(new SettledStacks(asked, engine.stacks(), cloud.journal(), caller.scope()))
                .build();
    }

    private Template template(Stack stack) {
        return engine.templates().of(stack.definition());
    }

    private Stack requireStack(String nameOrId) {
        return engine.stacks()
                .find(Caller.current().scope(), nameOrId)
                .orElseThrow(() -> Refusal.invalid("Stack with id " + nameOrId + " does not exist"));
    }

    private Stack requireNamed(@Nullable String nameOrId) {
        String given = StackCommands.requireGiven(nameOrId);
        return engine.stacks()
                .find(Caller.current().scope(), given)
                .orElseThrow(() -> Refusal.invalid("Stack [" + given + "] does not exist"));
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        notifications.close();
        operations.close();
    }
}
