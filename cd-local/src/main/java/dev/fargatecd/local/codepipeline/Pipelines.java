package dev.fargatecd.local.codepipeline;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;

/** The pipelines that there are, and all versions of their structures. */
final class Pipelines {
    private final Table<StoredPipeline> pipelines;
    private final Table<PipelineDeclaration> versions;

    Pipelines(Store store) {
        pipelines = store.table("codepipeline.pipelines", StoredPipeline.class);
        versions = store.table("codepipeline.versions", PipelineDeclaration.class);
    }

    Optional<StoredPipeline> find(Scope scope, String name) {
        return pipelines.get(new Key(scope, name));
    }

    StoredPipeline get(Scope scope, String name) {
        return find(scope, name).orElseThrow(() -> PipelineFaults.noPipeline(scope, name));
    }

    /** Keeps a new pipeline, and tells whether the name was free. */
    boolean add(Scope scope, StoredPipeline pipeline) {
        boolean isNew =
                pipelines.putIfAbsent(new Key(scope, pipeline.declaration().name()), pipeline);
        if (isNew) {
            keep(scope, pipeline.declaration());
        }
        return isNew;
    }

    StoredPipeline change(Scope scope, String name, UnaryOperator<StoredPipeline> change) {
        StoredPipeline changed = pipelines
                .update(new Key(scope, name), change)
                .orElseThrow(() -> PipelineFaults.noPipeline(scope, name));
        keep(scope, changed.declaration());
        return changed;
    }

    private void keep(Scope scope, PipelineDeclaration declaration) {
        versions.put(key(scope, declaration.name(), declaration.version()), declaration);
    }

    Optional<PipelineDeclaration> version(Scope scope, String name, int number) {
        return versions.get(key(scope, name, number));
    }

    private static Key key(Scope scope, String name, Integer number) {
        return new Key(scope, name + ":" + number); // no name has a colon
    }

    void remove(Scope scope, String name) {
        pipelines.remove(new Key(scope, name)).ifPresent(gone -> {
            for (int i = 1; i <= gone.declaration().version(); i++) {
                versions.remove(key(scope, name, i));
            }
        });
    }

    List<StoredPipeline> list(Scope scope) {
        return pipelines.list(scope);
    }

    /** The stages that nothing may enter. */
    Set<String> closed(Scope scope, String name) {
        return find(scope, name).map(pipeline -> pipeline.disabled().keySet()).orElse(Set.of());
    }
}
