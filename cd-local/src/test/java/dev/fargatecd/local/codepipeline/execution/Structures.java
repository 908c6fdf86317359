package dev.fargatecd.local.codepipeline.execution;

import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionOwner;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/** Small pipelines for tests; an action's provider is what the test makes of its name. */
final class Structures {
    private Structures() {}

    static PipelineDeclaration pipeline(ExecutionMode mode, StageDeclaration... stages) {
        return PipelineDeclaration.builder()
                .name("p")
                .version(1)
                .roleArn("arn:aws:iam::000000000000:role/pipeline")
                .artifactStore(store -> store.type(ArtifactStoreType.S3).location("artifacts"))
                .executionMode(mode)
                .pipelineType(PipelineType.V2)
                .stages(stages)
                .build();
    }

    static StageDeclaration stage(String name, ActionDeclaration... actions) {
        return StageDeclaration.builder().name(name).actions(actions).build();
    }

    static ActionDeclaration action(String name, int runOrder) {
        return ActionDeclaration.builder()
                .name(name)
                .runOrder(runOrder)
                .actionTypeId(type -> type.category(ActionCategory.BUILD)
                        .owner(ActionOwner.AWS)
                        .provider(name)
                        .version("1"))
                .build();
    }
}
