package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import dev.fargatecd.local.kernel.Faults;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.CreateLogGroupRequest;
import software.amazon.awssdk.services.cloudwatchlogs.model.LogGroup;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecr.model.CreateRepositoryRequest;
import software.amazon.awssdk.services.ecr.model.PutImageScanningConfigurationRequest;
import software.amazon.awssdk.services.ecr.model.PutImageTagMutabilityRequest;
import software.amazon.awssdk.services.ecr.model.Repository;
import software.amazon.awssdk.services.ecr.model.Tag;

/** The types of CloudWatch Logs and ECR. */
final class StorageTypes {
    private StorageTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(logGroup(), repository());
    }

    private static ResourceType<CloudWatchLogsClient> logGroup() {
        return ResourceType.of("AWS::Logs::LogGroup", CloudWatchLogsClient.class)
                .named(NameRule.of("LogGroupName", 512))
                .createdBy((logs, properties) -> {
                    logs.createLogGroup(ResourceType.request(CreateLogGroupRequest::builder, properties.tagsAsMap()));
                    return properties.text("LogGroupName");
                })
                .setting(
                        "RetentionInDays",
                        (logs, group) -> logs.putRetentionPolicy(request -> request.logGroupName(group.id())
                                .retentionInDays(group.properties().number("RetentionInDays"))),
                        (logs, group) -> logs.deleteRetentionPolicy(request -> request.logGroupName(group.id())))
                .tags(new Tagging<>() {
                    @Override
                    public void tag(CloudWatchLogsClient logs, PhysicalResource group, Map<String, String> tags) {
                        logs.tagResource(
                                request -> request.resourceArn(arn(logs, group)).tags(tags));
                    }

                    @Override
                    public void untag(CloudWatchLogsClient logs, PhysicalResource group, List<String> keys) {
                        logs.untagResource(
                                request -> request.resourceArn(arn(logs, group)).tagKeys(keys));
                    }
                })
                .attributes((logs, group) -> Map.of("Arn", arn(logs, group) + ":*"))
                .reads((logs, group) -> Collections.singletonMap(
                        "RetentionInDays", found(logs, group).retentionInDays()))
                .deletedBy((logs, group) -> logs.deleteLogGroup(request -> request.logGroupName(group.id())));
    }

    /** The ARN as tagging takes it; GetAtt answers it with {@code :*} behind. */
    private static String arn(CloudWatchLogsClient logs, PhysicalResource group) {
        return found(logs, group).arn().replaceAll(":\\*$", "");
    }

    private static LogGroup found(CloudWatchLogsClient logs, PhysicalResource group) {
        return logs.describeLogGroups(request -> request.logGroupNamePrefix(group.id())).logGroups().stream()
                .filter(seen -> seen.logGroupName().equals(group.id()))
                .findFirst()
                .orElseThrow(() -> Faults.of(
                        ResourceNotFoundException.builder(),
                        400,
                        "ResourceNotFoundException",
                        "The specified log group does not exist."));
    }

    private static ResourceType<EcrClient> repository() {
        return ResourceType.of("AWS::ECR::Repository", EcrClient.class)
                .named(NameRule.of("RepositoryName", 256).inLowerCase())
                .create(
                        CreateRepositoryRequest::builder,
                        StorageTypes::withFilters,
                        EcrClient::createRepository,
                        made -> made.repository().repositoryName())
                .setting(
                        "LifecyclePolicy",
                        (ecr, repository) -> ecr.putLifecyclePolicy(request -> request.repositoryName(repository.id())
                                .lifecyclePolicyText(repository
                                        .properties()
                                        .object("LifecyclePolicy")
                                        .text("LifecyclePolicyText"))),
                        (ecr, repository) ->
                                ecr.deleteLifecyclePolicy(request -> request.repositoryName(repository.id())))
                .setting(
                        "RepositoryPolicyText",
                        (ecr, repository) -> ecr.setRepositoryPolicy(request -> request.repositoryName(repository.id())
                                .policyText(repository.properties().text("RepositoryPolicyText"))),
                        (ecr, repository) ->
                                ecr.deleteRepositoryPolicy(request -> request.repositoryName(repository.id())))
                .update(
                        ResourceType.names("ImageScanningConfiguration"),
                        (ecr, repository) -> ecr.putImageScanningConfiguration(ResourceType.request(
                                PutImageScanningConfigurationRequest::builder,
                                repository
                                        .properties()
                                        .only("ImageScanningConfiguration")
                                        .with("RepositoryName", repository.id()))))
                .update(
                        ResourceType.names("ImageTagMutability", "ImageTagMutabilityExclusionFilters"),
                        (ecr, repository) -> ecr.putImageTagMutability(ResourceType.request(
                                PutImageTagMutabilityRequest::builder,
                                withFilters(repository
                                        .properties()
                                        .only("ImageTagMutability", "ImageTagMutabilityExclusionFilters")
                                        .with("RepositoryName", repository.id())))))
                .defaulting("ImageTagMutability", "MUTABLE")
                .keeping("EmptyOnDelete")
                .tags(new Tagging<>() {
                    @Override
                    public void tag(EcrClient ecr, PhysicalResource repository, Map<String, String> tags) {
                        ecr.tagResource(request -> request.resourceArn(
                                        seen(ecr, repository).repositoryArn())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(EcrClient ecr, PhysicalResource repository, List<String> keys) {
                        ecr.untagResource(request -> request.resourceArn(
                                        seen(ecr, repository).repositoryArn())
                                .tagKeys(keys));
                    }
                })
                .attributes((ecr, repository) -> {
                    Repository seen = seen(ecr, repository);
                    return Map.of("Arn", seen.repositoryArn(), "RepositoryUri", seen.repositoryUri());
                })
                .reads((ecr, repository) -> {
                    Repository seen = ecr.describeRepositories(request -> request.repositoryNames(repository.id()))
                            .repositories()
                            .get(0);
                    return Map.of(
                            "ImageTagMutability",
                            seen.imageTagMutabilityAsString(),
                            "ImageScanningConfiguration",
                            Map.of(
                                    "ScanOnPush",
                                    seen.imageScanningConfiguration().scanOnPush()));
                })
                .deletedBy((ecr, repository) -> ecr.deleteRepository(request -> request.repositoryName(repository.id())
                        .force(repository.properties().flag("EmptyOnDelete"))));
    }

    private static Repository seen(EcrClient ecr, PhysicalResource repository) {
        return ecr.describeRepositories(request -> request.repositoryNames(repository.id()))
                .repositories()
                .get(0);
    }

    /** The exclusion filters have other names in the API. */
    private static Properties withFilters(Properties repository) {
        if (!repository.has("ImageTagMutabilityExclusionFilters")) {
            return repository;
        }
        ArrayNode filters = JsonNodeFactory.instance.arrayNode();
        for (JsonNode filter : repository.list("ImageTagMutabilityExclusionFilters")) {
            ObjectNode renamed = Properties.of(filter)
                    .renamed("ImageTagMutabilityExclusionFilterType", "FilterType")
                    .renamed("ImageTagMutabilityExclusionFilterValue", "Filter")
                    .json();
            filters.add(renamed);
        }
        return repository.with("ImageTagMutabilityExclusionFilters", filters);
    }
}
