package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.network.Cidr;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeregisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetHealthResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RegisterTargetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** The API's side of targets: registering, deregistering, showing their health. */
final class Registrations {
    /** Where targets may be that are in no subnet of the VPC (API_TargetDescription.html). */
    private static final List<Cidr> PRIVATE = Stream.of(
                    "10.0.0.0/8", "100.64.0.0/10", "172.16.0.0/12", "192.168.0.0/16")
            .map(Cidr::known)
            .toList();

    private static final String ALL_ZONES = "all";

    private final ElbTables tables;
    private final TargetGroups groups;
    private final Targets targets;
    private final Placement placement;

    Registrations(ElbTables tables, TargetGroups groups, Targets targets, Placement placement) {
        this.tables = tables;
        this.groups = groups;
        this.targets = targets;
        this.placement = placement;
    }

    RegisterTargetsResponse register(Scope scope, RegisterTargetsRequest request) {
        TargetGroup group = groups.get(scope, request.targetGroupArn()).group();
        List<Targets.Registration> checked = request.targets().stream()
                .map(target -> checked(scope, group, target))
                .toList();
        boolean inUse = !tables.balancersOf(scope, group.targetGroupArn()).isEmpty();
        checked.forEach(one -> targets.register(scope, one.groupArn(), one.id(), one.zone(), inUse));
        return RegisterTargetsResponse.builder().build();
    }

    DeregisterTargetsResponse deregister(Scope scope, DeregisterTargetsRequest request) {
        ElbTables.Group group = groups.get(scope, request.targetGroupArn());
        Duration delay = Duration.ofSeconds(
                Long.parseLong(Attributes.GROUP.value(group.attributes(), "deregistration_delay.timeout_seconds")));
        for (TargetDescription target : request.targets()) {
            targets.pool(group.arn()).all().stream()
                    .map(Target::id)
                    .filter(id -> id.address().equals(target.id()))
                    .filter(id -> target.port() == null || id.port() == target.port())
                    .forEach(id -> targets.deregister(scope, group.arn(), id, delay));
        }
        return DeregisterTargetsResponse.builder().build();
    }

    DescribeTargetHealthResponse health(Scope scope, DescribeTargetHealthRequest request) {
        Supported.only("elasticloadbalancing DescribeTargetHealth", request, "TargetGroupArn", "Targets");
        TargetGroup group = groups.get(scope, request.targetGroupArn()).group();
        List<Targets.Registration> all = targets.registrations(scope, group.targetGroupArn());
        Stream<Targets.Registration> asked = request.targets().isEmpty()
                ? all.stream()
                : request.targets().stream().map(target -> {
                    TargetId id = id(group, target);
                    return all.stream()
                            .filter(one -> one.id().equals(id))
                            .findFirst()
                            .orElse(new Targets.Registration(
                                    group.targetGroupArn(), id, ALL_ZONES, Health.NOT_REGISTERED));
                });
        return DescribeTargetHealthResponse.builder()
                .targetHealthDescriptions(asked.map(one -> shown(group, one)).toList())
                .build();
    }

    private Targets.Registration checked(Scope scope, TargetGroup group, TargetDescription target) {
        Supported.only("elasticloadbalancing RegisterTargets: Targets", target, "Id", "Port", "AvailabilityZone");
        if (group.targetType() != TargetTypeEnum.IP) {
            throw ElbFaults.invalidTarget(
                    "The following targets are not in a running state and cannot be registered: '" + target.id() + "'");
        }
        Cidr address = Cidr.parse(target.id() + "/32")
                .orElseThrow(
                        () -> ElbFaults.validation("The IP address '" + target.id() + "' is not a valid IPv4 address"));
        String zone = placement
                .zoneOf(scope, group.vpcId(), block -> Cidr.known(block).contains(address))
                .orElse(ALL_ZONES);
        boolean reachable = !zone.equals(ALL_ZONES) || PRIVATE.stream().anyMatch(block -> block.contains(address));
        if (!reachable) {
            throw ElbFaults.validation("The IP address '" + target.id()
                    + "' is not within a VPC subnet or a private block that a load balancer can reach");
        }
        return new Targets.Registration(group.targetGroupArn(), id(group, target), zone, Health.NOT_IN_USE);
    }

    private static TargetId id(TargetGroup group, TargetDescription target) {
        return new TargetId(
                Objects.requireNonNullElse(target.id(), ""), Objects.requireNonNullElse(target.port(), group.port()));
    }

    private static TargetHealthDescription shown(TargetGroup group, Targets.Registration one) {
        String port = group.healthCheckPort().equals(HealthCheck.TRAFFIC_PORT)
                ? String.valueOf(one.id().port())
                : group.healthCheckPort();
        return TargetHealthDescription.builder()
                .target(TargetDescription.builder()
                        .id(one.id().address())
                        .port(one.id().port())
                        .availabilityZone(one.zone())
                        .build())
                .healthCheckPort(port)
                .targetHealth(health -> health.state(one.health().state().text())
                        .reason(emptyAsNull(one.health().reason()))
                        .description(emptyAsNull(one.health().description())))
                .build();
    }

    private static @Nullable String emptyAsNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
