package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectRequest;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.CreatePipelineRequest;
import software.amazon.awssdk.services.codepipeline.model.PipelineMetadata;
import software.amazon.awssdk.services.codepipeline.model.Tag;
import software.amazon.awssdk.services.codepipeline.model.UpdatePipelineRequest;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutRuleRequest;
import software.amazon.awssdk.services.eventbridge.model.PutTargetsRequest;

/** The types of CodeBuild, CodePipeline and EventBridge. */
final class DeliveryTypes {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private DeliveryTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(project(), pipeline(), rule());
    }

    private static final String[] PROJECT = {
        "Artifacts",
        "AutoRetryLimit",
        "BadgeEnabled",
        "BuildBatchConfig",
        "Cache",
        "ConcurrentBuildLimit",
        "Description",
        "EncryptionKey",
        "Environment",
        "FileSystemLocations",
        "LogsConfig",
        "QueuedTimeoutInMinutes",
        "SecondaryArtifacts",
        "SecondarySourceVersions",
        "SecondarySources",
        "ServiceRole",
        "Source",
        "SourceVersion",
        "Tags",
        "TimeoutInMinutes",
        "VpcConfig"
    };

    private static ResourceType<CodeBuildClient> project() {
        return ResourceType.of("AWS::CodeBuild::Project", CodeBuildClient.class)
                .named(NameRule.of("Name", 150))
                .create(
                        CreateProjectRequest::builder,
                        CodeBuildClient::createProject,
                        made -> made.project().name())
                .update(
                        ResourceType.names(PROJECT),
                        (builds, project) -> builds.updateProject(ResourceType.request(
                                UpdateProjectRequest::builder,
                                project.properties().only(PROJECT).with("Name", project.id()))))
                .defaulting("Description", "")
                .defaulting("TimeoutInMinutes", "60")
                .defaulting("QueuedTimeoutInMinutes", "480")
                .attributes((builds, project) -> Map.of(
                        "Arn",
                        builds.batchGetProjects(request -> request.names(project.id()))
                                .projects()
                                .get(0)
                                .arn(),
                        "Id",
                        project.id()))
                .deletedBy((builds, project) -> builds.deleteProject(request -> request.name(project.id())));
    }

    private static final String[] PIPELINE = {
        "ArtifactStore", "ArtifactStores", "ExecutionMode", "PipelineType", "RoleArn", "Stages", "Triggers", "Variables"
    };

    private static ResourceType<CodePipelineClient> pipeline() {
        return ResourceType.of("AWS::CodePipeline::Pipeline", CodePipelineClient.class)
                .named(NameRule.of("Name", 100))
                .create(
                        CreatePipelineRequest::builder,
                        DeliveryTypes::declaration,
                        CodePipelineClient::createPipeline,
                        made -> made.pipeline().name())
                .replace(ResourceType.names(PIPELINE), (pipelines, pipeline) -> {
                    pipelines.updatePipeline(ResourceType.request(
                            UpdatePipelineRequest::builder,
                            declaration(pipeline.properties()
                                    .without("Tags", "RestartExecutionOnUpdate", "DisableInboundStageTransitions")
                                    .with("Name", pipeline.id()))));
                    if (pipeline.properties().flag("RestartExecutionOnUpdate")) {
                        pipelines.startPipelineExecution(request -> request.name(pipeline.id()));
                    }
                })
                .members(
                        "DisableInboundStageTransitions",
                        transition -> transition.path("StageName").asText(),
                        (pipelines, pipeline, transition) ->
                                pipelines.disableStageTransition(request -> request.pipelineName(pipeline.id())
                                        .stageName(transition.path("StageName").asText())
                                        .transitionType("Inbound")
                                        .reason(transition.path("Reason").asText())),
                        (pipelines, pipeline, transition) ->
                                pipelines.enableStageTransition(request -> request.pipelineName(pipeline.id())
                                        .stageName(transition.path("StageName").asText())
                                        .transitionType("Inbound")))
                .keeping("RestartExecutionOnUpdate")
                .tags(new Tagging<>() {
                    @Override
                    public void tag(CodePipelineClient pipelines, PhysicalResource pipeline, Map<String, String> tags) {
                        pipelines.tagResource(request -> request.resourceArn(
                                        metadata(pipelines, pipeline).pipelineArn())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(CodePipelineClient pipelines, PhysicalResource pipeline, List<String> keys) {
                        pipelines.untagResource(request -> request.resourceArn(
                                        metadata(pipelines, pipeline).pipelineArn())
                                .tagKeys(keys));
                    }
                })
                .attributes((pipelines, pipeline) -> Map.of(
                        "Version",
                        String.valueOf(pipelines
                                .getPipeline(request -> request.name(pipeline.id()))
                                .pipeline()
                                .version()),
                        "Arn",
                        metadata(pipelines, pipeline).pipelineArn()))
                .deletedBy((pipelines, pipeline) -> pipelines.deletePipeline(request -> request.name(pipeline.id())));
    }

    private static PipelineMetadata metadata(CodePipelineClient pipelines, PhysicalResource pipeline) {
        return pipelines.getPipeline(request -> request.name(pipeline.id())).metadata();
    }

    /** All but the tags is nested in the request's pipeline, and the stores of several regions are a map. */
    private static Properties declaration(Properties properties) {
        Properties pipeline = properties.without("Tags");
        if (pipeline.has("ArtifactStores")) {
            ObjectNode stores = JSON.objectNode();
            for (JsonNode store : pipeline.list("ArtifactStores")) {
                stores.set(store.path("Region").asText(), store.path("ArtifactStore"));
            }
            pipeline = pipeline.with("ArtifactStores", stores);
        }
        return properties.only("Tags").with("Pipeline", pipeline.json());
    }

    private static final String[] RULE = {
        "Name", "Description", "EventBusName", "EventPattern", "RoleArn", "ScheduleExpression", "State"
    };

    private static ResourceType<EventBridgeClient> rule() {
        return ResourceType.of("AWS::Events::Rule", EventBridgeClient.class)
                .named(NameRule.of("Name", 64))
                .createdBy((events, rule) -> {
                    events.putRule(ResourceType.request(PutRuleRequest::builder, rule));
                    return rule.text("Name");
                })
                .replace(
                        ResourceType.names(RULE),
                        (events, rule) -> events.putRule(ResourceType.request(
                                PutRuleRequest::builder,
                                rule.properties().only(RULE).with("Name", rule.id()))))
                .members(
                        "Targets",
                        target -> target.path("Id").asText(),
                        DeliveryTypes::putTarget,
                        (events, rule, target) -> events.removeTargets(request -> request.rule(rule.id())
                                .eventBusName(bus(rule))
                                .ids(target.path("Id").asText())))
                .tags(new Tagging<>() {
                    @Override
                    public void tag(EventBridgeClient events, PhysicalResource rule, Map<String, String> tags) {
                        events.tagResource(request -> request.resourceARN(arn(events, rule))
                                .tags(tags.entrySet().stream()
                                        .map(tag -> software.amazon.awssdk.services.eventbridge.model.Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(EventBridgeClient events, PhysicalResource rule, List<String> keys) {
                        events.untagResource(request ->
                                request.resourceARN(arn(events, rule)).tagKeys(keys));
                    }
                })
                .attributes((events, rule) -> {
                    Map<String, String> attributes = new LinkedHashMap<>();
                    attributes.put("Arn", arn(events, rule));
                    attributes.put("RuleName", rule.id());
                    return attributes;
                })
                .deletedBy((events, rule) -> {
                    List<String> targets = rule.properties().list("Targets").stream()
                            .map(target -> target.path("Id").asText())
                            .toList();
                    if (!targets.isEmpty()) {
                        events.removeTargets(request ->
                                request.rule(rule.id()).eventBusName(bus(rule)).ids(targets));
                    }
                    events.deleteRule(request -> request.name(rule.id()).eventBusName(bus(rule)));
                });
    }

    /** EventBridge reports a target it refuses in the answer and not as an error. */
    private static void putTarget(EventBridgeClient events, PhysicalResource rule, JsonNode target) {
        ObjectNode request = JSON.objectNode().put("Rule", rule.id()).put("EventBusName", bus(rule));
        request.putArray("Targets").add(target);
        events
                .putTargets(ResourceType.request(PutTargetsRequest::builder, Properties.of(request)))
                .failedEntries()
                .stream()
                .findFirst()
                .ifPresent(failed -> {
                    throw new HandlerFault(HandlerError.INVALID_REQUEST, failed.errorMessage());
                });
    }

    private static String bus(PhysicalResource rule) {
        return rule.properties().has("EventBusName") ? rule.properties().text("EventBusName") : "default";
    }

    private static String arn(EventBridgeClient events, PhysicalResource rule) {
        return events.describeRule(request -> request.name(rule.id()).eventBusName(bus(rule)))
                .arn();
    }
}
