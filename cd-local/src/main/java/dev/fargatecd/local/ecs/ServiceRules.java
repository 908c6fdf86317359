package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AvailabilityZoneRebalancing;
import software.amazon.awssdk.services.ecs.model.AwsVpcConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What the parts of a service must be, and what AWS takes for those that are not given. */
final class ServiceRules {
    private static final int MAX_DESIRED = 5000;

    private final TargetGroups targets;

    ServiceRules(TargetGroups targets) {
        this.targets = targets;
    }

    static void requireFargate(String operation, @Nullable LaunchType launchType, @Nullable String platformVersion) {
        if (launchType != null && launchType != LaunchType.FARGATE) {
            throw new UnsupportedOperationException(
                    operation + ": launchType " + launchType + " is not supported by the local cloud");
        }
        if (platformVersion != null
                && !List.of("LATEST", TaskFactory.PLATFORM_VERSION).contains(platformVersion)) {
            throw new UnsupportedOperationException(
                    operation + ": platformVersion " + platformVersion + " is not supported by the local cloud");
        }
    }

    static int desiredCount(@Nullable Integer given, int otherwise) {
        int count = given == null ? otherwise : given;
        if (count < 0 || count > MAX_DESIRED) {
            throw EcsFaults.invalid("The desired count must be between 0 and " + MAX_DESIRED + ".");
        }
        return count;
    }

    /** @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html">AWS</a> */
    static DeploymentConfiguration deployment(String operation, @Nullable DeploymentConfiguration given) {
        DeploymentConfiguration one =
                given == null ? DeploymentConfiguration.builder().build() : given;
        Supported.only(
                operation,
                one,
                "deploymentCircuitBreaker",
                "maximumPercent",
                "minimumHealthyPercent",
                "strategy",
                "bakeTimeInMinutes");
        if (one.strategy() != null && one.strategy() != DeploymentStrategy.ROLLING) {
            throw new UnsupportedOperationException(operation + ": the deployment strategy " + one.strategyAsString()
                    + " is not supported by the local cloud");
        }
        if (one.bakeTimeInMinutes() != null && one.bakeTimeInMinutes() != 0) {
            throw new UnsupportedOperationException(
                    operation + ": bakeTimeInMinutes is not supported by the local cloud");
        }
        int maximum = one.maximumPercent() == null ? 200 : one.maximumPercent();
        int minimum = one.minimumHealthyPercent() == null ? 100 : one.minimumHealthyPercent();
        if (maximum < 100 || maximum > 200) {
            throw EcsFaults.invalid("maximumPercent must be between 100 and 200.");
        }
        if (minimum < 0 || minimum > 100) {
            throw EcsFaults.invalid("minimumHealthyPercent must be between 0 and 100.");
        }
        if (maximum == 100 && minimum == 100) {
            throw EcsFaults.invalid(
                    "Both maximumPercent and minimumHealthyPercent cannot be 100 as this will block" + " deployments.");
        }
        DeploymentCircuitBreaker breaker = one.deploymentCircuitBreaker();
        return one.toBuilder()
                .maximumPercent(maximum)
                .minimumHealthyPercent(minimum)
                .strategy(DeploymentStrategy.ROLLING)
                .bakeTimeInMinutes(0)
                .deploymentCircuitBreaker(DeploymentCircuitBreaker.builder()
                        .enable(breaker != null && Boolean.TRUE.equals(breaker.enable()))
                        .rollback(breaker != null && Boolean.TRUE.equals(breaker.rollback()))
                        .build())
                .build();
    }

    static NetworkConfiguration network(@Nullable NetworkConfiguration given) {
        AwsVpcConfiguration vpc = given == null ? null : given.awsvpcConfiguration();
        if (given == null || vpc == null) {
            throw EcsFaults.invalid("Network Configuration must be provided when networkMode 'awsvpc' is specified.");
        }
        if (vpc.subnets().isEmpty()) {
            throw EcsFaults.invalid("subnets can not be empty.");
        }
        if (vpc.subnets().size() > 16) {
            throw EcsFaults.invalid("subnets can have at most 16 items.");
        }
        if (vpc.securityGroups().size() > 5) {
            throw EcsFaults.invalid("securityGroups can have at most 5 items.");
        }
        return given;
    }

    void requireLoadBalancers(
            String operation,
            Scope scope,
            List<LoadBalancer> balancers,
            TaskDefinition definition,
            @Nullable Integer grace) {
        if (balancers.isEmpty() && grace != null && grace > 0) {
            throw EcsFaults.invalid(
                    "Health check grace period is only valid for services configured to use load balancers");
        }
        for (LoadBalancer balancer : balancers) {
            Supported.only(operation, balancer, "targetGroupArn", "containerName", "containerPort");
            String group = EcsFaults.required(balancer.targetGroupArn(), "targetGroupArn");
            String container = EcsFaults.required(balancer.containerName(), "containerName");
            if (definition.containerDefinitions().stream()
                    .noneMatch(one -> one.name().equals(container))) {
                throw EcsFaults.invalid("The container " + container + " does not exist in the task definition.");
            }
            boolean mapped = definition.containerDefinitions().stream()
                    .filter(one -> one.name().equals(container))
                    .flatMap(one -> one.portMappings().stream())
                    .anyMatch(mapping -> mapping.containerPort().equals(balancer.containerPort()));
            if (!mapped) {
                throw EcsFaults.invalid("The container " + container + " did not have a container port "
                        + balancer.containerPort() + " defined.");
            }
            targets.requireUsable(scope, group);
        }
    }

    /** Zones are names here, so there is nothing to rebalance between. */
    static AvailabilityZoneRebalancing rebalancing(@Nullable AvailabilityZoneRebalancing given) {
        return given == null ? AvailabilityZoneRebalancing.ENABLED : given;
    }
}
