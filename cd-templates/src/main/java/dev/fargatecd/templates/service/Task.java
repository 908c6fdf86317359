package dev.fargatecd.templates.service;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.ListBuilder;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Service;
import dev.fargatecd.templates.contract.PipelineExport;
import dev.fargatecd.templates.contract.ServiceParameter;
import dev.fargatecd.templates.policy.Role;
import dev.fargatecd.templates.policy.Statement;
import dev.fargatecd.templates.policy.TaskPermissions;
import java.util.List;

/** The task definition, the role that starts its tasks and the role that its program has. */
record Task(Delivery delivery, Service service) {
    static final String ID = "TaskDefinition";

    private static final String EXECUTION_ROLE = "ExecutionRole";
    private static final String TASK_ROLE = "TaskRole";

    void addTo(MapBuilder resources) {
        resources
                .comment("For ECS, to start a task.")
                .put(
                        EXECUTION_ROLE,
                        role(TaskPermissions.of(
                                PipelineExport.REPOSITORY_ARN.importedInto(delivery),
                                Fn.getAtt(ServiceTemplate.LOG_GROUP, "Arn"),
                                service.variables())))
                .comment(
                        "For the program itself, which may do nothing at AWS yet. Whatever is added here, the boundary must allow too.")
                .put(TASK_ROLE, role(List.of()))
                .put(ID, definition());
    }

    private Fragment role(List<Statement> statements) {
        return Role.of("ecs-tasks.amazonaws.com")
                .onlyWhere("StringEquals", "aws:SourceAccount", Fn.ref("AWS::AccountId"))
                .within(
                        TaskPermissions.rolePath(delivery.application()),
                        PipelineExport.PERMISSIONS_BOUNDARY.importedInto(delivery))
                .and(statements);
    }

    private MapBuilder definition() {
        return Yaml.map()
                .put("Type", "AWS::ECS::TaskDefinition")
                .put(
                        "Properties",
                        Yaml.map()
                                .put("Family", Fn.sub(delivery.application() + "-${EnvironmentName}"))
                                .put("RequiresCompatibilities", Yaml.list("FARGATE"))
                                .put("NetworkMode", "awsvpc")
                                .put(
                                        "RuntimePlatform",
                                        Yaml.map()
                                                .put("CpuArchitecture", "X86_64")
                                                .put("OperatingSystemFamily", "LINUX"))
                                .put("Cpu", Integer.toString(service.size().cpu()))
                                .put("Memory", Integer.toString(service.size().memory()))
                                .put("ExecutionRoleArn", Fn.getAtt(EXECUTION_ROLE, "Arn"))
                                .put("TaskRoleArn", Fn.getAtt(TASK_ROLE, "Arn"))
                                .put("ContainerDefinitions", Yaml.list(List.of(container())))
                                .put("Tags", Yaml.list(List.of(tag("fargate-cd:commit", ServiceParameter.TAG.ref())))));
    }

    private MapBuilder container() {
        MapBuilder container = Yaml.map()
                .put("Name", delivery.application().value())
                .put("Image", Fn.sub("${RepositoryUri}:${Tag}"))
                .put("Essential", true)
                .put(
                        "PortMappings",
                        Yaml.list(List.of(Yaml.map()
                                .put("ContainerPort", service.endpoint().port().value())
                                .put("Protocol", "tcp"))))
                .put("Environment", environment());
        if (!service.variables().secret().isEmpty()) {
            container.put("Secrets", secrets());
        }
        return container.put(
                "LogConfiguration",
                Yaml.map()
                        .put("LogDriver", "awslogs")
                        .put(
                                "Options",
                                Yaml.map()
                                        .put("awslogs-group", Fn.ref(ServiceTemplate.LOG_GROUP))
                                        .put("awslogs-region", Fn.ref("AWS::Region"))
                                        .put(
                                                "awslogs-stream-prefix",
                                                delivery.application().value())));
    }

    private ListBuilder environment() {
        ListBuilder environment = Yaml.list()
                .add(variable("PORT", Yaml.text(service.endpoint().port().toString())))
                .add(variable("BASE_PATH", Yaml.text(service.endpoint().path().value())))
                .add(variable(
                        "APPLICATION_NAME", Yaml.text(delivery.application().value())))
                .add(variable("APPLICATION_VERSION", ServiceParameter.TAG.ref()))
                .add(variable("ENVIRONMENT_NAME", ServiceParameter.ENVIRONMENT_NAME.ref()));
        service.variables().plain().forEach((name, value) -> environment.add(variable(name.value(), Yaml.text(value))));
        return environment;
    }

    private ListBuilder secrets() {
        ListBuilder secrets = Yaml.list();
        service.variables()
                .secret()
                .forEach((name, arn) ->
                        secrets.add(Yaml.map().put("Name", name.value()).put("ValueFrom", arn.value())));
        return secrets;
    }

    private static MapBuilder variable(String name, Node value) {
        return Yaml.map().put("Name", name).put("Value", value);
    }

    private static MapBuilder tag(String key, Node value) {
        return Yaml.map().put("Key", key).put("Value", value);
    }
}
