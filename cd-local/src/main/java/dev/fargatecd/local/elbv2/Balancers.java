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
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.CreateLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DeleteLoadBalancerResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeLoadBalancersResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerSchemeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerStateEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancerTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ModifyLoadBalancerAttributesResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSecurityGroupsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SetSubnetsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.SubnetMapping;

/** Application load balancers. They are active at once. */
final class Balancers {
    private final CloudContext cloud;
    private final ElbTables tables;
    private final Traffic traffic;
    private final Listeners listeners;
    private final Placement placement;

    Balancers(CloudContext cloud, ElbTables tables, Traffic traffic, Listeners listeners, Placement placement) {
        this.cloud = cloud;
        this.tables = tables;
        this.traffic = traffic;
        this.listeners = listeners;
        this.placement = placement;
    }

    CreateLoadBalancerResponse create(Scope scope, CreateLoadBalancerRequest request) {
        String operation = "elasticloadbalancing CreateLoadBalancer";
        Supported.only(
                operation,
                request,
                "Name",
                "Subnets",
                "SubnetMappings",
                "SecurityGroups",
                "Scheme",
                "Tags",
                "Type",
                "IpAddressType");
        String name = Names.checked("Load balancer", request.name());
        if (request.type() != null && request.type() != LoadBalancerTypeEnum.APPLICATION) {
            throw new UnsupportedOperationException(
                    operation + ": Type " + request.typeAsString() + " is not supported by the local cloud");
        }
        checkAddressType(operation, request.ipAddressTypeAsString());
        Placement.Place place = placement.choose(
                scope,
                subnets(operation, request.subnets(), request.subnetMappings()),
                request.securityGroups(),
                request.scheme() != LoadBalancerSchemeEnum.INTERNAL);
        String scheme = request.scheme() == null ? "internet-facing" : request.schemeAsString();
        LoadBalancer wanted = LoadBalancer.builder()
                .loadBalancerName(name)
                .scheme(scheme)
                .type(LoadBalancerTypeEnum.APPLICATION)
                .ipAddressType("ipv4")
                .vpcId(place.vpcId())
                .securityGroups(place.groups())
                .availabilityZones(place.zones())
                .canonicalHostedZoneId("Z35SXDOTRQ7X7K")
                .state(state -> state.code(LoadBalancerStateEnum.ACTIVE))
                .build();
        LoadBalancer there = byName(scope, name);
        if (there != null) {
            if (!bare(there).equals(bare(wanted))) {
                throw ElbFaults.duplicateBalancer(name);
            }
            return CreateLoadBalancerResponse.builder().loadBalancers(there).build();
        }
        String arn = scope.arn(
                "elasticloadbalancing",
                "loadbalancer/app/" + name + "/" + cloud.ids().hex(16));
        LoadBalancer made = wanted.toBuilder()
                .loadBalancerArn(arn)
                .dnsName(traffic.open(arn))
                .createdTime(cloud.clock().instant())
                .build();
        tables.balancers.put(
                new Key(scope, arn),
                new ElbTables.Balancer(
                        made, Map.of(), placement.occupy(scope, place, "ELB " + arn.substring(arn.indexOf("app/")))));
        tables.tag(scope, arn, request.tags());
        return CreateLoadBalancerResponse.builder().loadBalancers(made).build();
    }

    DeleteLoadBalancerResponse delete(Scope scope, DeleteLoadBalancerRequest request) {
        String arn = request.loadBalancerArn();
        tables.balancers
                .get(new Key(scope, arn))
                .ifPresent(
                        balancer -> { // deleting what is gone succeeds
                            String isProtected =
                                    Attributes.BALANCER.value(balancer.attributes(), "deletion_protection.enabled");
                            if (Boolean.parseBoolean(isProtected)) {
                                throw ElbFaults.notPermitted("Load balancer '" + arn
                                        + "' cannot be deleted because deletion protection is enabled");
                            }
                            tables.listenersOf(scope, arn).forEach(listener -> listeners.remove(scope, listener));
                            traffic.close(arn);
                            tables.balancers.remove(new Key(scope, arn));
                            tables.forgetTags(scope, arn);
                            placement.leave(scope, balancer.interfaces());
                            traffic.use(scope);
                        });
        return DeleteLoadBalancerResponse.builder().build();
    }

    DescribeLoadBalancersResponse describe(Scope scope, DescribeLoadBalancersRequest request) {
        List<LoadBalancer> found = tables.balancers.list(scope).stream()
                .map(ElbTables.Balancer::balancer)
                .filter(one -> request.loadBalancerArns().isEmpty()
                        || request.loadBalancerArns().contains(one.loadBalancerArn()))
                .filter(one -> request.names().isEmpty() || request.names().contains(one.loadBalancerName()))
                .toList();
        if (found.size() < new HashSet<>(request.loadBalancerArns()).size()) {
            throw ElbFaults.balancerNotFound("Load balancers '" + request.loadBalancerArns() + "' not found");
        }
        if (found.size() < new HashSet<>(request.names()).size()) {
            throw ElbFaults.balancerNotFound("Load balancers '" + request.names() + "' not found");
        }
        Page<LoadBalancer> page = Pages.of(found, LoadBalancer::loadBalancerArn, request.marker(), request.pageSize());
        return DescribeLoadBalancersResponse.builder()
                .loadBalancers(page.items())
                .nextMarker(page.nextToken().orElse(null))
                .build();
    }

    DescribeLoadBalancerAttributesResponse attributes(Scope scope, DescribeLoadBalancerAttributesRequest request) {
        return DescribeLoadBalancerAttributesResponse.builder()
                .attributes(shown(get(scope, request.loadBalancerArn()).attributes()))
                .build();
    }

    ModifyLoadBalancerAttributesResponse modify(Scope scope, ModifyLoadBalancerAttributesRequest request) {
        ElbTables.Balancer old = get(scope, request.loadBalancerArn());
        Map<String, String> attributes = Attributes.BALANCER.changed(
                "elasticloadbalancing ModifyLoadBalancerAttributes",
                old.attributes(),
                request.attributes().stream()
                        .map(one -> Map.entry(one.key(), Objects.requireNonNullElse(one.value(), "")))
                        .toList());
        tables.balancers.put(
                new Key(scope, old.arn()), new ElbTables.Balancer(old.balancer(), attributes, old.interfaces()));
        for (Listener listener : tables.listenersOf(scope, old.arn())) {
            traffic.refresh(scope, listener);
        }
        return ModifyLoadBalancerAttributesResponse.builder()
                .attributes(shown(attributes))
                .build();
    }

    SetSubnetsResponse setSubnets(Scope scope, SetSubnetsRequest request) {
        String operation = "elasticloadbalancing SetSubnets";
        Supported.only(operation, request, "LoadBalancerArn", "Subnets", "SubnetMappings", "IpAddressType");
        checkAddressType(operation, request.ipAddressTypeAsString());
        ElbTables.Balancer old = get(scope, request.loadBalancerArn());
        ElbTables.Balancer moved = move(
                scope,
                old,
                subnets(operation, request.subnets(), request.subnetMappings()),
                old.balancer().securityGroups());
        return SetSubnetsResponse.builder()
                .availabilityZones(moved.balancer().availabilityZones())
                .ipAddressType("ipv4")
                .build();
    }

    SetSecurityGroupsResponse setSecurityGroups(Scope scope, SetSecurityGroupsRequest request) {
        Supported.only("elasticloadbalancing SetSecurityGroups", request, "LoadBalancerArn", "SecurityGroups");
        ElbTables.Balancer old = get(scope, request.loadBalancerArn());
        ElbTables.Balancer moved = move(
                scope,
                old,
                old.balancer().availabilityZones().stream()
                        .map(zone -> zone.subnetId())
                        .toList(),
                request.securityGroups());
        return SetSecurityGroupsResponse.builder()
                .securityGroupIds(moved.balancer().securityGroups())
                .build();
    }

    /** The load balancer of that ARN, or the error where there is none. */
    ElbTables.Balancer get(Scope scope, String arn) {
        return tables.balancers
                .get(new Key(scope, arn))
                .orElseThrow(() -> ElbFaults.balancerNotFound("Load balancer '" + arn + "' not found"));
    }

    private ElbTables.Balancer move(Scope scope, ElbTables.Balancer old, List<String> subnets, List<String> groups) {
        Placement.Place place =
                placement.choose(scope, subnets, groups, old.balancer().scheme() != LoadBalancerSchemeEnum.INTERNAL);
        if (!place.vpcId().equals(old.balancer().vpcId())) {
            throw ElbFaults.configuration("All subnets must belong to the same VPC: '"
                    + old.balancer().vpcId() + "'");
        }
        List<String> interfaces = placement.occupy(
                scope, place, "ELB " + old.arn().substring(old.arn().indexOf("app/")));
        placement.leave(scope, old.interfaces());
        ElbTables.Balancer moved = new ElbTables.Balancer(
                old.balancer().toBuilder()
                        .availabilityZones(place.zones())
                        .securityGroups(place.groups())
                        .build(),
                old.attributes(),
                interfaces);
        tables.balancers.put(new Key(scope, old.arn()), moved);
        return moved;
    }

    private @Nullable LoadBalancer byName(Scope scope, String name) {
        return tables.balancers.list(scope).stream()
                .map(ElbTables.Balancer::balancer)
                .filter(one -> one.loadBalancerName().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** What a caller chose of it. */
    private static LoadBalancer bare(LoadBalancer one) {
        return one.toBuilder()
                .loadBalancerArn(null)
                .dnsName(null)
                .createdTime(null)
                .build();
    }

    private static List<String> subnets(String operation, List<String> subnets, List<SubnetMapping> mappings) {
        if (subnets.isEmpty() == mappings.isEmpty()) {
            throw ElbFaults.validation(
                    subnets.isEmpty()
                            ? "You must specify subnets or subnet mappings"
                            : "You must specify either subnets or subnet mappings, not both");
        }
        mappings.forEach(mapping -> Supported.only(operation + ": SubnetMappings", mapping, "SubnetId"));
        return subnets.isEmpty()
                ? mappings.stream().map(SubnetMapping::subnetId).toList()
                : subnets;
    }

    private static void checkAddressType(String operation, @Nullable String addressType) {
        if (addressType != null && !addressType.equals("ipv4")) {
            throw new UnsupportedOperationException(
                    operation + ": IpAddressType " + addressType + " is not supported by the local cloud");
        }
    }

    private static List<LoadBalancerAttribute> shown(Map<String, String> attributes) {
        return Attributes.BALANCER.complete(attributes).entrySet().stream()
                .map(entry -> LoadBalancerAttribute.builder()
                        .key(entry.getKey())
                        .value(entry.getValue())
                        .build())
                .toList();
    }
}
