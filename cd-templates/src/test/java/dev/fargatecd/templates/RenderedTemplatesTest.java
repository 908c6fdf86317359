package dev.fargatecd.templates;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.cloudformation.schema.ResourceType;
import dev.fargatecd.cloudformation.schema.ResourceTypes;
import dev.fargatecd.templates.RenderedStacks.Evaluated;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the rendered templates promise, on the stacks that they become. */
class RenderedTemplatesTest {
    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final ResourceTypes TYPES = ResourceTypes.bundled();

    /** Custom names have length limits of their own, and CloudFormation can't replace what has one. */
    private static final Map<String, String> UNNAMED = Map.of(
            "AWS::ElasticLoadBalancingV2::LoadBalancer", "Name",
            "AWS::ElasticLoadBalancingV2::TargetGroup", "Name",
            "AWS::IAM::Role", "RoleName",
            "AWS::IAM::ManagedPolicy", "ManagedPolicyName",
            "AWS::S3::Bucket", "BucketName",
            "AWS::ECR::Repository", "RepositoryName",
            "AWS::ECS::Service", "ServiceName");

    /** Actions for which IAM knows no resource, or for which it must be asked with none. */
    private static final Set<String> WITHOUT_RESOURCE = Set.of(
            "ec2:DescribeInstances",
            "ec2:DescribeSecurityGroups",
            "ec2:DescribeVpcs",
            "ecr:GetAuthorizationToken",
            "ecs:DeregisterTaskDefinition",
            "ecs:DescribeTaskDefinition",
            "elasticloadbalancing:DescribeRules",
            "elasticloadbalancing:DescribeTags",
            "elasticloadbalancing:DescribeTargetGroupAttributes",
            "elasticloadbalancing:DescribeTargetGroups",
            "elasticloadbalancing:DescribeTargetHealth",
            "logs:DescribeIndexPolicies",
            "logs:DescribeLogGroups",
            "logs:DescribeResourcePolicies");

    /** What the registry says that handlers may call, for properties that cf/service.yml has not. */
    private static final Set<String> FOR_OTHER_PROPERTIES = Set.of(
            "cognito-idp:DescribeUserPoolClient",
            "ec2:AuthorizeSecurityGroupEgress",
            "ec2:RevokeSecurityGroupEgress",
            "ec2:UpdateSecurityGroupRuleDescriptionsEgress",
            "elasticloadbalancing:DeregisterTargets",
            "elasticloadbalancing:RegisterTargets",
            "firehose:TagDeliveryStream",
            "iam:AttachRolePolicy",
            "iam:DeleteRolePermissionsBoundary",
            "iam:DetachRolePolicy",
            "iam:PutRolePermissionsBoundary",
            "logs:AssociateKmsKey",
            "logs:CreateLogDelivery",
            "logs:DeleteDataProtectionPolicy",
            "logs:DeleteIndexPolicy",
            "logs:DeleteResourcePolicy",
            "logs:DisassociateKmsKey",
            "logs:PutBearerTokenAuthentication",
            "logs:PutDataProtectionPolicy",
            "logs:PutIndexPolicy",
            "logs:PutLogGroupDeletionProtection",
            "logs:PutResourcePolicy",
            "s3:REST.PUT.OBJECT");

    static List<Path> repositories() throws IOException {
        return GoldenTemplatesTest.repositories();
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void areCleanUnderOurOwnCheck(Path repository) {
        for (Evaluated one : stacks(repository).resources()) {
            ResourceType type = TYPES.find(one.type()).orElseThrow();
            assertThat(type.violations(type.coerced(one.properties())))
                    .as("%s of %s", one.resource().name(), one.stack())
                    .isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void leaveNamesToCloudFormation(Path repository) {
        for (Evaluated one : stacks(repository).resources()) {
            assertThat(one.properties().has(UNNAMED.getOrDefault(one.type(), "no such property")))
                    .as("%s has a name", one.resource().name())
                    .isFalse();
        }
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void nameResourcesWhereverIamAllowsIt(Path repository) {
        for (JsonNode statement : statements(stacks(repository))) {
            if (texts(statement.get("Resource")).contains("*")
                    && statement.get("Effect").textValue().equals("Allow")) {
                assertThat(WITHOUT_RESOURCE)
                        .as(statement.get("Sid").textValue())
                        .containsAll(texts(statement.get("Action")));
            }
            assertThat(texts(statement.get("Action"))).noneMatch(action -> action.contains("*"));
        }
    }

    @ParameterizedTest
    @MethodSource("repositories")
    void staySmallerThanIamAndCodePipelineAllow(Path repository) {
        RenderedStacks stacks = stacks(repository);
        for (Evaluated role : stacks.ofType("AWS::IAM::Role")) {
            int length = 0;
            for (JsonNode policy : role.properties().path("Policies")) {
                length += policy.get("PolicyDocument").toString().length();
            }
            assertThat(length).as(role.resource().name()).isLessThan(10_240);
        }
        for (Evaluated policy : stacks.ofType("AWS::IAM::ManagedPolicy")) {
            assertThat(policy.properties().get("PolicyDocument").toString().length())
                    .isLessThan(6_144);
        }
        for (JsonNode stage : stages(stacks)) {
            for (JsonNode action : stage.get("Actions")) {
                byte[] overrides = action.path("Configuration")
                        .path("ParameterOverrides")
                        .asText()
                        .getBytes(StandardCharsets.UTF_8);
                assertThat(overrides.length).isLessThan(1_000);
            }
        }
    }

    @Test
    void giveAStackNothingButWhatDependsOnItsEnvironment() {
        assertThat(stacks(GOLDEN.resolve("smallest")).overrides())
                .singleElement()
                .satisfies(overrides -> assertThat(overrides.keySet())
                        .containsExactlyInAnyOrder("EnvironmentName", "RepositoryUri", "EnvironmentStack"));
    }

    @Test
    void passRolesOnlyToTheServiceThatTakesThem() {
        List<JsonNode> passes = allowing(statements(stacks(GOLDEN.resolve("smallest"))), "iam:PassRole");

        assertThat(passes)
                .extracting(it ->
                        it.at("/Condition/StringEquals/iam:PassedToService").textValue())
                .containsExactlyInAnyOrder("cloudformation.amazonaws.com", "ecs-tasks.amazonaws.com");
        assertThat(passes)
                .filteredOn(it -> it.toString().contains("ecs-tasks"))
                .singleElement()
                .satisfies(it -> assertThat(it.get("Resource").textValue())
                        .isEqualTo("arn:aws:iam::123456789012:role/fargate-cd/shop/*"));
    }

    @Test
    void letNobodyWhoPushesWidenWhatTasksMayDo() {
        RenderedStacks stacks = stacks(GOLDEN.resolve("smallest"));
        List<JsonNode> statements = statements(stacks);
        String boundary = "arn:aws:iam::123456789012:policy/PermissionsBoundary-0123456789AB";

        for (String action : List.of("iam:CreateRole", "iam:PutRolePolicy", "iam:UpdateAssumeRolePolicy")) {
            assertThat(allowing(statements, action)).singleElement().satisfies(it -> {
                assertThat(it.at("/Condition/StringEquals/iam:PermissionsBoundary")
                                .textValue())
                        .isEqualTo(boundary);
                assertThat(it.get("Resource").textValue()).endsWith(":role/fargate-cd/shop/*");
            });
        }
        for (String action : List.of(
                "iam:PutRolePermissionsBoundary", "iam:DeleteRolePermissionsBoundary", "iam:CreatePolicyVersion")) {
            assertThat(allowing(statements, action)).isEmpty();
        }
        for (Evaluated role : stacks.ofType("AWS::IAM::Role")) {
            boolean ofTasks = role.stack().startsWith("service-in-");
            assertThat(role.properties().path("PermissionsBoundary").asText()).isEqualTo(ofTasks ? boundary : "");
            assertThat(role.properties().path("Path").asText()).isEqualTo(ofTasks ? "/fargate-cd/shop/" : "");
        }
        assertThat(stacks.properties("PermissionsBoundary").toString()).doesNotContain("\"iam:", "\"sts:");
    }

    @Test
    void giveTheDeployRoleWhatTheHandlersOfItsResourcesCallAndNoMore() {
        RenderedStacks stacks = stacks(GOLDEN.resolve("smallest"));
        Set<String> called = new TreeSet<>();
        for (Evaluated one : stacks.resources()) {
            if (one.stack().startsWith("service-in-")) {
                ResourceType type = TYPES.find(one.type()).orElseThrow();
                for (String handler : List.of("create", "read", "update", "delete")) {
                    called.addAll(type.permissions(handler));
                }
            }
        }
        called.removeAll(FOR_OTHER_PROPERTIES);
        Set<String> allowed = new TreeSet<>();
        statementsOf(stacks.properties("DeployRole")).stream()
                .filter(it -> it.get("Effect").textValue().equals("Allow"))
                .forEach(it -> allowed.addAll(texts(it.get("Action"))));

        assertThat(allowed).isEqualTo(called);
    }

    @Test
    void letTheServiceWaitForItsRule() {
        Evaluated service =
                stacks(GOLDEN.resolve("smallest")).ofType("AWS::ECS::Service").get(0);

        assertThat(service.resource().dependsOn()).containsExactly("ListenerRule");
    }

    @Test
    void sendTheRootAllPathsWithOnePattern() {
        assertThat(stacks(GOLDEN.resolve("root-path"))
                        .properties("ListenerRule")
                        .at("/Conditions/0/PathPatternConfig/Values")
                        .toString())
                .isEqualTo("[\"/*\"]");
        assertThat(stacks(GOLDEN.resolve("smallest"))
                        .properties("ListenerRule")
                        .at("/Conditions/0/PathPatternConfig/Values")
                        .toString())
                .isEqualTo("[\"/shop\",\"/shop/*\"]");
    }

    @Test
    void answerHttpsWithTheCertificateOfTheirEnvironmentAndRedirectThere() {
        List<Evaluated> listeners =
                stacks(GOLDEN.resolve("mixed-https-and-nat")).ofType("AWS::ElasticLoadBalancingV2::Listener");

        assertThat(listeners)
                .extracting(one -> one.stack().replaceAll("shop-|-environment", "") + " "
                        + one.properties().path("Protocol").asText() + " "
                        + one.properties()
                                .at("/Certificates/0/CertificateArn")
                                .asText()
                                .replaceFirst(".*/", "")
                                .replaceFirst("-.*", "")
                        + one.properties().at("/DefaultActions/0/Type").asText())
                .containsExactlyInAnyOrder(
                        "test HTTP fixed-response",
                        "staging HTTPS 12345678fixed-response",
                        "staging HTTP redirect",
                        "production HTTPS 87654321fixed-response",
                        "production HTTP redirect");
    }

    @Test
    void putTasksBehindNatWithoutPublicAddresses() {
        RenderedStacks stacks = stacks(GOLDEN.resolve("https-and-nat"));
        JsonNode tasks =
                stacks.ofType("AWS::ECS::Service").get(0).properties().at("/NetworkConfiguration/AwsvpcConfiguration");

        assertThat(tasks.get("AssignPublicIp").textValue()).isEqualTo("DISABLED");
        assertThat(texts(tasks.get("Subnets")))
                .hasSize(2)
                .doesNotContainAnyElementsOf(
                        texts(stacks.properties("LoadBalancer").get("Subnets")));
        assertThat(stacks.properties("NatGateway").get("SubnetId").textValue())
                .isIn(texts(stacks.properties("LoadBalancer").get("Subnets")));
    }

    @Test
    void askBeforeAnEnvironmentThatWantsIt() {
        assertThat(stages(stacks(GOLDEN.resolve("approval-and-given-network"))))
                .last()
                .satisfies(stage ->
                        assertThat(stage.findValuesAsText("Provider")).containsExactly("Manual", "CloudFormation"));
    }

    @Test
    void tellTheContainerTheCommit() {
        JsonNode container =
                stacks(GOLDEN.resolve("smallest")).properties("TaskDefinition").at("/ContainerDefinitions/0");

        assertThat(container.get("Image").textValue()).endsWith(":" + RenderedStacks.COMMIT);
        assertThat(container.get("Environment").toString())
                .contains("{\"Name\":\"APPLICATION_VERSION\",\"Value\":\"" + RenderedStacks.COMMIT + "\"}");
    }

    private static RenderedStacks stacks(Path repository) {
        return RenderedStacks.of(
                GoldenTemplatesTest.delivery(repository),
                GoldenTemplatesTest.delivery(GOLDEN.resolve("environments-alone")));
    }

    private static JsonNode stages(RenderedStacks stacks) {
        return stacks.ofType("AWS::CodePipeline::Pipeline").isEmpty()
                ? MissingNode.getInstance()
                : stacks.properties("Pipeline").get("Stages");
    }

    private static List<JsonNode> statements(RenderedStacks stacks) {
        List<JsonNode> statements = new ArrayList<>();
        stacks.resources().forEach(one -> statements.addAll(statementsOf(one.properties())));
        return statements;
    }

    private static List<JsonNode> statementsOf(ObjectNode properties) {
        List<JsonNode> statements = new ArrayList<>();
        properties.path("PolicyDocument").path("Statement").forEach(statements::add);
        properties
                .path("Policies")
                .forEach(policy -> policy.at("/PolicyDocument/Statement").forEach(statements::add));
        return statements;
    }

    private static List<JsonNode> allowing(List<JsonNode> statements, String action) {
        return statements.stream()
                .filter(it -> it.get("Effect").textValue().equals("Allow"))
                .filter(it -> texts(it.get("Action")).contains(action))
                .toList();
    }

    private static List<String> texts(JsonNode oneOrMore) {
        List<String> texts = new ArrayList<>();
        if (oneOrMore.isArray()) {
            oneOrMore.forEach(it -> texts.add(it.textValue()));
        } else {
            texts.add(oneOrMore.textValue());
        }
        return texts;
    }
}
