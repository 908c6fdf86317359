package dev.fargatecd.local.codepipeline.action;

import dev.fargatecd.local.codepipeline.execution.ActionProvider;
import dev.fargatecd.local.codepipeline.execution.Providers;
import dev.fargatecd.local.codepipeline.structure.ActionKind;
import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;

/** The providers of the local cloud's kinds of action. */
public final class LocalProviders implements Providers {
    private final ActionProvider source;
    private final ActionProvider build;
    private final ActionProvider deploy;
    private final ActionProvider approval;

    public LocalProviders(CloudContext cloud) {
        Artifacts artifacts =
                new Artifacts(cloud.clients(), cloud.ids(), cloud.folder().resolve("codepipeline"));
        source = new CodeCommitSource(cloud.clients(), artifacts);
        build = new CodeBuildAction(cloud, artifacts);
        deploy = new CloudFormationDeploy(cloud, artifacts);
        approval = new ManualApproval(cloud);
    }

    @Override
    public ActionProvider of(ActionTypeId type) {
        return switch (ActionKind.of(type).orElseThrow(() -> new IllegalArgumentException("no provider for " + type))) {
            case CODE_COMMIT -> source;
            case BUILD, TEST -> build;
            case CLOUD_FORMATION -> deploy;
            case APPROVAL -> approval;
        };
    }
}
