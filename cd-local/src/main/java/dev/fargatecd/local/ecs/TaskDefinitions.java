package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DeregisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.DescribeTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsRequest;
import software.amazon.awssdk.services.ecs.model.ListTaskDefinitionsResponse;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionRequest;
import software.amazon.awssdk.services.ecs.model.RegisterTaskDefinitionResponse;
import software.amazon.awssdk.services.ecs.model.SortOrder;
import software.amazon.awssdk.services.ecs.model.Tag;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionField;
import software.amazon.awssdk.services.ecs.model.TaskDefinitionStatus;

/** The operations on task definitions. */
final class TaskDefinitions {
    private static final int PAGE = 100;
    private static final Comparator<TaskDefinition> ORDER =
            Comparator.comparing(TaskDefinition::family).thenComparing(TaskDefinition::revision);

    /** A revision as it is kept. */
    record Registered(TaskDefinition definition, List<Tag> tags) {
        Registered {
            tags = List.copyOf(tags);
        }

        Registered withTags(List<Tag> changed) {
            return new Registered(definition, changed);
        }
    }

    private final CloudContext cloud;
    private final EcsTables tables;

    TaskDefinitions(CloudContext cloud, EcsTables tables) {
        this.cloud = cloud;
        this.tables = tables;
    }

    RegisterTaskDefinitionResponse register(RegisterTaskDefinitionRequest request) {
        TaskDefinitionRules.require(request, cloud.endpoint().get().getAuthority());
        Caller caller = Caller.current();
        Scope scope = caller.scope();
        int revision = nextRevision(new Key(scope, request.family()));
        TaskDefinition definition = TaskDefinition.builder()
                .taskDefinitionArn(scope.arn("ecs", "task-definition/" + request.family() + ":" + revision))
                .family(request.family())
                .revision(revision)
                .containerDefinitions(ContainerDefaults.completed(request.containerDefinitions()))
                .taskRoleArn(request.taskRoleArn())
                .executionRoleArn(request.executionRoleArn())
                .networkMode(request.networkMode())
                .status(TaskDefinitionStatus.ACTIVE)
                .volumes(List.of())
                .placementConstraints(List.of())
                .compatibilities(Compatibility.EC2, Compatibility.FARGATE)
                .requiresCompatibilities(request.requiresCompatibilities())
                .runtimePlatform(request.runtimePlatform())
                .ephemeralStorage(request.ephemeralStorage())
                .cpu(Integer.toString(FargateSizes.cpu(request.cpu())))
                .memory(Integer.toString(FargateSizes.memory(request.memory())))
                .registeredAt(cloud.clock().instant())
                .registeredBy(caller.principal().arn())
                .build();
        tables.taskDefinitions()
                .put(new Key(scope, request.family() + ":" + revision), new Registered(definition, request.tags()));
        return RegisterTaskDefinitionResponse.builder()
                .taskDefinition(definition)
                .tags(request.tags())
                .build();
    }

    private int nextRevision(Key family) {
        if (tables.families().putIfAbsent(family, 1)) {
            return 1;
        }
        return tables.families().update(family, latest -> latest + 1).orElseThrow();
    }

    DeregisterTaskDefinitionResponse deregister(DeregisterTaskDefinitionRequest request) {
        String id = EcsFaults.required(request.taskDefinition(), "TaskDefinition identifier");
        if (!Clusters.nameOf(id).contains(":")) {
            throw EcsFaults.client("Task definition revision must be specified: " + id);
        }
        Registered found =
                find(id).orElseThrow(() -> EcsFaults.client("The specified task definition does not exist."));
        TaskDefinition gone = found.definition().toBuilder()
                .status(TaskDefinitionStatus.INACTIVE)
                .deregisteredAt(cloud.clock().instant())
                .build();
        tables.taskDefinitions()
                .put(
                        new Key(Caller.current().scope(), gone.family() + ":" + gone.revision()),
                        new Registered(gone, found.tags()));
        return DeregisterTaskDefinitionResponse.builder().taskDefinition(gone).build();
    }

    DescribeTaskDefinitionResponse describe(DescribeTaskDefinitionRequest request) {
        Registered found = find(EcsFaults.required(request.taskDefinition(), "TaskDefinition identifier"))
                .orElseThrow(() -> EcsFaults.client("Unable to describe task definition."));
        return DescribeTaskDefinitionResponse.builder()
                .taskDefinition(found.definition())
                .tags(request.include().contains(TaskDefinitionField.TAGS) ? found.tags() : List.of())
                .build();
    }

    ListTaskDefinitionsResponse list(ListTaskDefinitionsRequest request) {
        TaskDefinitionStatus status = request.status() == null ? TaskDefinitionStatus.ACTIVE : request.status();
        Comparator<TaskDefinition> order = request.sort() == SortOrder.DESC ? ORDER.reversed() : ORDER;
        List<String> arns = tables.taskDefinitions().list(Caller.current().scope()).stream()
                .map(Registered::definition)
                .filter(definition -> definition.status() == status)
                .filter(definition ->
                        request.familyPrefix() == null || definition.family().equals(request.familyPrefix()))
                .sorted(order)
                .map(TaskDefinition::taskDefinitionArn)
                .toList();
        Page<String> page = Pages.of(arns, request.nextToken(), request.maxResults(), PAGE);
        return ListTaskDefinitionsResponse.builder()
                .taskDefinitionArns(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** The active revision that a service or task may start with, or AWS's error. */
    TaskDefinition startable(@Nullable String id) {
        TaskDefinition definition = find(EcsFaults.required(id, "TaskDefinition"))
                .orElseThrow(() -> EcsFaults.client("TaskDefinition not found."))
                .definition();
        if (definition.status() != TaskDefinitionStatus.ACTIVE) {
            throw EcsFaults.client("TaskDefinition is inactive");
        }
        return definition;
    }

    /** The revision of an ARN, active or not; a deployment goes on with one that was deregistered. */
    Registered revision(Scope scope, String arn) {
        return tables.taskDefinitions()
                .get(new Key(scope, Clusters.nameOf(arn)))
                .orElseThrow(() -> new IllegalStateException("no task definition " + arn));
    }

    /** A revision by {@code family:revision} or ARN, or a family's latest active one. */
    private Optional<Registered> find(String id) {
        Scope scope = Caller.current().scope();
        String name = Clusters.nameOf(id);
        if (name.contains(":")) {
            return tables.taskDefinitions().get(new Key(scope, name));
        }
        return tables.taskDefinitions().list(scope).stream()
                .filter(registered -> registered.definition().family().equals(name))
                .filter(registered -> registered.definition().status() == TaskDefinitionStatus.ACTIVE)
                .max(Comparator.comparing(registered -> registered.definition().revision()));
    }
}
