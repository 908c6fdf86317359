package dev.fargatecd.local.events;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.services.eventbridge.model.EventBridgeException;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;
import software.amazon.awssdk.services.eventbridge.model.LimitExceededException;
import software.amazon.awssdk.services.eventbridge.model.ResourceNotFoundException;

/** The errors that EventBridge answers. */
final class EventsFaults {
    private EventsFaults() {}

    static RuntimeException validation(String message) {
        return Faults.of(EventBridgeException.builder(), 400, "ValidationException", message);
    }

    static RuntimeException notFound(String message) {
        return Faults.of(ResourceNotFoundException.builder(), 400, "ResourceNotFoundException", message);
    }

    static RuntimeException invalidPattern(String reason) {
        return Faults.of(
                InvalidEventPatternException.builder(),
                400,
                "InvalidEventPatternException",
                "Event pattern is not valid. Reason: " + reason);
    }

    static RuntimeException limit(String message) {
        return Faults.of(LimitExceededException.builder(), 400, "LimitExceededException", message);
    }
}
