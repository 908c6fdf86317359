package dev.fargatecd.templates.service;

import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Service;
import dev.fargatecd.templates.contract.EnvironmentExport;
import java.util.List;

/** The ECS service. */
final class RunningService {
    static final String ID = "Service";

    private RunningService() {}

    static MapBuilder of(Delivery delivery, Service service) {
        return Yaml.map()
                .put("Type", "AWS::ECS::Service")
                .comment("Until the rule is there, the target group belongs to no load balancer, and ECS refuses it.")
                .put("DependsOn", Routing.LISTENER_RULE)
                .put(
                        "Properties",
                        Yaml.map()
                                .put("Cluster", ServiceTemplate.imported(EnvironmentExport.CLUSTER_NAME))
                                .put("TaskDefinition", Fn.ref(Task.ID))
                                .put("LaunchType", "FARGATE")
                                .put("DesiredCount", ServiceTemplate.setting("DesiredCount"))
                                .put("DeploymentConfiguration", deployment())
                                .comment("How long a new task may fail its health check before it is replaced.")
                                .put(
                                        "HealthCheckGracePeriodSeconds",
                                        service.endpoint()
                                                .healthCheck()
                                                .gracePeriod()
                                                .toSeconds())
                                .put(
                                        "LoadBalancers",
                                        Yaml.list(List.of(Yaml.map()
                                                .put(
                                                        "ContainerName",
                                                        delivery.application().value())
                                                .put(
                                                        "ContainerPort",
                                                        service.endpoint()
                                                                .port()
                                                                .value())
                                                .put("TargetGroupArn", Fn.ref(Routing.TARGET_GROUP)))))
                                .put("NetworkConfiguration", Yaml.map().put("AwsvpcConfiguration", network()))
                                .comment("The tasks get the commit as a tag, too.")
                                .put("PropagateTags", "TASK_DEFINITION"));
    }

    private static MapBuilder deployment() {
        return Yaml.map()
                .comment("The old tasks serve until as many new ones do.")
                .put("MinimumHealthyPercent", 100)
                .put("MaximumPercent", 200)
                .comment("Tasks that never become healthy end the deployment, and what served before serves on.")
                .put("DeploymentCircuitBreaker", Yaml.map().put("Enable", true).put("Rollback", true));
    }

    private static MapBuilder network() {
        return Yaml.map()
                .put("AssignPublicIp", ServiceTemplate.setting("AssignPublicIp"))
                .put(
                        "SecurityGroups",
                        Yaml.list(List.of(
                                Fn.getAtt(ServiceTemplate.SECURITY_GROUP, "GroupId"),
                                ServiceTemplate.imported(EnvironmentExport.SERVICE_SECURITY_GROUP_ID))))
                .put("Subnets", Fn.split(",", ServiceTemplate.imported(EnvironmentExport.SUBNET_IDS)));
    }
}
