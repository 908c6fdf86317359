package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.Optional;

/** The task definition behind a service, and what its containers say. */
final class Containers {
    static final String SERVICE = "AWS::ECS::Service";
    static final String TASK_DEFINITION = "AWS::ECS::TaskDefinition";

    private Containers() {}

    /** The task definition of the service; empty where it is of another stack. */
    static Optional<Resource> taskDefinition(CheckedTemplate template, Resource service) {
        return template.resource(Value.of(service).member("TaskDefinition"), TASK_DEFINITION);
    }

    static List<Value> of(Resource taskDefinition) {
        return Value.of(taskDefinition).member("ContainerDefinitions").items();
    }

    /** Whether the task definition is for Fargate. */
    static boolean isForFargate(Resource taskDefinition) {
        return Value.of(taskDefinition).member("RequiresCompatibilities").items().stream()
                .anyMatch(value -> value.literal().filter("FARGATE"::equals).isPresent());
    }

    /** Whether each task has a network interface of its own. */
    static boolean isAwsvpc(Resource taskDefinition) {
        return Value.of(taskDefinition)
                .member("NetworkMode")
                .literal()
                .filter("awsvpc"::equals)
                .isPresent();
    }
}
