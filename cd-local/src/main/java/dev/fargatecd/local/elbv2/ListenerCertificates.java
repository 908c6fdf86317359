package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.tls.Identity;
import dev.fargatecd.local.tls.KeyRing;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeListenerCertificatesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;

/** The certificates of listeners: one that is the default, and others for the names that clients ask for. */
final class ListenerCertificates {
    private static final int MOST = 25;

    private final ElbTables tables;
    private final KeyRing keys;

    ListenerCertificates(ElbTables tables, KeyRing keys) {
        this.tables = tables;
        this.keys = keys;
    }

    /** The one certificate that a listener of that protocol is given. */
    List<Certificate> checked(Scope scope, ProtocolEnum protocol, List<Certificate> given) {
        if (protocol == ProtocolEnum.HTTP) {
            if (!given.isEmpty()) {
                throw ElbFaults.validation("A certificate cannot be specified for HTTP listeners");
            }
            return List.of();
        }
        if (given.isEmpty()) {
            throw ElbFaults.validation("A certificate must be specified for HTTPS listeners");
        }
        if (given.size() > 1) {
            throw ElbFaults.validation(
                    "Up to '1' certificate can be specified, but '" + given.size() + "' were specified");
        }
        if (given.get(0).isDefault() != null) {
            throw ElbFaults.validation("You cannot specify IsDefault when you create or modify a listener");
        }
        return List.of(Certificate.builder()
                .certificateArn(known(scope, given.get(0).certificateArn()))
                .build());
    }

    private String known(Scope scope, @Nullable String arn) {
        String given = String.valueOf(arn);
        if (keys.find(scope, given).isEmpty()) {
            throw ElbFaults.certificateNotFound(given);
        }
        return given;
    }

    /** Adds to the others; the default and those that are there already stay as they are. */
    List<Certificate> add(Scope scope, Listener listener, List<Certificate> more) {
        requireHttps(listener);
        Set<String> all = new LinkedHashSet<>(tables.certificatesOf(scope, listener.listenerArn()));
        more.forEach(one -> all.add(known(scope, one.certificateArn())));
        listener.certificates().forEach(one -> all.remove(one.certificateArn()));
        if (all.size() > MOST) {
            throw ElbFaults.tooManyCertificates();
        }
        tables.certificates.put(new Key(scope, listener.listenerArn()), new ElbTables.Others(List.copyOf(all)));
        return more.stream()
                .map(one -> one.toBuilder().isDefault(isDefault(listener, one)).build())
                .toList();
    }

    /** Takes away from the others; the default can't be taken away. */
    void remove(Scope scope, Listener listener, List<Certificate> gone) {
        requireHttps(listener);
        List<String> left = new ArrayList<>(tables.certificatesOf(scope, listener.listenerArn()));
        for (Certificate one : gone) {
            if (isDefault(listener, one)) {
                throw ElbFaults.notPermitted("You cannot remove the default certificate of a listener");
            }
            left.remove(known(scope, one.certificateArn()));
        }
        tables.certificates.put(new Key(scope, listener.listenerArn()), new ElbTables.Others(List.copyOf(left)));
    }

    DescribeListenerCertificatesResponse describe(
            Scope scope, Listener listener, DescribeListenerCertificatesRequest request) {
        List<Certificate> all = new ArrayList<>();
        listener.certificates()
                .forEach(one -> all.add(one.toBuilder().isDefault(true).build()));
        tables.certificatesOf(scope, listener.listenerArn())
                .forEach(arn -> all.add(Certificate.builder()
                        .certificateArn(arn)
                        .isDefault(false)
                        .build()));
        Page<Certificate> page = Pages.of(all, Certificate::certificateArn, request.marker(), request.pageSize());
        return DescribeListenerCertificatesResponse.builder()
                .certificates(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    /** With what the listener serves, the default first. From now on it counts as who uses them. */
    List<Identity> serving(Scope scope, Listener listener) {
        Set<String> arns = new LinkedHashSet<>();
        listener.certificates().forEach(one -> arns.add(one.certificateArn()));
        arns.addAll(tables.certificatesOf(scope, listener.listenerArn()));
        keys.use(scope, listener.listenerArn(), listener.loadBalancerArn(), arns);
        return arns.stream()
                .map(arn -> keys.find(scope, arn).orElseThrow(() -> ElbFaults.certificateNotFound(arn)))
                .toList();
    }

    /** Forgets a listener that is gone. */
    void forget(Scope scope, Listener listener) {
        tables.certificates.remove(new Key(scope, listener.listenerArn()));
        keys.use(scope, listener.listenerArn(), listener.loadBalancerArn(), Set.of());
    }

    private static boolean isDefault(Listener listener, Certificate certificate) {
        return listener.certificates().stream()
                .anyMatch(one -> one.certificateArn().equals(certificate.certificateArn()));
    }

    private static void requireHttps(Listener listener) {
        if (listener.protocol() != ProtocolEnum.HTTPS) {
            throw ElbFaults.validation("A certificate cannot be specified for HTTP listeners");
        }
    }
}
