package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Future;

/**
 * What was signalled to wait condition handles, and until when conditions wait for it.
 *
 * <p>A handle is a URL, and who knows it may signal: it ends in a token that nobody can guess, where AWS's is presigned.
 */
final class WaitSignals {
    static final String PATH = "/_signal/";

    private static final Duration MARGIN = Duration.ofMillis(50);

    /** One signal; a second one with the same id counts for nothing. */
    record Signal(String uniqueId, boolean success, String reason, String data) {}

    /** A handle's signals by their ids, in the order in which they came. */
    private record Handle(Map<String, Signal> signals) {
        Handle with(Signal signal) {
            Map<String, Signal> all = new LinkedHashMap<>(signals);
            all.putIfAbsent(signal.uniqueId(), signal);
            return new Handle(all);
        }
    }

    private record Deadline(Instant at) {}

    private final CloudContext cloud;
    private final Table<Handle> handles;
    private final Table<Deadline> deadlines;

    WaitSignals(CloudContext cloud) {
        this.cloud = cloud;
        handles = cloud.store().table("cloudformation.wait-handles", Handle.class);
        deadlines = cloud.store().table("cloudformation.wait-deadlines", Deadline.class);
    }

    /** Makes a handle; answers its URL. */
    String open(Scope scope) {
        String token = cloud.ids().hex(64);
        handles.put(new Key(scope, token), new Handle(Map.of()));
        return cloud.endpoint().get() + PATH + scope.account() + "/" + scope.region() + "/" + token;
    }

    /** Forgets the handle of that URL. */
    void close(Scope scope, String url) {
        handles.remove(new Key(scope, token(url)));
    }

    /** Keeps a signal; false where there is no such handle. */
    boolean receive(Scope scope, String token, Signal signal) {
        boolean known = handles.update(new Key(scope, token), handle -> handle.with(signal))
                .isPresent();
        if (known) {
            tell(scope, "Wait Condition Signal", signal.uniqueId());
        }
        return known;
    }

    /** The signals of the handle of that URL, or empty where there is no such handle. */
    Optional<List<Signal>> of(Scope scope, String url) {
        return handles.get(new Key(scope, token(url)))
                .map(handle -> List.copyOf(handle.signals().values()));
    }

    /** From now on the condition has that long to wait; when that is over, whoever waits looks again. */
    void expect(Scope scope, String condition, Duration timeout) {
        deadlines.put(
                new Key(scope, condition), new Deadline(cloud.clock().instant().plus(timeout)));
        Future<?> unused = cloud.work().after(timeout.plus(MARGIN), () -> {
            if (deadlines.get(new Key(scope, condition)).isPresent()) {
                tell(scope, "Wait Condition Timeout", condition);
            }
        });
    }

    boolean isOver(Scope scope, String condition) {
        return deadlines
                .get(new Key(scope, condition))
                .filter(deadline -> !cloud.clock().instant().isBefore(deadline.at()))
                .isPresent();
    }

    /** Nobody waits at the condition any more. */
    void forget(Scope scope, String condition) {
        deadlines.remove(new Key(scope, condition));
    }

    private void tell(Scope scope, String type, String what) {
        cloud.journal().append(scope, "local.cloudformation", type, List.of(), Map.of("id", what));
    }

    private static String token(String url) {
        return url.substring(url.lastIndexOf('/') + 1);
    }
}
