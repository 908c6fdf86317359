package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyListenerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.MutualAuthenticationAttributes;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveListenerCertificatesResponse;

/** Listeners over HTTP and HTTPS, each with its default action. */
final class Listeners {
    private final CloudContext cloud;
    private final ElbTables tables;
    private final Traffic traffic;
    private final Actions actions;
    private final ListenerCertificates certificates;

    Listeners(
            CloudContext cloud, ElbTables tables, Traffic traffic, Actions actions, ListenerCertificates certificates) {
        this.cloud = cloud;
        this.tables = tables;
        this.traffic = traffic;
        this.actions = actions;
        this.certificates = certificates;
    }

    CreateListenerResponse create(Scope scope, CreateListenerRequest request) {
        String operation = "elasticloadbalancing CreateListener";
        Supported.only(
                operation,
                request,
                "LoadBalancerArn",
                "Protocol",
                "Port",
                "SslPolicy",
                "Certificates",
                "DefaultActions",
                "Tags",
                "MutualAuthentication");
        checkMutual(operation, request.mutualAuthentication());
        String balancerArn = request.loadBalancerArn();
        if (tables.balancers.get(new Key(scope, balancerArn)).isEmpty()) {
            throw ElbFaults.balancerNotFound("Load balancer '" + balancerArn + "' not found");
        }
        if (request.port() == null || request.protocol() == null) {
            throw ElbFaults.validation("A listener port and protocol must be specified");
        }
        checkProtocol(request.protocol(), request.protocolAsString());
        checkPort(scope, balancerArn, null, request.port());
        String name = balancerArn.substring(balancerArn.indexOf("loadbalancer/") + "loadbalancer/".length());
        Listener made = Listener.builder()
                .listenerArn(scope.arn(
                        "elasticloadbalancing",
                        "listener/" + name + "/" + cloud.ids().hex(16)))
                .loadBalancerArn(balancerArn)
                .port(request.port())
                .protocol(request.protocol())
                .sslPolicy(policy(request.protocol(), request.sslPolicy(), null))
                .certificates(certificates.checked(scope, request.protocol(), request.certificates()))
                .defaultActions(actions.checked(operation, scope, balancerArn, request.defaultActions()))
                .build();
        tables.listeners.put(new Key(scope, made.listenerArn()), made);
        tables.tag(scope, made.listenerArn(), request.tags());
        traffic.use(scope);
        traffic.open(scope, made);
        return CreateListenerResponse.builder().listeners(made).build();
    }

    ModifyListenerResponse modify(Scope scope, ModifyListenerRequest request) {
        String operation = "elasticloadbalancing ModifyListener";
        Supported.only(
                operation,
                request,
                "ListenerArn",
                "Port",
                "Protocol",
                "SslPolicy",
                "Certificates",
                "DefaultActions",
                "MutualAuthentication");
        checkMutual(operation, request.mutualAuthentication());
        Listener old = get(scope, request.listenerArn());
        ProtocolEnum protocol = Objects.requireNonNullElse(request.protocol(), old.protocol());
        checkProtocol(protocol, request.protocolAsString());
        int port = Objects.requireNonNullElse(request.port(), old.port());
        checkPort(scope, old.loadBalancerArn(), old, port);
        boolean stays = request.certificates().isEmpty() && protocol == old.protocol();
        Listener changed = old.toBuilder()
                .port(port)
                .protocol(protocol)
                .sslPolicy(policy(protocol, request.sslPolicy(), old.sslPolicy()))
                .certificates(
                        stays ? old.certificates() : certificates.checked(scope, protocol, request.certificates()))
                .defaultActions(
                        request.defaultActions().isEmpty()
                                ? old.defaultActions()
                                : actions.checked(operation, scope, old.loadBalancerArn(), request.defaultActions()))
                .build();
        tables.listeners.put(new Key(scope, changed.listenerArn()), changed);
        traffic.use(scope);
        if (protocol == old.protocol()) {
            traffic.refreshAll(scope, changed.loadBalancerArn());
        } else {
            traffic.close(old);
            certificates.forget(scope, old);
            traffic.open(scope, changed);
        }
        return ModifyListenerResponse.builder().listeners(changed).build();
    }

    DeleteListenerResponse delete(Scope scope, DeleteListenerRequest request) {
        remove(scope, get(scope, request.listenerArn()));
        traffic.use(scope);
        return DeleteListenerResponse.builder().build();
    }

    /** Removes the listener with its rules. */
    void remove(Scope scope, Listener listener) {
        traffic.close(listener);
        tables.rulesOf(scope, listener.listenerArn()).forEach(rule -> {
            tables.rules.remove(new Key(scope, rule.ruleArn()));
            tables.forgetTags(scope, rule.ruleArn());
        });
        tables.listeners.remove(new Key(scope, listener.listenerArn()));
        certificates.forget(scope, listener);
        traffic.refreshAll(scope, listener.loadBalancerArn());
        tables.forgetTags(scope, listener.listenerArn());
    }

    DescribeListenersResponse describe(Scope scope, DescribeListenersRequest request) {
        List<Listener> found;
        if (!request.listenerArns().isEmpty()) {
            found = request.listenerArns().stream().map(arn -> get(scope, arn)).toList();
        } else if (request.loadBalancerArn() != null) {
            if (tables.balancers.get(new Key(scope, request.loadBalancerArn())).isEmpty()) {
                throw ElbFaults.balancerNotFound("Load balancer '" + request.loadBalancerArn() + "' not found");
            }
            found = tables.listenersOf(scope, request.loadBalancerArn());
        } else {
            throw ElbFaults.validation("You must specify either listener ARNs or a load balancer ARN");
        }
        Page<Listener> page = Pages.of(found, Listener::listenerArn, request.marker(), request.pageSize());
        return DescribeListenersResponse.builder()
                .listeners(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    AddListenerCertificatesResponse add(Scope scope, AddListenerCertificatesRequest request) {
        Listener listener = get(scope, request.listenerArn());
        List<Certificate> added = certificates.add(scope, listener, request.certificates());
        traffic.refresh(scope, listener);
        return AddListenerCertificatesResponse.builder().certificates(added).build();
    }

    RemoveListenerCertificatesResponse remove(Scope scope, RemoveListenerCertificatesRequest request) {
        Listener listener = get(scope, request.listenerArn());
        certificates.remove(scope, listener, request.certificates());
        traffic.refresh(scope, listener);
        return RemoveListenerCertificatesResponse.builder().build();
    }

    DescribeListenerCertificatesResponse describe(Scope scope, DescribeListenerCertificatesRequest request) {
        return certificates.describe(scope, get(scope, request.listenerArn()), request);
    }

    /** The listener of that ARN, or the error where there is none. */
    Listener get(Scope scope, @Nullable String arn) {
        return tables.listeners
                .get(new Key(scope, Objects.requireNonNullElse(arn, "")))
                .orElseThrow(() -> ElbFaults.listenerNotFound(String.valueOf(arn)));
    }

    private void checkPort(Scope scope, String balancerArn, @Nullable Listener itself, int port) {
        if (port < 1 || port > 65535) {
            throw ElbFaults.validation("Listener port '" + port + "' must be between '1' and '65535' inclusive");
        }
        boolean taken = tables.listenersOf(scope, balancerArn).stream()
                .anyMatch(other -> other.port() == port && !other.equals(itself));
        if (taken) {
            throw ElbFaults.duplicateListener(balancerArn);
        }
    }

    private static void checkProtocol(ProtocolEnum protocol, @Nullable String given) {
        if (protocol != ProtocolEnum.HTTP && protocol != ProtocolEnum.HTTPS) {
            throw ElbFaults.validation("Listener protocol '" + given + "' must be one of 'HTTPS, HTTP'");
        }
    }

    private static void checkMutual(String operation, @Nullable MutualAuthenticationAttributes mutual) {
        if (mutual != null && !Objects.requireNonNullElse(mutual.mode(), "off").equals("off")) {
            throw new UnsupportedOperationException(operation + ": MutualAuthentication mode " + mutual.mode()
                    + " is not supported by the local cloud");
        }
    }

    private static @Nullable String policy(ProtocolEnum protocol, @Nullable String given, @Nullable String before) {
        if (protocol == ProtocolEnum.HTTP) {
            if (given != null) {
                throw ElbFaults.validation("A SSL policy cannot be specified for HTTP listeners");
            }
            return null;
        }
        String policy = Objects.requireNonNullElse(given, Objects.requireNonNullElse(before, SecurityPolicy.DEFAULT));
        if (!SecurityPolicy.exists(policy)) {
            throw ElbFaults.policyNotFound(policy);
        }
        return policy;
    }
}
