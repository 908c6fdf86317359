package dev.fargatecd.it.suite;

import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the suite made and has to remove: newest first, when it ends or when somebody ends it (Ctrl-C, TERM). Each thing is
 * noted before it is made, so that nothing can be there unknown.
 */
public final class Leftovers implements AutoCloseable {
    /** How one thing is removed; it is called also where the thing was never made. */
    @FunctionalInterface
    public interface Removal {
        void run() throws Exception;
    }

    private record Thing(String name, Removal removal) {}

    private static final Logger log = LoggerFactory.getLogger(Leftovers.class);

    private final Deque<Thing> things = new ArrayDeque<>();
    private final Thread hook = new Thread(this::removeAll, "remove-leftovers");
    private boolean removing;

    Leftovers() {
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /**
     * Notes what is going to be made.
     *
     * @param name for the log: "stack x"
     * @throws IllegalStateException where all is being removed already, so that nothing more may be made
     */
    public void note(String name, Removal removal) {
        synchronized (things) {
            if (removing) {
                throw new IllegalStateException("the suite is being ended: " + name + " is not made");
            }
            things.push(new Thing(name, removal));
        }
    }

    private void removeAll() {
        while (true) {
            Thing thing;
            synchronized (things) {
                removing = true;
                thing = things.poll();
            }
            if (thing == null) {
                return;
            }
            try {
                thing.removal().run();
            } catch (Exception failure) {
                log.info("{} is not removed, or was never made: {}", thing.name(), failure.toString());
            }
        }
    }

    @Override
    public void close() {
        removeAll();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException ending) {
            log.debug("the JVM is ending; its hook has nothing left to do");
        }
    }
}
