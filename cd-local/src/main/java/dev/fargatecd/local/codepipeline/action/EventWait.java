package dev.fargatecd.local.codepipeline.action;

import dev.fargatecd.local.kernel.Event;
import dev.fargatecd.local.kernel.Journal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;

/** Waits for an event that another service writes when what was asked of it has ended. */
final class EventWait {
    private final Journal journal;
    private final AtomicLong seen;

    private EventWait(Journal journal, long seen) {
        this.journal = journal;
        this.seen = new AtomicLong(seen);
    }

    /** Made before the other service is asked, so that no event is missed however quick it is. */
    static EventWait from(Journal journal) {
        return new EventWait(journal, journal.since(0).size());
    }

    /**
     * The first event of that kind since this was made.
     *
     * @param what what is waited for, for the message
     */
    CompletableFuture<Event> first(String what, Duration bound, Predicate<Event> kind) {
        return journal.until(what, bound, () -> {
            List<Event> since = journal.since(seen.get());
            Optional<Event> found = since.stream().filter(kind).findFirst();
            seen.addAndGet(since.size());
            return found;
        });
    }
}
