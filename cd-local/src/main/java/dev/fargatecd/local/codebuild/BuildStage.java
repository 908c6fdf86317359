package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.codebuild.buildspec.Buildspec.OnFailure;
import dev.fargatecd.local.codebuild.buildspec.Buildspec.PhaseName;
import java.util.Optional;
import software.amazon.awssdk.services.codebuild.model.BuildPhaseType;

/** The phases of a build in their order, and which comes after which: AWS's page "Build phase transitions". */
enum BuildStage {
    SUBMITTED(BuildPhaseType.SUBMITTED),
    QUEUED(BuildPhaseType.QUEUED),
    PROVISIONING(BuildPhaseType.PROVISIONING),
    DOWNLOAD_SOURCE(BuildPhaseType.DOWNLOAD_SOURCE),
    INSTALL(BuildPhaseType.INSTALL),
    PRE_BUILD(BuildPhaseType.PRE_BUILD),
    BUILD(BuildPhaseType.BUILD),
    POST_BUILD(BuildPhaseType.POST_BUILD),
    UPLOAD_ARTIFACTS(BuildPhaseType.UPLOAD_ARTIFACTS),
    FINALIZING(BuildPhaseType.FINALIZING),
    COMPLETED(BuildPhaseType.COMPLETED);

    private final BuildPhaseType type;

    BuildStage(BuildPhaseType type) {
        this.type = type;
    }

    BuildPhaseType type() {
        return type;
    }

    /** The phase of the buildspec that this one runs, or empty where it runs none. */
    Optional<PhaseName> commands() {
        return switch (this) {
            case INSTALL -> Optional.of(PhaseName.INSTALL);
            case PRE_BUILD -> Optional.of(PhaseName.PRE_BUILD);
            case BUILD -> Optional.of(PhaseName.BUILD);
            case POST_BUILD -> Optional.of(PhaseName.POST_BUILD);
            case SUBMITTED, QUEUED, PROVISIONING, DOWNLOAD_SOURCE, UPLOAD_ARTIFACTS, FINALIZING, COMPLETED ->
                Optional.empty();
        };
    }

    /**
     * What comes after this phase.
     *
     * @param onFailure what the buildspec says of this phase
     * @throws IllegalStateException after the last
     */
    BuildStage next(boolean succeeded, OnFailure onFailure) {
        return switch (this) {
            case SUBMITTED -> succeeded ? QUEUED : COMPLETED;
            case QUEUED -> succeeded ? PROVISIONING : COMPLETED;
            case PROVISIONING -> succeeded ? DOWNLOAD_SOURCE : COMPLETED;
            case DOWNLOAD_SOURCE -> succeeded ? INSTALL : FINALIZING;
            case INSTALL -> succeeded || onFailure == OnFailure.CONTINUE ? PRE_BUILD : FINALIZING;
            case PRE_BUILD -> succeeded || onFailure == OnFailure.CONTINUE ? BUILD : FINALIZING;
            case BUILD -> succeeded || onFailure != OnFailure.ABORT ? POST_BUILD : FINALIZING;
            case POST_BUILD -> succeeded || onFailure != OnFailure.ABORT ? UPLOAD_ARTIFACTS : FINALIZING;
            case UPLOAD_ARTIFACTS -> FINALIZING;
            case FINALIZING -> COMPLETED;
            case COMPLETED -> throw new IllegalStateException("nothing comes after COMPLETED");
        };
    }
}
