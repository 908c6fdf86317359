package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Scope;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/**
 * A listener's rules, ready to be asked; immutable, replaced as a whole when something changes.
 *
 * @param scope the load balancer's
 * @param routes in the order of their priority, the default last
 */
record Routing(Scope scope, List<Route> routes, Options options) {
    Routing {
        routes = List.copyOf(routes);
    }

    /** One rule: when, and what. */
    record Route(Predicate<Incoming> condition, Answer answer) {}

    /**
     * The load balancer's attributes that shape each request.
     *
     * @param idleTimeout how long a target may be silent
     * @param forwardedFor what becomes of X-Forwarded-For
     * @param clientPort whether X-Forwarded-For carries the client's port
     */
    record Options(Duration idleTimeout, ForwardedFor forwardedFor, boolean clientPort) {}

    /** The modes of {@code routing.http.xff_header_processing.mode}. */
    enum ForwardedFor {
        APPEND,
        PRESERVE,
        REMOVE
    }

    /** The answer of the first rule that matches; the default one always does. */
    Answer answer(Incoming request) {
        return routes.stream()
                .filter(route -> route.condition().test(request))
                .map(Route::answer)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("a listener without a default action"));
    }
}
