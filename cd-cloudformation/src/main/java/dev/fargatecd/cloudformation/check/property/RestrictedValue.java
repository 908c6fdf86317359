package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.evaluate.Scalars;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.regex.Pattern;

/** Finds values that a service refuses although the type's public schema allows them. */
public final class RestrictedValue implements TemplateOnlyCheck {
    private static final String CODEBUILD = "AWS::CodeBuild::Project";
    private static final String TASK = "AWS::ECS::TaskDefinition";
    private static final String SERVICE = "AWS::ECS::Service";
    private static final String GROUP = "AWS::EC2::SecurityGroup";
    private static final String BALANCING = "AWS::ElasticLoadBalancingV2::";
    private static final String CIDR = "(?:\\d{1,3}\\.){3}\\d{1,3}/(?:\\d|[12]\\d|3[0-2])";
    private static final String PROTOCOL = "tcp|udp|icmp|icmpv6|-1|\\d{1,3}";
    private static final String ACTION_TYPE = "authenticate-cognito|authenticate-oidc|fixed-response|forward|redirect";

    private static final List<Restriction> RESTRICTIONS = List.of(
            new Restriction(
                    CODEBUILD,
                    "Environment.ComputeType",
                    "BUILD_GENERAL1_SMALL|BUILD_GENERAL1_MEDIUM|BUILD_GENERAL1_LARGE|BUILD_GENERAL1_XLARGE"
                            + "|BUILD_GENERAL1_2XLARGE|BUILD_LAMBDA_1GB|BUILD_LAMBDA_2GB|BUILD_LAMBDA_4GB"
                            + "|BUILD_LAMBDA_8GB|BUILD_LAMBDA_10GB|ATTRIBUTE_BASED_COMPUTE|CUSTOM_INSTANCE_TYPE"),
            new Restriction(
                    CODEBUILD,
                    "Environment.Type",
                    "LINUX_CONTAINER|LINUX_GPU_CONTAINER|ARM_CONTAINER|WINDOWS_CONTAINER"
                            + "|WINDOWS_SERVER_2019_CONTAINER|WINDOWS_SERVER_2022_CONTAINER|LINUX_LAMBDA_CONTAINER"
                            + "|ARM_LAMBDA_CONTAINER|LINUX_EC2|ARM_EC2|WINDOWS_EC2|MAC_ARM"),
            new Restriction(
                    CODEBUILD,
                    "Source.Type",
                    "CODEPIPELINE|CODECOMMIT|GITHUB|GITHUB_ENTERPRISE|GITLAB|GITLAB_SELF_MANAGED|BITBUCKET|S3|NO_SOURCE"),
            new Restriction(CODEBUILD, "Artifacts.Type", "CODEPIPELINE|NO_ARTIFACTS|S3"),
            new Restriction(CODEBUILD, "Cache.Type", "NO_CACHE|S3|LOCAL"),
            new Restriction(CODEBUILD, "LogsConfig.CloudWatchLogs.Status", "ENABLED|DISABLED"),
            new Restriction(CODEBUILD, "LogsConfig.S3Logs.Status", "ENABLED|DISABLED"),
            new Restriction(
                    CODEBUILD, "Environment.EnvironmentVariables.*.Type", "PLAINTEXT|PARAMETER_STORE|SECRETS_MANAGER"),
            new Restriction("AWS::ECS::Cluster", "ClusterSettings.*.Name", "containerInsights"),
            new Restriction("AWS::ECS::Cluster", "ClusterSettings.*.Value", "enabled|disabled|enhanced"),
            new Restriction(
                    TASK,
                    "ContainerDefinitions.*.LogConfiguration.LogDriver",
                    "awslogs|awsfirelens|splunk|fluentd|gelf|journald|json-file|syslog|logentries"),
            new Restriction(TASK, "ContainerDefinitions.*.PortMappings.*.Protocol", "tcp|udp"),
            new Restriction(TASK, "NetworkMode", "awsvpc|bridge|host|none|default"),
            new Restriction(TASK, "RequiresCompatibilities.*", "FARGATE|EC2|EXTERNAL|MANAGED_INSTANCES"),
            new Restriction(TASK, "RuntimePlatform.CpuArchitecture", "X86_64|ARM64"),
            new Restriction(SERVICE, "LaunchType", "FARGATE|EC2|EXTERNAL"),
            new Restriction(SERVICE, "DesiredCount", "\\+?\\d+"),
            new Restriction(GROUP, "SecurityGroupIngress.*.IpProtocol", PROTOCOL),
            new Restriction(GROUP, "SecurityGroupEgress.*.IpProtocol", PROTOCOL),
            new Restriction("AWS::EC2::SecurityGroupIngress", "IpProtocol", PROTOCOL),
            new Restriction("AWS::EC2::SecurityGroupEgress", "IpProtocol", PROTOCOL),
            new Restriction(GROUP, "SecurityGroupIngress.*.CidrIp", CIDR),
            new Restriction(GROUP, "SecurityGroupEgress.*.CidrIp", CIDR),
            new Restriction("AWS::EC2::SecurityGroupIngress", "CidrIp", CIDR),
            new Restriction("AWS::EC2::SecurityGroupEgress", "CidrIp", CIDR),
            new Restriction("AWS::EC2::Route", "DestinationCidrBlock", CIDR),
            new Restriction(BALANCING + "LoadBalancer", "Type", "application|network|gateway"),
            new Restriction(BALANCING + "Listener", "DefaultActions.*.Type", ACTION_TYPE),
            new Restriction(BALANCING + "Listener", "DefaultActions.*.FixedResponseConfig.StatusCode", "[245]\\d\\d"),
            new Restriction(
                    BALANCING + "Listener",
                    "DefaultActions.*.FixedResponseConfig.ContentType",
                    "text/plain|text/css|text/html|application/javascript|application/json"),
            new Restriction(BALANCING + "ListenerRule", "Actions.*.Type", ACTION_TYPE),
            new Restriction(
                    BALANCING + "ListenerRule",
                    "Conditions.*.Field",
                    "host-header|http-header|http-request-method|path-pattern|query-string|source-ip"),
            new Restriction(
                    BALANCING + "TargetGroup",
                    "Matcher.HttpCode",
                    "[1-5]\\d\\d(?:-[1-5]\\d\\d)?(?:,[1-5]\\d\\d(?:-[1-5]\\d\\d)?)*"),
            new Restriction(BALANCING + "TargetGroup", "HealthCheckPort", "traffic-port|\\d{1,5}"),
            new Restriction("AWS::IAM::Role", "Path", "/|/[!-~]+/"),
            new Restriction("AWS::ECR::Repository", "ImageTagMutability", "MUTABLE|IMMUTABLE.*|MUTABLE_.*"));

    /** What a property takes: one of the words, or what has the form. */
    private record Restriction(String type, String path, String expression) {
        boolean allows(String text) {
            return Pattern.matches(expression, text);
        }

        boolean isOfWords() {
            return Pattern.matches("[A-Za-z0-9_|/-]+", expression);
        }

        String hint(String text) {
            List<String> words = List.of(expression.split("\\|", -1));
            if (!isOfWords()) {
                return "it must match " + expression;
            }
            String nearest = text.length() < 3 ? "" : Nearest.hint(text, words);
            return nearest.isEmpty() ? "allowed: " + String.join(", ", words) : nearest;
        }

        String name() {
            String name = path.replace(".*", "");
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }

    @Override
    public Rule rule() {
        return new Rule(
                "restricted-value",
                Severity.ERROR,
                "Each value is one that the service takes, also where the type's schema says less",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-template-resource-type-ref.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Restriction restriction : RESTRICTIONS) {
            for (Resource resource : template.resources(restriction.type())) {
                for (Value value : Value.of(resource).at(restriction.path())) {
                    value.literal()
                            .filter(text -> !restriction.allows(text) && !isRefused(template, resource, value))
                            .ifPresent(text -> findings.add(
                                    value.position(),
                                    restriction.name() + " of " + resource.type() + " can't be " + text,
                                    restriction.hint(text)));
                }
            }
        }
    }

    /** Whether {@link InvalidValue} says it already. */
    private static boolean isRefused(CheckedTemplate template, Resource resource, Value value) {
        return template.typedNodes(resource).stream()
                .filter(typed -> typed.node().position().equals(value.position()))
                .anyMatch(typed -> typed.node()
                        .asScalar()
                        .filter(scalar ->
                                !typed.shape().violations(Scalars.json(scalar)).isEmpty())
                        .isPresent());
    }
}
