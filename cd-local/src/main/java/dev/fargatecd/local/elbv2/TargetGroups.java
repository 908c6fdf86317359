package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTargetGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Matcher;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyTargetGroupResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ProtocolEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetTypeEnum;

/** Target groups of application load balancers, over HTTP. */
final class TargetGroups {
    private final CloudContext cloud;
    private final ElbTables tables;
    private final Targets targets;
    private final Placement placement;

    TargetGroups(CloudContext cloud, ElbTables tables, Targets targets, Placement placement) {
        this.cloud = cloud;
        this.tables = tables;
        this.targets = targets;
        this.placement = placement;
    }

    CreateTargetGroupResponse create(Scope scope, CreateTargetGroupRequest request) {
        String operation = "elasticloadbalancing CreateTargetGroup";
        Supported.only(
                operation,
                request,
                "Name",
                "Protocol",
                "ProtocolVersion",
                "Port",
                "VpcId",
                "HealthCheckProtocol",
                "HealthCheckPort",
                "HealthCheckEnabled",
                "HealthCheckPath",
                "HealthCheckIntervalSeconds",
                "HealthCheckTimeoutSeconds",
                "HealthyThresholdCount",
                "UnhealthyThresholdCount",
                "Matcher",
                "TargetType",
                "Tags",
                "IpAddressType");
        String name = Names.checked("Target group", request.name());
        only(operation, "Protocol", request.protocolAsString(), "HTTP");
        only(operation, "ProtocolVersion", request.protocolVersion(), "HTTP1");
        only(operation, "HealthCheckProtocol", request.healthCheckProtocolAsString(), "HTTP");
        only(operation, "IpAddressType", request.ipAddressTypeAsString(), "ipv4");
        TargetTypeEnum type = request.targetType() == null ? TargetTypeEnum.INSTANCE : request.targetType();
        if (type != TargetTypeEnum.IP && type != TargetTypeEnum.INSTANCE) {
            throw new UnsupportedOperationException(operation + ": TargetType " + request.targetTypeAsString()
                    + " is not supported by the local cloud");
        }
        if (request.port() == null || request.protocol() == null) {
            throw ElbFaults.validation("A protocol and a port must be specified");
        }
        if (request.vpcId() == null) {
            throw ElbFaults.validation("A VPC ID must be specified");
        }
        placement.checkVpc(scope, request.vpcId());
        TargetGroup wanted = TargetGroup.builder()
                .targetGroupName(name)
                .protocol(ProtocolEnum.HTTP)
                .protocolVersion("HTTP1")
                .port(between("Port", request.port(), 1, 65535))
                .vpcId(request.vpcId())
                .targetType(type)
                .ipAddressType("ipv4")
                .healthCheckProtocol(ProtocolEnum.HTTP)
                .healthCheckEnabled(Objects.requireNonNullElse(request.healthCheckEnabled(), true))
                .healthCheckPort(Objects.requireNonNullElse(request.healthCheckPort(), HealthCheck.TRAFFIC_PORT))
                .healthCheckPath(Objects.requireNonNullElse(request.healthCheckPath(), "/"))
                .healthCheckIntervalSeconds(Objects.requireNonNullElse(request.healthCheckIntervalSeconds(), 30))
                .healthCheckTimeoutSeconds(Objects.requireNonNullElse(request.healthCheckTimeoutSeconds(), 5))
                .healthyThresholdCount(Objects.requireNonNullElse(request.healthyThresholdCount(), 5))
                .unhealthyThresholdCount(Objects.requireNonNullElse(request.unhealthyThresholdCount(), 2))
                .matcher(matcher(operation, request.matcher()))
                .build();
        checkHealthCheck(wanted);
        Optional<TargetGroup> there = tables.groups.list(scope).stream()
                .map(ElbTables.Group::group)
                .filter(one -> one.targetGroupName().equals(name))
                .findFirst();
        if (there.isPresent()) {
            if (!there.get().toBuilder().targetGroupArn(null).build().equals(wanted)) {
                throw ElbFaults.duplicateGroup(name);
            }
            return CreateTargetGroupResponse.builder()
                    .targetGroups(shown(scope, there.get()))
                    .build();
        }
        String arn = scope.arn(
                "elasticloadbalancing",
                "targetgroup/" + name + "/" + cloud.ids().hex(16));
        TargetGroup made = wanted.toBuilder().targetGroupArn(arn).build();
        tables.groups.put(new Key(scope, arn), new ElbTables.Group(made, Map.of()));
        tables.tag(scope, arn, request.tags());
        return CreateTargetGroupResponse.builder()
                .targetGroups(shown(scope, made))
                .build();
    }

    ModifyTargetGroupResponse modify(Scope scope, ModifyTargetGroupRequest request) {
        String operation = "elasticloadbalancing ModifyTargetGroup";
        only(operation, "HealthCheckProtocol", request.healthCheckProtocolAsString(), "HTTP");
        ElbTables.Group old = get(scope, request.targetGroupArn());
        TargetGroup before = old.group();
        TargetGroup after = before.toBuilder()
                .healthCheckEnabled(
                        Objects.requireNonNullElse(request.healthCheckEnabled(), before.healthCheckEnabled()))
                .healthCheckPort(Objects.requireNonNullElse(request.healthCheckPort(), before.healthCheckPort()))
                .healthCheckPath(Objects.requireNonNullElse(request.healthCheckPath(), before.healthCheckPath()))
                .healthCheckIntervalSeconds(Objects.requireNonNullElse(
                        request.healthCheckIntervalSeconds(), before.healthCheckIntervalSeconds()))
                .healthCheckTimeoutSeconds(Objects.requireNonNullElse(
                        request.healthCheckTimeoutSeconds(), before.healthCheckTimeoutSeconds()))
                .healthyThresholdCount(
                        Objects.requireNonNullElse(request.healthyThresholdCount(), before.healthyThresholdCount()))
                .unhealthyThresholdCount(
                        Objects.requireNonNullElse(request.unhealthyThresholdCount(), before.unhealthyThresholdCount()))
                .matcher(request.matcher() == null ? before.matcher() : matcher(operation, request.matcher()))
                .build();
        checkHealthCheck(after);
        tables.groups.put(new Key(scope, old.arn()), new ElbTables.Group(after, old.attributes()));
        return ModifyTargetGroupResponse.builder()
                .targetGroups(shown(scope, after))
                .build();
    }

    DeleteTargetGroupResponse delete(Scope scope, DeleteTargetGroupRequest request) {
        String arn = request.targetGroupArn();
        if (!tables.balancersOf(scope, arn).isEmpty()) {
            throw ElbFaults.groupInUse(arn);
        }
        tables.groups.remove(new Key(scope, arn)); // deleting what is gone succeeds
        tables.forgetTags(scope, arn);
        targets.forgetGroup(scope, arn);
        return DeleteTargetGroupResponse.builder().build();
    }

    DescribeTargetGroupsResponse describe(Scope scope, DescribeTargetGroupsRequest request) {
        List<TargetGroup> found = tables.groups.list(scope).stream()
                .map(group -> shown(scope, group.group()))
                .filter(one -> request.targetGroupArns().isEmpty()
                        || request.targetGroupArns().contains(one.targetGroupArn()))
                .filter(one -> request.names().isEmpty() || request.names().contains(one.targetGroupName()))
                .filter(one -> request.loadBalancerArn() == null
                        || one.loadBalancerArns().contains(request.loadBalancerArn()))
                .toList();
        if (found.size() < new HashSet<>(request.targetGroupArns()).size()
                || found.size() < new HashSet<>(request.names()).size()) {
            throw ElbFaults.groupNotFound("One or more target groups not found");
        }
        Page<TargetGroup> page = Pages.of(found, TargetGroup::targetGroupArn, request.marker(), request.pageSize());
        return DescribeTargetGroupsResponse.builder()
                .targetGroups(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    DescribeTargetGroupAttributesResponse attributes(Scope scope, DescribeTargetGroupAttributesRequest request) {
        return DescribeTargetGroupAttributesResponse.builder()
                .attributes(shown(get(scope, request.targetGroupArn()).attributes()))
                .build();
    }

    ModifyTargetGroupAttributesResponse modify(Scope scope, ModifyTargetGroupAttributesRequest request) {
        ElbTables.Group old = get(scope, request.targetGroupArn());
        Map<String, String> attributes = Attributes.GROUP.changed(
                "elasticloadbalancing ModifyTargetGroupAttributes",
                old.attributes(),
                request.attributes().stream()
                        .map(one -> Map.entry(one.key(), Objects.requireNonNullElse(one.value(), "")))
                        .toList());
        tables.groups.put(new Key(scope, old.arn()), new ElbTables.Group(old.group(), attributes));
        return ModifyTargetGroupAttributesResponse.builder()
                .attributes(shown(attributes))
                .build();
    }

    /** The group of that ARN, or the error where there is none. */
    ElbTables.Group get(Scope scope, @Nullable String arn) {
        return tables.group(scope, Objects.requireNonNullElse(arn, ""))
                .orElseThrow(() -> ElbFaults.groupNotFound("Target groups '" + arn + "' not found"));
    }

    /** With the load balancers that send it requests; ECS refuses a group that has none. */
    private TargetGroup shown(Scope scope, TargetGroup group) {
        return group.toBuilder()
                .loadBalancerArns(tables.balancersOf(scope, group.targetGroupArn()))
                .build();
    }

    private static Matcher matcher(String operation, @Nullable Matcher given) {
        if (given == null) {
            return Matcher.builder().httpCode("200").build();
        }
        Supported.only(operation + ": Matcher", given, "HttpCode");
        try {
            StatusMatcher.parse(given.httpCode());
        } catch (IllegalArgumentException wrong) {
            throw ElbFaults.validation(String.valueOf(wrong.getMessage()));
        }
        return given;
    }

    /** The limits of API_CreateTargetGroup.html. */
    private static void checkHealthCheck(TargetGroup group) {
        if (!group.healthCheckEnabled()) {
            throw ElbFaults.validation("Health checks must be enabled for target groups with target type '"
                    + group.targetTypeAsString() + "'");
        }
        between("Health check interval", group.healthCheckIntervalSeconds(), 5, 300);
        between("Health check timeout", group.healthCheckTimeoutSeconds(), 2, 120);
        between("Healthy threshold count", group.healthyThresholdCount(), 2, 10);
        between("Unhealthy threshold count", group.unhealthyThresholdCount(), 2, 10);
        if (group.healthCheckTimeoutSeconds() >= group.healthCheckIntervalSeconds()) {
            throw ElbFaults.validation("Health check interval must be greater than the timeout.");
        }
        String port = group.healthCheckPort();
        if (!port.equals(HealthCheck.TRAFFIC_PORT)) {
            if (!port.matches("\\d{1,5}")) {
                throw ElbFaults.validation("Health check port '" + port + "' must be a port number or 'traffic-port'");
            }
            between("Health check port", Integer.parseInt(port), 1, 65535);
        }
        if (!group.healthCheckPath().startsWith("/") || group.healthCheckPath().length() > 1024) {
            throw ElbFaults.validation(
                    "Health check path '" + group.healthCheckPath() + "' must begin with a '/' character");
        }
    }

    private static int between(String what, int value, int least, int most) {
        if (value < least || value > most) {
            throw ElbFaults.validation(
                    what + " '" + value + "' must be between '" + least + "' and '" + most + "' inclusive");
        }
        return value;
    }

    private static void only(String operation, String member, @Nullable String value, String supported) {
        if (value != null && !value.equals(supported)) {
            throw new UnsupportedOperationException(
                    operation + ": " + member + " " + value + " is not supported by the local cloud");
        }
    }

    private static List<TargetGroupAttribute> shown(Map<String, String> attributes) {
        return Attributes.GROUP.complete(attributes).entrySet().stream()
                .map(entry -> TargetGroupAttribute.builder()
                        .key(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }
}
