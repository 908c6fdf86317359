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
 * @param detail whether something greater tells of it too, as a stack does of its resources
 */
record ProgressLine(String subject, Mood mood, String text, boolean detail) {
    static ProgressLine of(ProgressEvent event) {
        if (event instanceof ProgressEvent.Note note) {
            return new ProgressLine(note.sentence(), Mood.PLAIN, note.sentence(), false);
        }
        if (event instanceof ProgressEvent.Resource resource) {
            return of(resource);
        }
        return of((ProgressEvent.Action) event);
    }

    private static ProgressLine of(ProgressEvent.Resource resource) {
        String status = readable(resource.status());
        Mood mood = mood(resource);
        Optional<String> reason = resource.reason().filter(text -> mood == Mood.BAD);
        String name = resource.isStack() ? resource.stack() : resource.stack() + " / " + resource.logicalId();
        return new ProgressLine(
                name,
                mood,
                name + "  " + status + reason.map(text -> ": " + text).orElse(""),
                !resource.isStack() || resource.status().equals("REVIEW_IN_PROGRESS"));
    }

    private static Mood mood(ProgressEvent.Resource resource) {
        String status = resource.status();
        if (resource.isFailure() || (resource.isStack() && status.contains("ROLLBACK"))) {
            return Mood.BAD;
        }
        if (status.endsWith("_SKIPPED")) {
            return Mood.PLAIN; // left as it is, because its deletion policy says so
        }
        return status.endsWith("_COMPLETE") ? Mood.GOOD : Mood.BUSY;
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
                name, mood, name + "  " + readable(action.status().name()) + message, false);
    }

    private static String readable(String status) {
        return status.toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
