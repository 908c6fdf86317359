package dev.fargatecd.local.codepipeline;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.TransitionState;

/**
 * A pipeline.
 *
 * @param disabled the transitions into stages that somebody has disabled, by stage
 */
record StoredPipeline(
        PipelineDeclaration declaration,
        String arn,
        Map<String, String> tags,
        Map<String, TransitionState> disabled,
        Instant created,
        Instant updated) {

    StoredPipeline {
        tags = Map.copyOf(tags);
        disabled = Map.copyOf(disabled);
    }

    /** Disabled transitions stay with the stages that are still there. */
    StoredPipeline with(PipelineDeclaration now, Instant when) {
        Map<String, TransitionState> kept = new HashMap<>(disabled);
        kept.keySet().retainAll(now.stages().stream().map(stage -> stage.name()).toList());
        return new StoredPipeline(now, arn, tags, kept, created, when);
    }

    StoredPipeline withTags(Map<String, String> now) {
        return new StoredPipeline(declaration, arn, now, disabled, created, updated);
    }

    StoredPipeline withDisabled(String stage, TransitionState state) {
        Map<String, TransitionState> all = new HashMap<>(disabled);
        all.put(stage, state);
        return new StoredPipeline(declaration, arn, tags, all, created, updated);
    }

    StoredPipeline withEnabled(String stage) {
        Map<String, TransitionState> all = new HashMap<>(disabled);
        all.remove(stage);
        return new StoredPipeline(declaration, arn, tags, all, created, updated);
    }
}
