package dev.fargatecd.local.codebuild;

import java.util.EnumSet;
import java.util.Set;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/** What has become of a build, or of one of its phases. */
enum BuildStatus {
    IN_PROGRESS(StatusType.IN_PROGRESS),
    SUCCEEDED(StatusType.SUCCEEDED),
    FAILED(StatusType.FAILED),
    /** The cloud itself failed, not the build. */
    FAULT(StatusType.FAULT),
    TIMED_OUT(StatusType.TIMED_OUT),
    STOPPED(StatusType.STOPPED);

    private final StatusType type;

    BuildStatus(StatusType type) {
        this.type = type;
    }

    StatusType type() {
        return type;
    }

    static BuildStatus of(StatusType type) {
        for (BuildStatus status : values()) {
            if (status.type == type) {
                return status;
            }
        }
        throw new IllegalArgumentException("a build is never " + type);
    }

    boolean isTerminal() {
        return successors().isEmpty();
    }

    Set<BuildStatus> successors() {
        return switch (this) {
            case IN_PROGRESS -> EnumSet.complementOf(EnumSet.of(IN_PROGRESS));
            case SUCCEEDED, FAILED, FAULT, TIMED_OUT, STOPPED -> Set.of();
        };
    }
}
