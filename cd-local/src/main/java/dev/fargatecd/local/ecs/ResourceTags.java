package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.ecs.model.Tag;

/** The tags of clusters, services, task definitions and tasks, by ARN. */
final class ResourceTags {
    private final EcsTables tables;

    ResourceTags(EcsTables tables) {
        this.tables = tables;
    }

    List<Tag> list(String arn) {
        return change(arn, tags -> tags);
    }

    void add(String arn, List<Tag> added) {
        change(arn, tags -> {
            Map<String, Tag> all = new LinkedHashMap<>();
            tags.forEach(tag -> all.put(tag.key(), tag));
            added.forEach(tag -> all.put(tag.key(), tag));
            return List.copyOf(all.values());
        });
    }

    void remove(String arn, List<String> keys) {
        change(
                arn,
                tags -> tags.stream().filter(tag -> !keys.contains(tag.key())).toList());
    }

    /** Changes the tags of whatever the ARN names, and answers the new ones. */
    private List<Tag> change(String arn, UnaryOperator<List<Tag>> change) {
        Scope scope = Caller.current().scope();
        String resource =
                arn.substring(arn.lastIndexOf(':', arn.indexOf('/') < 0 ? arn.length() : arn.indexOf('/')) + 1);
        String kind = resource.substring(0, Math.max(0, resource.indexOf('/')));
        Key key = new Key(scope, resource.substring(resource.indexOf('/') + 1));
        Optional<List<Tag>> after = switch (kind) {
            case "cluster" ->
                tables.clusters()
                        .update(
                                key,
                                old -> old.toBuilder()
                                        .tags(change.apply(old.tags()))
                                        .build())
                        .map(cluster -> cluster.tags());
            case "service" ->
                tables.services()
                        .update(
                                key,
                                old -> old.withSettings(old.settings().toBuilder()
                                        .tags(change.apply(old.settings().tags()))
                                        .build()))
                        .map(service -> service.settings().tags());
            case "task-definition" ->
                tables.taskDefinitions()
                        .update(key, old -> old.withTags(change.apply(old.tags())))
                        .map(TaskDefinitions.Registered::tags);
            case "task" ->
                tables.tasks()
                        .update(
                                new Key(scope, TaskState.idOf(arn)),
                                old -> old.with(task -> task.toBuilder()
                                        .tags(change.apply(task.tags()))
                                        .build()))
                        .map(task -> task.task().tags());
            default -> Optional.empty();
        };
        return after.orElseThrow(() -> EcsFaults.invalid("The specified resource is not found: " + arn));
    }
}
