package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.codebuild.model.Build;

/** The builds that were ever started, and the events of their changes. */
final class Builds {
    private final CloudContext cloud;
    private final Table<StoredBuild> builds;
    private final Table<Long> numbers;

    Builds(CloudContext cloud) {
        this.cloud = cloud;
        builds = cloud.store().table("codebuild.builds", StoredBuild.class);
        numbers = cloud.store().table("codebuild.build-numbers", Long.class);
    }

    /** The next number of a project's builds, from 1. */
    long nextNumber(Scope scope, String project) {
        Key key = new Key(scope, project);
        if (numbers.putIfAbsent(key, 1L)) {
            return 1;
        }
        return numbers.update(key, last -> last + 1).orElseThrow();
    }

    void add(Scope scope, StoredBuild build) {
        builds.put(new Key(scope, build.build().id()), build);
        append(scope, build.build(), BuildEvents.STATE_CHANGE, BuildEvents.stateChange(build.build()));
    }

    /** By its id, {@code project:uuid}, or its ARN. */
    Optional<StoredBuild> find(Scope scope, String idOrArn) {
        String prefix = scope.arn("codebuild", "build/");
        return builds.get(new Key(scope, idOrArn.startsWith(prefix) ? idOrArn.substring(prefix.length()) : idOrArn));
    }

    /** The newest first. */
    List<Build> list(Scope scope) {
        return builds.list(scope).stream()
                .map(StoredBuild::build)
                .sorted(Comparator.comparing(Build::startTime)
                        .thenComparing(Build::buildNumber)
                        .reversed()
                        .thenComparing(Build::id))
                .toList();
    }

    /** Changes a build of which no event tells. */
    StoredBuild change(Scope scope, String id, UnaryOperator<StoredBuild> change) {
        return builds.update(new Key(scope, id), change)
                .orElseThrow(() -> new IllegalStateException("build " + id + " is gone"));
    }

    /** A phase of the build has ended. */
    void changePhase(Scope scope, String id, UnaryOperator<StoredBuild> change) {
        Build changed = change(scope, id, change).build();
        append(scope, changed, BuildEvents.PHASE_CHANGE, BuildEvents.phaseChange(changed));
    }

    /** The build has another status. */
    void changeState(Scope scope, String id, UnaryOperator<StoredBuild> change) {
        Build changed = change(scope, id, change).build();
        append(scope, changed, BuildEvents.STATE_CHANGE, BuildEvents.stateChange(changed));
    }

    private void append(Scope scope, Build build, String type, Map<String, Object> detail) {
        cloud.journal().append(scope, BuildEvents.SOURCE, type, List.of(build.arn()), detail);
    }
}
