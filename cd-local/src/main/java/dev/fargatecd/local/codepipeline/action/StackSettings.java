package dev.fargatecd.local.codepipeline.action;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.local.codepipeline.execution.ActionFailure;
import dev.fargatecd.local.codepipeline.execution.ActionJob;
import dev.fargatecd.local.codepipeline.execution.Artifact;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Tag;

/**
 * What a CloudFormation action gives to its stack, read from its configuration and its input artifacts.
 *
 * @param parameters those of the template configuration file, under those of ParameterOverrides
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html">
 *     CloudFormation deploy action reference</a>
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/continuous-delivery-codepipeline-parameter-override-functions.html">
 *     Parameter override functions</a>
 */
record StackSettings(String template, List<Parameter> parameters, List<Tag> tags, Optional<String> stackPolicy) {
    /** The page of the action reference: one kilobyte for ParameterOverrides. */
    private static final int MOST_OVERRIDES = 1024;

    /** Reads the files that the configuration names. */
    static StackSettings read(ActionJob job, Artifacts artifacts) {
        Map<String, String> parameters = new TreeMap<>();
        ObjectNode file = job.setting("TemplateConfiguration")
                .map(place -> Json.object(text(job, artifacts, place), place))
                .orElseGet(() -> Json.object("{}", ""));
        file.properties().forEach(member -> {
            if (!Set.of("Parameters", "Tags", "StackPolicy").contains(member.getKey())) {
                throw wrong("The template configuration has \"" + member.getKey()
                        + "\"; allowed: Parameters, Tags, StackPolicy");
            }
        });
        file.path("Parameters")
                .properties()
                .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
        job.setting("ParameterOverrides").ifPresent(overrides -> {
            if (overrides.getBytes(StandardCharsets.UTF_8).length > MOST_OVERRIDES) {
                throw wrong("ParameterOverrides has more than " + MOST_OVERRIDES + " bytes");
            }
            Json.object(overrides, "ParameterOverrides")
                    .properties()
                    .forEach(one -> parameters.put(one.getKey(), value(job, artifacts, one.getValue())));
        });
        return new StackSettings(
                text(job, artifacts, job.required("TemplatePath")),
                parameters.entrySet().stream()
                        .map(one -> Parameter.builder()
                                .parameterKey(one.getKey())
                                .parameterValue(one.getValue())
                                .build())
                        .toList(),
                file.path("Tags").properties().stream()
                        .map(one -> Tag.builder()
                                .key(one.getKey())
                                .value(one.getValue().asText())
                                .build())
                        .toList(),
                Optional.of(file.path("StackPolicy")).filter(JsonNode::isObject).map(JsonNode::toString));
    }

    /** A value of ParameterOverrides: a text, or a function of an artifact. */
    private static String value(ActionJob job, Artifacts artifacts, JsonNode value) {
        if (value.isValueNode()) {
            return value.asText();
        }
        if (value.isArray()) {
            return String.join(",", texts(value));
        }
        JsonNode attribute = value.path("Fn::GetArtifactAtt");
        if (attribute.isArray() && attribute.size() == 2) {
            return attribute(
                    artifact(job, attribute.get(0).asText()), attribute.get(1).asText());
        }
        JsonNode parameter = value.path("Fn::GetParam");
        if (parameter.isArray() && parameter.size() == 3) {
            String file = parameter.get(1).asText();
            JsonNode found = Json.object(
                            artifacts.read(
                                    job.caller(), artifact(job, parameter.get(0).asText()), file),
                            file)
                    .path(parameter.get(2).asText());
            if (!found.isValueNode()) {
                throw wrong(file + " has no value " + parameter.get(2).asText());
            }
            return found.asText();
        }
        throw wrong(
                "ParameterOverrides: " + value
                        + " is neither a text nor Fn::GetArtifactAtt [artifact, attribute] nor Fn::GetParam [artifact, file, name]");
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }

    private static String attribute(Artifact artifact, String name) {
        return switch (name) {
            case "BucketName" -> artifact.bucket();
            case "ObjectKey" -> artifact.key();
            case "URL" -> "https://s3.amazonaws.com/" + artifact.bucket() + "/" + artifact.key();
            default -> throw wrong("Fn::GetArtifactAtt: " + name + " is none of BucketName, ObjectKey, URL");
        };
    }

    /** The file that {@code Artifact::path} names. */
    private static String text(ActionJob job, Artifacts artifacts, String place) {
        String[] parts = place.split("::", 2);
        if (parts.length != 2) {
            throw wrong("\"" + place + "\" is not InputArtifact::path");
        }
        return artifacts.read(job.caller(), artifact(job, parts[0]), parts[1]);
    }

    private static Artifact artifact(ActionJob job, String name) {
        return job.inputArtifact(name).orElseThrow(() -> wrong("The action has no input artifact " + name));
    }

    private static ActionFailure wrong(String message) {
        return new ActionFailure("ConfigurationError", message);
    }
}
