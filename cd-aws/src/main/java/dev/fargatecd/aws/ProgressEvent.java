package dev.fargatecd.aws;

import java.time.Instant;
import java.util.Optional;

/** Something that whoever waits would like to see. Immutable; views render it as they like. */
public sealed interface ProgressEvent {
    /** When it happened, by the clock of whoever saw it: AWS's where it tells, else ours. */
    Instant time();

    /** A sentence of ours about what is being done. */
    record Note(Instant time, String sentence) implements ProgressEvent {}

    /**
     * A resource of a stack, or the stack itself, came to a status.
     *
     * @param status CloudFormation's ResourceStatus, such as {@code CREATE_COMPLETE}
     */
    record Resource(Instant time, String stack, String logicalId, String type, String status, Optional<String> reason)
            implements ProgressEvent {
        /** Whether this is about the stack as a whole. */
        public boolean isStack() {
            return type.equals("AWS::CloudFormation::Stack") && logicalId.equals(stack);
        }

        /** Whether something went wrong here. */
        public boolean isFailure() {
            return status.endsWith("_FAILED");
        }
    }

    /**
     * An action of a pipeline's execution came to a status.
     *
     * @param message why, or what it is busy with
     */
    record Action(
            Instant time, String execution, String stage, String action, ActionStatus status, Optional<String> message)
            implements ProgressEvent {}
}
