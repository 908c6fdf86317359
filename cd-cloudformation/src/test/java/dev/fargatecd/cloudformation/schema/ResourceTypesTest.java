package dev.fargatecd.cloudformation.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.cloudformation.schema.ResourceType.Replacement;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResourceTypesTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ResourceTypes types = ResourceTypes.bundled();

    @Test
    void knowsTheTypesOfTheFlow() {
        ResourceType service = type("AWS::ECS::Service");

        assertThat(service.name()).isEqualTo("AWS::ECS::Service");
        assertThat(service.attributes()).contains("Name", "ServiceArn");
        assertThat(service.createOnly()).contains("Cluster", "ServiceName");
        assertThat(service.conditionalCreateOnly()).containsExactly("LaunchType");
        assertThat(service.primaryIdentifier()).containsExactly("ServiceArn", "Cluster");
        assertThat(service.refIdentifier()).containsExactly("ServiceArn");
        assertThat(service.tagProperty()).contains("Tags");
        assertThat(service.permissions("create")).contains("ecs:CreateService", "iam:PassRole");
        assertThat(type("AWS::IAM::Role").refIdentifier()).containsExactly("RoleName");
        assertThat(type("AWS::EC2::VPC").attributes()).contains("VpcId");
    }

    @Test
    void tellsTypesWithoutFactsFromTypesThatDoNotExist() {
        assertThat(types.exists("AWS::RDS::DBInstance")).isTrue();
        assertThat(types.find("AWS::RDS::DBInstance")).isEmpty();
        assertThat(types.exists("AWS::ECS::Servise")).isFalse();
        assertThat(types.exists("Custom::Thing")).isTrue();
        assertThat(types.find("../types/AWS-ECS-Service")).isEmpty();
    }

    @Test
    void coercesScalarsAsTheTypeWantsThem() throws JsonProcessingException {
        ObjectNode given = json("""
                {"Cpu": 256, "Memory": "512", "ContainerDefinitions": [
                  {"Name": 5, "Essential": "true", "Image": "i", "PortMappings": [{"ContainerPort": "5000"}],
                   "Environment": [{"Name": "A", "Value": true}]}]}""");

        ObjectNode coerced = type("AWS::ECS::TaskDefinition").coerced(given);

        assertThat(coerced).isEqualTo(json("""
                {"Cpu": "256", "Memory": "512", "ContainerDefinitions": [
                  {"Name": "5", "Essential": true, "Image": "i", "PortMappings": [{"ContainerPort": 5000}],
                   "Environment": [{"Name": "A", "Value": "true"}]}]}"""));
        assertThat(type("AWS::ECS::TaskDefinition").violations(coerced)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    AWS::ECS::TaskDefinition | {"ContainerDefinitions":[{"Name":"a","Image":"b","Entrypoint":["x"]}]} | #/ContainerDefinitions/0: extraneous key [Entrypoint] is not permitted
                    AWS::IAM::Policy | {"PolicyName":"a"} | #: required key [PolicyDocument] not found
                    AWS::ECS::Service | {"DesiredCount":"many"} | #/DesiredCount: expected type: Integer, found: String
                    AWS::ECS::Service | {"LaunchType":"FARGATA"} | #/LaunchType: FARGATA is not a valid enum value
                    AWS::ECS::Service | {"ServiceArn":"arn"} | #: extraneous key [ServiceArn] is not permitted
                    AWS::Logs::LogGroup | {"LogGroupName":"a b"} | #/LogGroupName: failed validation constraint for keyword [pattern]
                    AWS::Logs::LogGroup | {"LogGroupName":""} | #/LogGroupName: expected minLength: 1, actual: 0
                    """)
    void saysWhatAwsWouldRefuse(String type, String properties, String problem) throws JsonProcessingException {
        assertThat(type(type).violations(json(properties)))
                .extracting(Violation::toString)
                .contains(problem);
    }

    @Test
    void knowsWhichChangesReplace() {
        ResourceType group = type("AWS::ElasticLoadBalancingV2::TargetGroup");
        TextNode one = TextNode.valueOf("1");
        TextNode two = TextNode.valueOf("2");

        assertThat(group.replacement("Port", one, two)).isEqualTo(Replacement.ALWAYS);
        assertThat(group.replacement("Port", one, one)).isEqualTo(Replacement.NEVER);
        assertThat(group.replacement("HealthCheckPath", one, two)).isEqualTo(Replacement.NEVER);
        assertThat(type("AWS::ECS::Service").replacement("LaunchType", one, two))
                .isEqualTo(Replacement.CONDITIONALLY);
    }

    @Test
    void hasPatternsThatThisJvmUnderstands() {
        for (String name : List.of(
                "AWS::ECS::Service",
                "AWS::S3::Bucket",
                "AWS::IAM::Role",
                "AWS::Lambda::Function",
                "AWS::CodeBuild::Project",
                "AWS::CodePipeline::Pipeline",
                "AWS::Events::Rule",
                "AWS::KMS::Key")) {
            compileAll(type(name).shape(), new HashSet<>());
        }
    }

    private static void compileAll(Shape shape, Set<String> seen) {
        shape.pattern().filter(seen::add).ifPresent(Pattern::compile);
        shape.items().ifPresent(items -> compileAll(items, seen));
        shape.properties().forEach((name, member) -> {
            if (seen.add(name + member.kinds() + member.required())) {
                compileAll(member, seen);
            }
        });
    }

    private ResourceType type(String name) {
        return types.find(name).orElseThrow();
    }

    private static ObjectNode json(String text) throws JsonProcessingException {
        return (ObjectNode) JSON.readTree(text);
    }
}
