package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.tls.Identity;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Rule;

/**
 * Carries what is configured over to what serves: which port answers for which listener, by which rules.
 *
 * <p>A load balancer has a port from the start, for that port is in its DNS name; its first listener over HTTP and its
 * first over HTTPS share it. Each further listener gets one of its own, told by the event {@code ELB Listener Opened}.
 */
final class Traffic {
    private final CloudContext cloud;
    private final ElbTables tables;
    private final Frontend frontend;
    private final Targets targets;
    private final ListenerCertificates certificates;
    private final ConcurrentMap<String, ListeningPort> byBalancer = new ConcurrentHashMap<>();
    private final ConcurrentMap<String, Side> byListener = new ConcurrentHashMap<>();

    /** One of the two places that a port has for listeners. */
    private record Side(ListeningPort port, boolean secure) {
        void clear() {
            if (secure) {
                port.secure(null);
            } else {
                port.route(null);
            }
        }
    }

    Traffic(
            CloudContext cloud,
            ElbTables tables,
            Frontend frontend,
            Targets targets,
            ListenerCertificates certificates) {
        this.cloud = cloud;
        this.tables = tables;
        this.frontend = frontend;
        this.targets = targets;
        this.certificates = certificates;
    }

    /** Opens the load balancer's port; answers its DNS name. */
    String open(String balancerArn) {
        ListeningPort port = frontend.open();
        byBalancer.put(balancerArn, port);
        return "127.0.0.1:" + port.number();
    }

    /** Closes the load balancer's port; its listeners are gone already. */
    void close(String balancerArn) {
        ListeningPort port = byBalancer.remove(balancerArn);
        if (port != null) {
            port.close();
        }
    }

    void open(Scope scope, Listener listener) {
        boolean secure = listener.protocol() == ProtocolEnum.HTTPS;
        ListeningPort first = byBalancer.get(listener.loadBalancerArn());
        boolean free = first != null && !byListener.containsValue(new Side(first, secure));
        ListeningPort port = first != null && free ? first : frontend.open();
        byListener.put(listener.listenerArn(), new Side(port, secure));
        refreshAll(scope, listener.loadBalancerArn());
        cloud.journal()
                .append(
                        scope,
                        Targets.SOURCE,
                        "ELB Listener Opened",
                        List.of(listener.loadBalancerArn(), listener.listenerArn()),
                        Map.of("port", listener.port(), "address", "127.0.0.1:" + port.number()));
    }

    void close(Listener listener) {
        Side side = byListener.remove(listener.listenerArn());
        if (side == null) {
            return;
        }
        side.clear();
        if (side.port() != byBalancer.get(listener.loadBalancerArn())) {
            side.port().close();
        }
    }

    /** Has all listeners of a load balancer answer by what is kept now: redirects lead from one to the other. */
    void refreshAll(Scope scope, String balancerArn) {
        tables.listenersOf(scope, balancerArn).forEach(listener -> refresh(scope, listener));
    }

    /** Has the listener answer by the rules and attributes that are kept now. */
    void refresh(Scope scope, Listener listener) {
        Side side = byListener.get(listener.listenerArn());
        if (side == null) {
            return;
        }
        Map<Integer, Integer> doors = doors(scope, listener.loadBalancerArn());
        List<Routing.Route> routes = new ArrayList<>();
        for (Rule rule : tables.rulesOf(scope, listener.listenerArn())) {
            routes.add(new Routing.Route(Conditions.all(rule.conditions()), Actions.answer(rule.actions(), doors)));
        }
        routes.add(new Routing.Route(request -> true, Actions.answer(listener.defaultActions(), doors)));
        Routing routing = new Routing(scope, routes, options(scope, listener.loadBalancerArn()));
        if (side.secure()) {
            side.port().secure(new ListeningPort.Secured(routing, handshake(scope, listener, side.port())));
        } else {
            side.port().route(routing);
        }
    }

    /** The one that is there, where certificates and policy are still those. */
    private Handshake handshake(Scope scope, Listener listener, ListeningPort port) {
        List<Identity> identities = certificates.serving(scope, listener);
        Handshake there = port.handshake();
        return there != null && there.isOf(identities, listener.sslPolicy())
                ? there
                : new Handshake(identities, listener.sslPolicy());
    }

    private Map<Integer, Integer> doors(Scope scope, String balancerArn) {
        Map<Integer, Integer> doors = new HashMap<>();
        for (Listener listener : tables.listenersOf(scope, balancerArn)) {
            Side side = byListener.get(listener.listenerArn());
            if (side != null) {
                doors.put(listener.port(), side.port().number());
            }
        }
        return doors;
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
}
