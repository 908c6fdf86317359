package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A role that is given to a service of AWS.
 *
 * @param role the resource, of the same template
 * @param given where it is given
 * @param service who assumes it: {@code ecs-tasks.amazonaws.com}
 */
record RoleUse(Resource role, Value given, String service) {
    static final String TASKS = "ecs-tasks.amazonaws.com";
    static final String CLOUDFORMATION = "cloudformation.amazonaws.com";

    /** The uses of the template's roles. */
    static List<RoleUse> of(CheckedTemplate template) {
        List<RoleUse> uses = new ArrayList<>();
        for (Resource resource : template.template().resources().values()) {
            Value properties = Value.of(resource);
            switch (resource.type()) {
                case "AWS::ECS::TaskDefinition" -> {
                    add(template, properties.member("ExecutionRoleArn"), TASKS, uses);
                    add(template, properties.member("TaskRoleArn"), TASKS, uses);
                }
                case "AWS::CodeBuild::Project" ->
                    add(template, properties.member("ServiceRole"), "codebuild.amazonaws.com", uses);
                case "AWS::Lambda::Function" -> add(template, properties.member("Role"), "lambda.amazonaws.com", uses);
                case "AWS::CodePipeline::Pipeline" -> {
                    add(template, properties.member("RoleArn"), "codepipeline.amazonaws.com", uses);
                    for (Value role : deployRoles(resource)) {
                        add(template, role, CLOUDFORMATION, uses);
                    }
                }
                case "AWS::Events::Rule" ->
                    properties
                            .member("Targets")
                            .items()
                            .forEach(target -> add(template, target.member("RoleArn"), "events.amazonaws.com", uses));
                default -> {} // of other types nothing is known here
            }
        }
        return List.copyOf(uses);
    }

    /** The roles that a pipeline's actions give to CloudFormation. */
    static List<Value> deployRoles(Resource pipeline) {
        return Value.of(pipeline).member("Stages").items().stream()
                .flatMap(stage -> stage.member("Actions").items().stream())
                .filter(action -> action.member("ActionTypeId")
                        .member("Provider")
                        .literal()
                        .filter("CloudFormation"::equals)
                        .isPresent())
                .map(action -> action.member("Configuration").member("RoleArn"))
                .filter(Value::isPresent)
                .toList();
    }

    private static void add(CheckedTemplate template, Value given, String service, List<RoleUse> uses) {
        Optional<Resource> role = template.resource(given, Policies.ROLE);
        role.ifPresent(found -> uses.add(new RoleUse(found, given, service)));
    }
}
