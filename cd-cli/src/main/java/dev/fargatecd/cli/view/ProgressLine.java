package dev.fargatecd.cli.view;

import dev.fargatecd.aws.ActionStatus;
import dev.fargatecd.aws.ProgressEvent;
import dev.fargatecd.cli.view.Theme.Mood;
import java.util.Locale;
import java.util.Optional;

/**
 * A progress event in words.
 *
 * @param subject what it is about: lines of one subject replace each other in a live view
 */
record ProgressLine(String subject, Mood mood, String text) {
    static ProgressLine of(ProgressEvent event) {
        if (event instanceof ProgressEvent.Note note) {
            return new ProgressLine(note.sentence(), Mood.PLAIN, note.sentence());
        }
        if (event instanceof ProgressEvent.Resource resource) {
            return of(resource);
        }
        return of((ProgressEvent.Action) event);
    }

    private static ProgressLine of(ProgressEvent.Resource resource) {
        String status = readable(resource.status());
        Mood mood = resource.isFailure() || resource.status().contains("ROLLBACK")
                ? Mood.BAD
                : resource.status().endsWith("_COMPLETE") ? Mood.GOOD : Mood.BUSY;
        Optional<String> reason = resource.reason().filter(text -> mood == Mood.BAD);
        String name = resource.isStack() ? resource.stack() : resource.stack() + " / " + resource.logicalId();
        return new ProgressLine(
                name,
                mood,
                name + "  " + status + reason.map(text -> ": " + text).orElse(""));
    }

    private static ProgressLine of(ProgressEvent.Action action) {
        Mood mood = switch (action.status()) {
            case SUCCEEDED -> Mood.GOOD;
            case FAILED, ABANDONED -> Mood.BAD;
            case IN_PROGRESS -> Mood.BUSY;
            case AWAITING_APPROVAL, WAITING -> Mood.WAITING;
        };
        String name = action.stage() + " / " + action.action();
        String message = action.message()
                .filter(text -> action.status() == ActionStatus.FAILED)
                .map(text -> ": " + text)
                .orElse("");
        return new ProgressLine(
                name, mood, name + "  " + readable(action.status().name()) + message);
    }

    private static String readable(String status) {
        return status.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
