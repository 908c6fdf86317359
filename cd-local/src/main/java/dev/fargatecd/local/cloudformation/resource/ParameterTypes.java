package dev.fargatecd.local.cloudformation.resource;

import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.PutParameterRequest;
import software.amazon.awssdk.services.ssm.model.ResourceTypeForTagging;
import software.amazon.awssdk.services.ssm.model.Tag;

/** The types of Systems Manager. */
final class ParameterTypes {
    private static final String[] VALUE = {"AllowedPattern", "DataType", "Description", "Tier", "Type", "Value"};

    private ParameterTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(parameter());
    }

    private static ResourceType<SsmClient> parameter() {
        return ResourceType.of("AWS::SSM::Parameter", SsmClient.class)
                .named(NameRule.of("Name", 1011))
                .createdBy((ssm, parameter) -> {
                    refuseSecrets(parameter);
                    ssm.putParameter(ResourceType.request(PutParameterRequest::builder, withTags(parameter)));
                    return parameter.text("Name");
                })
                .replace(ResourceType.names(VALUE), (ssm, parameter) -> {
                    refuseSecrets(parameter.properties());
                    ssm.putParameter(ResourceType.request(
                            PutParameterRequest::builder,
                            parameter
                                    .properties()
                                    .only(VALUE)
                                    .with("Name", parameter.id())
                                    .with("Overwrite", "true")));
                })
                .tags(new Tagging<>() {
                    @Override
                    public void tag(SsmClient ssm, PhysicalResource parameter, Map<String, String> tags) {
                        ssm.addTagsToResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                                .resourceId(parameter.id())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(SsmClient ssm, PhysicalResource parameter, List<String> keys) {
                        ssm.removeTagsFromResource(request -> request.resourceType(ResourceTypeForTagging.PARAMETER)
                                .resourceId(parameter.id())
                                .tagKeys(keys));
                    }
                })
                .attributes((ssm, parameter) -> {
                    Parameter seen = ssm.getParameter(request -> request.name(parameter.id()))
                            .parameter();
                    return Map.of("Type", seen.typeAsString(), "Value", seen.value());
                })
                .reads((ssm, parameter) -> {
                    var seen = ssm.getParameter(request -> request.name(parameter.id()))
                            .parameter();
                    return Map.of("Type", seen.typeAsString(), "Value", seen.value());
                })
                .deletedBy((ssm, parameter) -> ssm.deleteParameter(request -> request.name(parameter.id())));
    }

    /** A template is no place for a secret: AWS's page of the type says that it does not make them. */
    private static void refuseSecrets(Properties parameter) {
        if (parameter.text("Type").equals("SecureString")) {
            throw new HandlerFault(
                    HandlerError.INVALID_REQUEST,
                    "AWS CloudFormation doesn't support creating a SecureString parameter type.");
        }
    }

    /** In the template tags are a map, in the API a list. */
    private static Properties withTags(Properties parameter) {
        return parameter.has("Tags") ? parameter.without("Tags").tagged(parameter.tags()) : parameter;
    }
}
