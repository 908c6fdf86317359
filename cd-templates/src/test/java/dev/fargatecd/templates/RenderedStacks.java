package dev.fargatecd.templates;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.cloudformation.evaluate.Evaluator;
import dev.fargatecd.cloudformation.evaluate.ParameterValues;
import dev.fargatecd.cloudformation.evaluate.Resolver;
import dev.fargatecd.cloudformation.evaluate.StackIdentity;
import dev.fargatecd.cloudformation.template.Output;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stacks of a delivery, in the order in which they are made, evaluated as CloudFormation would with everything that
 * they ask each other for. Whoever imports what no stack exports fails.
 */
final class RenderedStacks {
    static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ACCOUNT = "123456789012";
    private static final String REGION = "ap-southeast-2";

    /** A resource of a stack with its properties. */
    record Evaluated(String stack, Resource resource, ObjectNode properties) {
        String type() {
            return resource.type();
        }
    }

    private final Map<String, String> exports = new HashMap<>();
    private final List<Evaluated> resources = new ArrayList<>();

    /** @param others deliveries whose environments this one may share */
    static RenderedStacks of(Delivery delivery, Delivery... others) {
        RenderedStacks stacks = new RenderedStacks();
        for (Delivery other : others) {
            stacks.addEnvironments(other);
        }
        stacks.resources.clear();
        stacks.addEnvironments(delivery);
        stacks.addPipeline(delivery);
        return stacks;
    }

    List<Evaluated> resources() {
        return List.copyOf(resources);
    }

    List<Evaluated> ofType(String type) {
        return resources.stream().filter(it -> it.type().equals(type)).toList();
    }

    /** The resource of that logical id; in the first stack that has one. */
    ObjectNode properties(String logicalId) {
        return resources.stream()
                .filter(it -> it.resource().name().equals(logicalId))
                .findFirst()
                .orElseThrow()
                .properties();
    }

    /** The parameters that the pipeline's stages give their stacks, without the tag. */
    List<Map<String, String>> overrides() {
        List<Map<String, String>> overrides = new ArrayList<>();
        for (JsonNode stage : properties("Pipeline").get("Stages")) {
            for (JsonNode action : stage.get("Actions")) {
                Optional.ofNullable(action.path("Configuration").get("ParameterOverrides"))
                        .ifPresent(text -> overrides.add(parsed(text.textValue())));
            }
        }
        return overrides;
    }

    private void addEnvironments(Delivery delivery) {
        for (Environment environment : delivery.ownEnvironments()) {
            add(
                    delivery,
                    Rendering.ENVIRONMENT,
                    delivery.environmentStack(environment).value(),
                    Map.of("EnvironmentName", environment.name().value()));
        }
    }

    private void addPipeline(Delivery delivery) {
        if (delivery.pipeline().isEmpty()) {
            return;
        }
        add(delivery, Rendering.PIPELINE, delivery.pipelineStack().value(), Map.of());
        for (Map<String, String> override : overrides()) {
            Map<String, String> parameters = new HashMap<>(override);
            parameters.put("Tag", COMMIT);
            add(delivery, Rendering.SERVICE, "service-in-" + override.get("EnvironmentName"), parameters);
        }
    }

    private void add(Delivery delivery, String path, String stackName, Map<String, String> parameters) {
        RenderedFile file = Rendering.of(delivery).file(path).orElseThrow();
        Template template = Template.read(path, file.content());
        StackIdentity stack = new StackIdentity(
                ACCOUNT,
                REGION,
                stackName,
                arn("cloudformation", "stack/" + stackName + "/0a1b2c3d-0000-0000-0000-000000000000"),
                List.of());
        Evaluator evaluator = new Evaluator(
                template, ParameterValues.of(template, parameters), stack, new Physical(template, exports));
        for (String name : evaluator.dependencies().order()) {
            Resource resource = template.resource(name);
            resources.add(new Evaluated(stackName, resource, evaluator.properties(resource)));
        }
        for (Output output : template.outputs().values()) {
            output.exportName()
                    .ifPresent(name ->
                            exports.put(evaluator.text(name, "no name"), evaluator.text(output.value(), "no text")));
        }
    }

    private static Map<String, String> parsed(String json) {
        try {
            Map<String, String> values = new HashMap<>();
            JSON.readTree(json)
                    .properties()
                    .forEach(
                            entry -> values.put(entry.getKey(), entry.getValue().textValue()));
            return values;
        } catch (IOException malformed) {
            throw new UncheckedIOException(malformed);
        }
    }

    private static String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + (service.equals("iam") ? "" : REGION) + ":" + ACCOUNT + ":" + resource;
    }

    /** Physical ids and attributes in AWS's shapes, as long as AWS makes them. */
    private record Physical(Template template, Map<String, String> exports) implements Resolver {
        private static final String LOAD_BALANCER = "app/abcdefghijklmnopqrstuvwxyz012345/0123456789abcdef";

        @Override
        public JsonNode ref(String logicalId) {
            return TextNode.valueOf(
                    switch (template.resource(logicalId).type()) {
                        case "AWS::EC2::VPC" -> "vpc-0123456789abcdef0";
                        case "AWS::EC2::Subnet" ->
                            "subnet-" + HexFormat.of().toHexDigits(logicalId.hashCode()) + "012345678";
                        case "AWS::EC2::SecurityGroup" -> "sg-0123456789abcdef0";
                        case "AWS::EC2::InternetGateway" -> "igw-0123456789abcdef0";
                        case "AWS::EC2::NatGateway" -> "nat-0123456789abcdef0";
                        case "AWS::EC2::RouteTable" -> "rtb-0123456789abcdef0";
                        case "AWS::ElasticLoadBalancingV2::LoadBalancer" ->
                            arn("elasticloadbalancing", "loadbalancer/" + LOAD_BALANCER);
                        case "AWS::ElasticLoadBalancingV2::Listener" ->
                            arn("elasticloadbalancing", "listener/" + LOAD_BALANCER + "/0123456789abcdef");
                        case "AWS::ElasticLoadBalancingV2::TargetGroup" ->
                            arn("elasticloadbalancing", "targetgroup/welcom-Targe-0123456789AB/0123456789abcdef");
                        case "AWS::IAM::ManagedPolicy" -> arn("iam", "policy/" + logicalId + "-0123456789AB");
                        case "AWS::ECS::TaskDefinition" -> arn("ecs", "task-definition/" + logicalId + ":1");
                        case "AWS::S3::Bucket" -> "welcomer-pipeline-artifactbucket-0123456789ab";
                        default -> logicalId;
                    });
        }

        @Override
        public JsonNode attribute(String logicalId, String attribute) {
            return TextNode.valueOf(
                    switch (attribute) {
                        case "GroupId" -> "sg-0123456789abcdef0";
                        case "AllocationId" -> "eipalloc-0123456789abcdef0";
                        case "DNSName" -> "welcom-LoadB-0123456789AB-123456789." + REGION + ".elb.amazonaws.com";
                        case "RepositoryUri" -> ACCOUNT + ".dkr.ecr." + REGION + ".amazonaws.com/" + "r".repeat(64);
                        case "Arn" -> attributeArn(logicalId);
                        default -> throw new AssertionError("GetAtt " + logicalId + "." + attribute);
                    });
        }

        @Override
        public String importValue(String exportName) {
            return Optional.ofNullable(exports.get(exportName))
                    .orElseThrow(() -> new AssertionError("no export named " + exportName + " in " + exports.keySet()));
        }

        @Override
        public List<String> availabilityZones(String region) {
            return List.of(region + "a", region + "b");
        }

        private String attributeArn(String logicalId) {
            return switch (template.resource(logicalId).type()) {
                case "AWS::IAM::Role" -> arn("iam", "role/" + "r".repeat(64));
                case "AWS::S3::Bucket" -> "arn:aws:s3:::" + ref(logicalId).textValue();
                case "AWS::ECR::Repository" -> arn("ecr", "repository/" + "r".repeat(64));
                case "AWS::Logs::LogGroup" -> arn("logs", "log-group:" + "l".repeat(64) + ":*");
                default -> throw new AssertionError("Arn of " + logicalId);
            };
        }
    }
}
