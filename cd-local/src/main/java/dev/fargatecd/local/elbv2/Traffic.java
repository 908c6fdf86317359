package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * Carries what is configured over to what serves: which port answers for which listener, by which rules.
 *
 * <p>A load balancer has a port from the start, for that port is in its DNS name; its first listener gets it. Each
 * further listener gets one of its own, told by the event {@code ELB Listener Opened}.
 */
final class Traffic {
    private final CloudContext cloud;
    private final ElbTables tables;
    private final Frontend frontend;
    private final Targets targets;
    private final ConcurrentMap<String, ListeningPort> byBalancer = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, ListeningPort> byListener = new ConcurrentHashMap<>();

    Traffic(CloudContext cloud, ElbTables tables, Frontend frontend, Targets targets) {
        this.cloud = cloud;
        this.tables = tables;
        this.frontend = frontend;
        this.targets = targets;
    }

    /** Opens the load balancer's port; answers its DNS name. */
    String open(String balancerArn) {
        ListeningPort port = frontend.open();
        byBalancer.put(balancerArn, port);
        return "127.0.0.1:" + port.number();
    }

    /** Closes the load balancer's port; its listeners are gone already. */
    void close(String balancerArn) {
        close(byBalancer.remove(balancerArn));
    }

    void open(Scope scope, Listener listener) {
        ListeningPort first = byBalancer.get(listener.loadBalancerArn());
        boolean free = first != null && !byListener.containsValue(first);
        ListeningPort port = first != null && free ? first : frontend.open();
        byListener.put(listener.listenerArn(), port);
        refresh(scope, listener);
        cloud.journal()
                .append(
                        scope,
                        Targets.SOURCE,
                        "ELB Listener Opened",
                        List.of(listener.loadBalancerArn(), listener.listenerArn()),
                        Map.of("port", listener.port(), "address", "127.0.0.1:" + port.number()));
    }

    void close(Listener listener) {
        ListeningPort port = byListener.remove(listener.listenerArn());
        if (port != null && port == byBalancer.get(listener.loadBalancerArn())) {
            port.route(null);
        } else {
            close(port);
        }
    }

    /** Has the listener answer by the rules and attributes that are kept now. */
    void refresh(Scope scope, Listener listener) {
        ListeningPort port = byListener.get(listener.listenerArn());
        if (port == null) {
            return;
        }
        List<Routing.Route> routes = new ArrayList<>();
        for (Rule rule : tables.rulesOf(scope, listener.listenerArn())) {
            routes.add(new Routing.Route(Conditions.all(rule.conditions()), Actions.answer(rule.actions())));
        }
        routes.add(new Routing.Route(request -> true, Actions.answer(listener.defaultActions())));
        port.route(new Routing(scope, routes, options(scope, listener.loadBalancerArn())));
    }

    /** Starts or stops the health checks of groups, by whether a load balancer sends them requests. */
    void use(Scope scope) {
        for (ElbTables.Group group : tables.groups.list(scope)) {
            targets.use(
                    scope, group.arn(), !tables.balancersOf(scope, group.arn()).isEmpty());
        }
    }

    private Routing.Options options(Scope scope, String balancerArn) {
        Map<String, String> set = tables.balancers
                .get(new Key(scope, balancerArn))
                .map(ElbTables.Balancer::attributes)
                .orElse(Map.of());
        return new Routing.Options(
                Duration.ofSeconds(Long.parseLong(Attributes.BALANCER.value(set, "idle_timeout.timeout_seconds"))),
                Routing.ForwardedFor.valueOf(Attributes.BALANCER
                        .value(set, "routing.http.xff_header_processing.mode")
                        .toUpperCase(Locale.ROOT)),
                Boolean.parseBoolean(Attributes.BALANCER.value(set, "routing.http.xff_client_port.enabled")));
    }

    private static void close(@Nullable ListeningPort port) {
        if (port != null) {
            port.close();
        }
    }
}
