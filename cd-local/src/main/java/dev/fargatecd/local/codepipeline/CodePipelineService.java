package dev.fargatecd.local.codepipeline;

import dev.fargatecd.local.codepipeline.action.LocalProviders;
import dev.fargatecd.local.codepipeline.execution.ActionRun;
import dev.fargatecd.local.codepipeline.execution.Execution;
import dev.fargatecd.local.codepipeline.execution.ExecutionStatus;
import dev.fargatecd.local.codepipeline.execution.ExecutionTable;
import dev.fargatecd.local.codepipeline.execution.Executor;
import dev.fargatecd.local.codepipeline.execution.External;
import dev.fargatecd.local.codepipeline.execution.Outcome;
import dev.fargatecd.local.codepipeline.execution.StageStatus;
import dev.fargatecd.local.codepipeline.structure.StructureCheck;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Event;
import dev.fargatecd.local.kernel.Journal;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.*;
import software.amazon.awssdk.services.sts.model.StsException;

/** AWS CodePipeline: pipelines, and their executions from a source to an environment. */
public final class CodePipelineService implements CodePipelineClient {
    /** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html, for modes other than SUPERSEDED. */
    private static final int MOST_EXECUTIONS = 50;

    private static final int PAGE = 100;

    private final CloudContext cloud;
    private final Pipelines pipelines;
    private final ExecutionTable executions;
    private final Executor executor;
    private final Starts starts;
    /** By pipeline and client request token, the execution that it started. */
    private final Table<String> tokens;

    private final Journal.Subscription subscription;

    public CodePipelineService(CloudContext cloud) {
        this.cloud = cloud;
        pipelines = new Pipelines(cloud.store());
        executions = new ExecutionTable(cloud.store());
        executor = new Executor(cloud, executions, new LocalProviders(cloud), pipelines::closed);
        starts = new Starts(cloud);
        tokens = cloud.store().table("codepipeline.request-tokens", String.class);
        subscription = cloud.journal().subscribe(this::notice);
    }

    @Override
    public CreatePipelineResponse createPipeline(CreatePipelineRequest request) {
        Scope scope = scope();
        PipelineDeclaration pipeline = checked("CreatePipeline", request.pipeline(), 1);
        Instant now = cloud.clock().instant();
        StoredPipeline stored = new StoredPipeline(
                pipeline, scope.arn("codepipeline", pipeline.name()), tags(request.tags()), Map.of(), now, now);
        if (!pipelines.add(scope, stored)) {
            throw PipelineFaults.of(
                    PipelineNameInUseException.builder(),
                    "PipelineNameInUseException",
                    "A pipeline with the name '" + pipeline.name() + "' already exists in account '" + scope.account()
                            + "'");
        }
        if (pipeline.variables().stream().allMatch(variable -> variable.defaultValue() != null)) {
            executor.start(
                    starts.created(scope, pipeline, Caller.current().principal().arn()));
        }
        return CreatePipelineResponse.builder()
                .pipeline(pipeline)
                .tags(request.tags())
                .build();
    }

    @Override
    public UpdatePipelineResponse updatePipeline(UpdatePipelineRequest request) {
        Scope scope = scope();
        PipelineDeclaration given = checked("UpdatePipeline", request.pipeline(), 1);
        StoredPipeline updated = pipelines.change(
                scope,
                given.name(),
                stored -> stored.with(
                        given.toBuilder()
                                .version(stored.declaration().version() + 1)
                                .build(),
                        cloud.clock().instant()));
        return UpdatePipelineResponse.builder().pipeline(updated.declaration()).build();
    }

    private PipelineDeclaration checked(String operation, @Nullable PipelineDeclaration pipeline, int version) {
        if (pipeline == null) {
            throw PipelineFaults.validation("A pipeline is required");
        }
        new StructureCheck("codepipeline " + operation, scope().region()).check(pipeline);
        try {
            cloud.clients()
                    .assumeRole(
                            "codepipeline.amazonaws.com",
                            scope(),
                            pipeline.roleArn(),
                            "check",
                            Optional.of(scope().arn("codepipeline", pipeline.name())));
        } catch (StsException refused) {
            throw PipelineFaults.structure(
                    "CodePipeline is not authorized to perform AssumeRole on role " + pipeline.roleArn());
        }
        return pipeline.toBuilder()
                .version(version)
                .pipelineType(pipeline.pipelineType() == null ? PipelineType.V1 : pipeline.pipelineType())
                .executionMode(pipeline.executionMode() == null ? ExecutionMode.SUPERSEDED : pipeline.executionMode())
                .build();
    }

    @Override
    public GetPipelineResponse getPipeline(GetPipelineRequest request) {
        StoredPipeline stored = pipelines.get(scope(), name(request.name()));
        PipelineDeclaration declaration = request.version() == null
                ? stored.declaration()
                : pipelines
                        .version(scope(), request.name(), request.version())
                        .orElseThrow(() -> PipelineFaults.of(
                                PipelineVersionNotFoundException.builder(),
                                "PipelineVersionNotFoundException",
                                "Pipeline '" + request.name() + "' has no version " + request.version()));
        return GetPipelineResponse.builder()
                .pipeline(declaration)
                .metadata(metadata -> metadata.pipelineArn(stored.arn())
                        .created(stored.created())
                        .updated(stored.updated()))
                .build();
    }

    @Override
    public DeletePipelineResponse deletePipeline(DeletePipelineRequest request) {
        // A pipeline that is not there is deleted already: AWS answers no error.
        pipelines.remove(scope(), name(request.name()));
        executions.forget(scope(), request.name());
        return DeletePipelineResponse.builder().build();
    }

    @Override
    public ListPipelinesResponse listPipelines(ListPipelinesRequest request) {
        Page<StoredPipeline> page = page(
                pipelines.list(scope()),
                stored -> stored.declaration().name(),
                request.nextToken(),
                request.maxResults());
        return ListPipelinesResponse.builder()
                .pipelines(page.items().stream()
                        .map(stored -> PipelineSummary.builder()
                                .name(stored.declaration().name())
                                .version(stored.declaration().version())
                                .pipelineType(stored.declaration().pipelineType())
                                .executionMode(stored.declaration().executionMode())
                                .created(stored.created())
                                .updated(stored.updated())
                                .build())
                        .toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public StartPipelineExecutionResponse startPipelineExecution(StartPipelineExecutionRequest request) {
        Scope scope = scope();
        PipelineDeclaration pipeline =
                pipelines.get(scope, name(request.name())).declaration();
        Optional<Key> token = Optional.ofNullable(request.clientRequestToken())
                .map(given -> new Key(scope, pipeline.name() + ":" + given));
        Optional<String> before = token.flatMap(tokens::get);
        if (before.isPresent()) {
            return started(before.get());
        }
        long open = executions.of(scope, pipeline.name()).stream()
                .filter(execution -> !execution.status().isTerminal())
                .count();
        if (pipeline.executionMode() != ExecutionMode.SUPERSEDED && open >= MOST_EXECUTIONS) {
            throw PipelineFaults.of(
                    ConcurrentPipelineExecutionsLimitExceededException.builder(),
                    "ConcurrentPipelineExecutionsLimitExceededException",
                    "Pipeline '" + pipeline.name() + "' has " + MOST_EXECUTIONS + " executions in progress already");
        }
        String id = executor.start(starts.asked(
                scope, pipeline, request, Caller.current().principal().arn()));
        token.ifPresent(key -> tokens.put(key, id));
        return started(id);
    }

    private static StartPipelineExecutionResponse started(String id) {
        return StartPipelineExecutionResponse.builder().pipelineExecutionId(id).build();
    }

    /** Starts the pipelines whose source actions look for changes by themselves, as they do unless told not to. */
    private void notice(Event event) {
        if (!event.source().equals("aws.codecommit")
                || !List.of("referenceCreated", "referenceUpdated").contains(event.text("event"))) {
            return;
        }
        cloud.work()
                .execute(() -> pipelines.list(event.scope()).stream()
                        .map(StoredPipeline::declaration)
                        .filter(pipeline -> Starts.sources(pipeline)
                                .anyMatch(action -> isPolling(action) && Starts.isOf(action, event)))
                        .forEach(pipeline -> executor.start(starts.noticed(event.scope(), pipeline, event))));
    }

    private static boolean isPolling(ActionDeclaration action) {
        return !"false".equalsIgnoreCase(action.configuration().get("PollForSourceChanges"));
    }

    @Override
    public StopPipelineExecutionResponse stopPipelineExecution(StopPipelineExecutionRequest request) {
        Execution execution = execution(request.pipelineName(), request.pipelineExecutionId());
        boolean abandon = Boolean.TRUE.equals(request.abandon());
        if (execution.status().isTerminal()) {
            throw PipelineFaults.of(
                    PipelineExecutionNotStoppableException.builder(),
                    "PipelineExecutionNotStoppableException",
                    "Execution " + execution.id() + " has ended already: "
                            + execution.status().aws());
        }
        if (execution.stop().filter(stop -> stop.abandon() || !abandon).isPresent()) {
            throw PipelineFaults.of(
                    DuplicatedStopRequestException.builder(),
                    "DuplicatedStopRequestException",
                    "Execution " + execution.id() + " is stopping already");
        }
        executor.stop(
                execution,
                new Execution.Stop(
                        abandon, Optional.ofNullable(request.reason()).orElse("")));
        return StopPipelineExecutionResponse.builder()
                .pipelineExecutionId(execution.id())
                .build();
    }

    @Override
    public RetryStageExecutionResponse retryStageExecution(RetryStageExecutionRequest request) {
        StoredPipeline pipeline = pipelines.get(scope(), name(request.pipelineName()));
        checkStage(pipeline, request.stageName());
        Execution execution = execution(request.pipelineName(), request.pipelineExecutionId());
        boolean isFailedThere = execution.status() == ExecutionStatus.FAILED
                && execution.stageName().equals(request.stageName())
                && Optional.ofNullable(execution.stages().get(request.stageName()))
                        .filter(run -> run.status() == StageStatus.FAILED)
                        .isPresent();
        if (!isFailedThere) {
            throw PipelineFaults.notRetryable(
                    "Stage " + request.stageName() + " of execution " + execution.id() + " has no failed actions");
        }
        if (!execution
                .start()
                .pipeline()
                .version()
                .equals(pipeline.declaration().version())) {
            throw PipelineFaults.notRetryable("The pipeline's structure was changed since execution " + execution.id());
        }
        boolean isLatest = executions.of(scope(), request.pipelineName()).stream()
                .noneMatch(other ->
                        other.order() > execution.order() && other.stages().containsKey(request.stageName()));
        if (!isLatest) {
            throw PipelineFaults.of(
                    NotLatestPipelineExecutionException.builder(),
                    "NotLatestPipelineExecutionException",
                    "The stage has failed in a later revision of the pipeline and the pipelineExecutionId associated "
                            + "with the request is out of date");
        }
        executor.retry(execution, request.retryMode() == StageRetryMode.ALL_ACTIONS);
        return RetryStageExecutionResponse.builder()
                .pipelineExecutionId(execution.id())
                .build();
    }

    @Override
    public GetPipelineStateResponse getPipelineState(GetPipelineStateRequest request) {
        StoredPipeline pipeline = pipelines.get(scope(), name(request.name()));
        List<Execution> all = executions.of(scope(), request.name());
        return GetPipelineStateResponse.builder()
                .pipelineName(request.name())
                .pipelineVersion(pipeline.declaration().version())
                .created(pipeline.created())
                .updated(pipeline.updated())
                .stageStates(pipeline.declaration().stages().stream()
                        .map(stage -> Descriptions.stage(pipeline, stage, all))
                        .toList())
                .build();
    }

    @Override
    public GetPipelineExecutionResponse getPipelineExecution(GetPipelineExecutionRequest request) {
        return GetPipelineExecutionResponse.builder()
                .pipelineExecution(
                        Descriptions.execution(execution(request.pipelineName(), request.pipelineExecutionId())))
                .build();
    }

    @Override
    public ListPipelineExecutionsResponse listPipelineExecutions(ListPipelineExecutionsRequest request) {
        Supported.only("codepipeline ListPipelineExecutions", request, "pipelineName", "maxResults", "nextToken");
        pipelines.get(scope(), name(request.pipelineName()));
        Page<Execution> page =
                page(newestFirst(request.pipelineName()), Execution::id, request.nextToken(), request.maxResults());
        return ListPipelineExecutionsResponse.builder()
                .pipelineExecutionSummaries(
                        page.items().stream().map(Descriptions::summary).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public ListActionExecutionsResponse listActionExecutions(ListActionExecutionsRequest request) {
        pipelines.get(scope(), name(request.pipelineName()));
        if (request.filter() != null) {
            Supported.only("codepipeline ListActionExecutions", request.filter(), "pipelineExecutionId");
        }
        List<ActionExecutionDetail> details = new ArrayList<>();
        for (Execution execution : newestFirst(request.pipelineName())) {
            if (request.filter() == null
                    || request.filter().pipelineExecutionId() == null
                    || execution.id().equals(request.filter().pipelineExecutionId())) {
                List<ActionRun> newest = new ArrayList<>(execution.runs());
                Collections.reverse(newest);
                newest.forEach(run -> details.add(Descriptions.action(execution, run)));
            }
        }
        Page<ActionExecutionDetail> page =
                page(details, ActionExecutionDetail::actionExecutionId, request.nextToken(), request.maxResults());
        return ListActionExecutionsResponse.builder()
                .actionExecutionDetails(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private List<Execution> newestFirst(String pipeline) {
        List<Execution> all = new ArrayList<>(executions.of(scope(), pipeline));
        Collections.reverse(all);
        return all;
    }

    @Override
    public PutApprovalResultResponse putApprovalResult(PutApprovalResultRequest request) {
        StoredPipeline pipeline = pipelines.get(scope(), name(request.pipelineName()));
        StageDeclaration stage = checkStage(pipeline, request.stageName());
        if (stage.actions().stream().noneMatch(action -> action.name().equals(request.actionName()))) {
            throw PipelineFaults.noAction(request.stageName(), request.actionName());
        }
        if (request.token() == null
                || request.result() == null
                || request.result().status() == null) {
            throw PipelineFaults.validation("PutApprovalResult needs a token and a result with a status");
        }
        for (Execution execution : executions.of(scope(), request.pipelineName())) {
            Optional<ActionRun> asked = execution
                    .run(request.stageName(), request.actionName())
                    .filter(run -> run.token().filter(request.token()::equals).isPresent());
            if (asked.isPresent()) {
                return approve(execution, asked.get(), request.result());
            }
        }
        throw PipelineFaults.of(
                InvalidApprovalTokenException.builder(),
                "InvalidApprovalTokenException",
                "Invalid approval token: nothing waits for it, or it was answered already");
    }

    private PutApprovalResultResponse approve(Execution execution, ActionRun run, ApprovalResult result) {
        String who = Caller.current().principal().arn();
        String summary = Optional.ofNullable(result.summary()).orElse("");
        External external = External.NOTHING.withSummary(summary);
        Outcome outcome = switch (result.status()) {
            case APPROVED -> Outcome.succeeded(external, List.of(), Map.of());
            case REJECTED ->
                Outcome.failed(external, "JobFailed", "Rejected by " + who + (summary.isEmpty() ? "" : ": " + summary));
            case UNKNOWN_TO_SDK_VERSION ->
                throw PipelineFaults.validation("The approval's status is not valid; allowed: Approved, Rejected");
        };
        executor.end(execution, run.id(), outcome, Optional.of(who));
        return PutApprovalResultResponse.builder()
                .approvedAt(cloud.clock().instant())
                .build();
    }

    @Override
    public DisableStageTransitionResponse disableStageTransition(DisableStageTransitionRequest request) {
        checkTransition(request.pipelineName(), request.stageName(), request.transitionType());
        TransitionState state = TransitionState.builder()
                .enabled(false)
                .disabledReason(request.reason())
                .lastChangedAt(cloud.clock().instant())
                .lastChangedBy(Caller.current().principal().arn())
                .build();
        pipelines.change(scope(), request.pipelineName(), stored -> stored.withDisabled(request.stageName(), state));
        return DisableStageTransitionResponse.builder().build();
    }

    @Override
    public EnableStageTransitionResponse enableStageTransition(EnableStageTransitionRequest request) {
        checkTransition(request.pipelineName(), request.stageName(), request.transitionType());
        pipelines.change(scope(), request.pipelineName(), stored -> stored.withEnabled(request.stageName()));
        executor.advance(scope(), request.pipelineName());
        return EnableStageTransitionResponse.builder().build();
    }

    private static void checkTransitionType(@Nullable StageTransitionType type) {
        if (type != StageTransitionType.INBOUND) {
            throw new UnsupportedOperationException(
                    "codepipeline: transitionType " + type + " is not supported by the local cloud; Inbound is");
        }
    }

    private void checkTransition(String pipeline, String stage, @Nullable StageTransitionType type) {
        checkStage(pipelines.get(scope(), name(pipeline)), stage);
        checkTransitionType(type);
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        pipelines.change(scope(), named(request.resourceArn()), stored -> {
            Map<String, String> all = new HashMap<>(stored.tags());
            all.putAll(tags(request.tags()));
            return stored.withTags(all);
        });
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        pipelines.change(scope(), named(request.resourceArn()), stored -> {
            Map<String, String> rest = new HashMap<>(stored.tags());
            rest.keySet().removeAll(request.tagKeys());
            return stored.withTags(rest);
        });
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        List<Tag> tags = pipelines.get(scope(), named(request.resourceArn())).tags().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(tag ->
                        Tag.builder().key(tag.getKey()).value(tag.getValue()).build())
                .toList();
        Page<Tag> page = page(tags, Tag::key, request.nextToken(), request.maxResults());
        return ListTagsForResourceResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> all = new HashMap<>();
        tags.forEach(tag -> all.put(tag.key(), tag.value()));
        return all;
    }

    private static String named(@Nullable String arn) {
        String prefix = scope().arn("codepipeline", "");
        if (arn == null || !arn.startsWith(prefix)) {
            throw PipelineFaults.arn("\"" + arn + "\" is not the ARN of a pipeline here; these begin with " + prefix);
        }
        return arn.substring(prefix.length());
    }

    private Execution execution(@Nullable String pipeline, @Nullable String id) {
        pipelines.get(scope(), name(pipeline));
        return Optional.ofNullable(id)
                .flatMap(given -> executions.find(scope(), name(pipeline), given))
                .orElseThrow(() -> PipelineFaults.noExecution(name(pipeline), String.valueOf(id)));
    }

    private static StageDeclaration checkStage(StoredPipeline pipeline, @Nullable String stage) {
        return pipeline.declaration().stages().stream()
                .filter(one -> one.name().equals(stage))
                .findFirst()
                .orElseThrow(() -> PipelineFaults.noStage(pipeline.declaration().name(), String.valueOf(stage)));
    }

    private static String name(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw PipelineFaults.validation("A pipeline name is required");
        }
        return name;
    }

    private static <T> Page<T> page(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer size) {
        try {
            return Page.of(all, key, token, size == null ? PAGE : size);
        } catch (IllegalArgumentException noPage) {
            throw PipelineFaults.nextToken(String.valueOf(noPage.getMessage()));
        }
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        subscription.close();
    }
}
