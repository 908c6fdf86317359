package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.DnsEntry;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcEndpointResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItem;
import software.amazon.awssdk.services.ec2.model.UnsuccessfulItemError;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;
import software.amazon.awssdk.services.ec2.model.VpcEndpointType;

/**
 * Endpoints for AWS's services in a VPC: gateways in route tables, interfaces in subnets. Available at once; nothing goes
 * through them, for programs here reach the services without.
 */
final class VpcEndpoints {
    private static final String SERVICE = "vpce.amazonaws.com";
    private static final Set<String> BY_GATEWAY = Set.of("s3", "dynamodb");
    private static final String EVERYTHING = """
            {"Version":"2008-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}""";

    private final Network network;
    private final Ids ids;
    private final Clock clock;
    private final NetworkInterfaces interfaces;
    private final Vpcs vpcs;

    VpcEndpoints(Network network, Ids ids, Clock clock, NetworkInterfaces interfaces, Vpcs vpcs) {
        this.network = network;
        this.ids = ids;
        this.clock = clock;
        this.interfaces = interfaces;
        this.vpcs = vpcs;
    }

    CreateVpcEndpointResponse create(Scope scope, CreateVpcEndpointRequest request) {
        Supported.only(
                "ec2 CreateVpcEndpoint",
                request,
                "VpcEndpointType",
                "VpcId",
                "ServiceName",
                "PolicyDocument",
                "RouteTableIds",
                "SubnetIds",
                "SecurityGroupIds",
                "ClientToken",
                "PrivateDnsEnabled",
                "TagSpecifications");
        String vpcId = network.vpcs.get(scope, request.vpcId()).vpcId();
        VpcEndpointType type = Objects.requireNonNullElse(request.vpcEndpointType(), VpcEndpointType.GATEWAY);
        String service = service(scope, request.serviceName(), type);
        VpcEndpoint empty = VpcEndpoint.builder()
                .vpcEndpointId(ids.resource("vpce"))
                .vpcEndpointType(type)
                .vpcId(vpcId)
                .serviceName(service)
                .state("available")
                .policyDocument(Objects.requireNonNullElse(request.policyDocument(), EVERYTHING))
                .privateDnsEnabled(false)
                .requesterManaged(false)
                .ownerId(scope.account())
                .creationTimestamp(clock.instant().truncatedTo(ChronoUnit.SECONDS))
                .build();
        VpcEndpoint made = type == VpcEndpointType.GATEWAY
                ? byGateway(scope, empty, request.routeTableIds())
                : byInterface(scope, empty, request);
        network.endpoints.add(scope, made, Tags.specified(request.tagSpecifications(), "vpc-endpoint"));
        return CreateVpcEndpointResponse.builder()
                .vpcEndpoint(network.endpoints.shown(scope, made))
                .clientToken(request.clientToken())
                .build();
    }

    private static String service(Scope scope, @Nullable String name, VpcEndpointType type) {
        String prefix = "com.amazonaws." + scope.region() + ".";
        if (name == null) {
            throw Ec2Faults.missing("ServiceName");
        }
        if (!name.startsWith(prefix)) {
            throw Ec2Faults.of("InvalidServiceName", "The Vpc Endpoint Service '" + name + "' does not exist");
        }
        switch (type) {
            case GATEWAY -> {
                if (!BY_GATEWAY.contains(name.substring(prefix.length()))) {
                    throw Ec2Faults.of(
                            "InvalidParameter",
                            "Endpoint type (Gateway) does not match available service types ([Interface]).");
                }
            }
            case INTERFACE -> {}
            case GATEWAY_LOAD_BALANCER, RESOURCE, SERVICE_NETWORK ->
                throw new UnsupportedOperationException(
                        "ec2 CreateVpcEndpoint: VpcEndpointType " + type + " is not supported by the local cloud");
            case UNKNOWN_TO_SDK_VERSION -> throw Ec2Faults.invalid("Invalid value for VpcEndpointType");
        }
        return name;
    }

    private VpcEndpoint byGateway(Scope scope, VpcEndpoint endpoint, List<String> tables) {
        for (String table : tables) {
            if (!network.routeTables.get(scope, table).vpcId().equals(endpoint.vpcId())) {
                throw Ec2Faults.of(
                        "InvalidRouteTableId.NotFound",
                        "The routeTable ID '" + table + "' does not exist in " + endpoint.vpcId());
            }
        }
        return endpoint.toBuilder().routeTableIds(tables).build();
    }

    private VpcEndpoint byInterface(Scope scope, VpcEndpoint endpoint, CreateVpcEndpointRequest request) {
        boolean privateDns = !Boolean.FALSE.equals(request.privateDnsEnabled());
        requireDns(scope, endpoint.vpcId(), Boolean.TRUE.equals(request.privateDnsEnabled()));
        String host = endpoint.vpcEndpointId() + "-" + ids.hex(8) + "."
                + endpoint.serviceName().substring(endpoint.serviceName().lastIndexOf('.') + 1) + "." + scope.region()
                + ".vpce.amazonaws.com";
        return inSubnets(
                scope,
                endpoint.toBuilder()
                        .privateDnsEnabled(privateDns)
                        .dnsEntries(DnsEntry.builder().dnsName(host).build())
                        .build(),
                request.subnetIds(),
                request.securityGroupIds());
    }

    /** The API's own default for private DNS asks nothing of the VPC. */
    private void requireDns(Scope scope, String vpcId, boolean wanted) {
        if (wanted && !vpcs.resolvesNames(scope, vpcId)) {
            throw Ec2Faults.of(
                    "InvalidParameter",
                    "Enabling private DNS requires both enableDnsSupport and enableDnsHostnames VPC attributes set to"
                            + " true for " + vpcId);
        }
    }

    /** With an interface in each subnet, and in no other. */
    private VpcEndpoint inSubnets(Scope scope, VpcEndpoint endpoint, List<String> subnets, List<String> groups) {
        Set<String> zones = new LinkedHashSet<>();
        for (String id : subnets) {
            Subnet subnet = network.subnets.get(scope, id);
            if (!subnet.vpcId().equals(endpoint.vpcId())) {
                throw Ec2Faults.of("InvalidParameter", "Subnet " + id + " does not belong to VPC " + endpoint.vpcId());
            }
            if (!zones.add(subnet.availabilityZone())) {
                throw Ec2Faults.of(
                        "DuplicateSubnetsInSameZone",
                        "Found another VPC endpoint subnet in the availability zone of " + id);
            }
        }
        List<String> kept = new ArrayList<>();
        for (String id : endpoint.networkInterfaceIds()) {
            NetworkInterface there = network.interfaces.get(scope, id);
            if (subnets.contains(there.subnetId())) {
                kept.add(id);
            } else {
                remove(scope, id);
            }
        }
        Set<String> served = new LinkedHashSet<>(endpoint.subnetIds());
        for (String subnet : subnets) {
            if (!served.contains(subnet)) {
                kept.add(add(scope, endpoint, subnet, groups));
            }
        }
        return endpoint.toBuilder()
                .subnetIds(subnets)
                .networkInterfaceIds(kept)
                .groups(groups(scope, endpoint, groups))
                .build();
    }

    private String add(Scope scope, VpcEndpoint endpoint, String subnet, List<String> groups) {
        NetworkInterface one = interfaces
                .create(
                        caller(scope),
                        CreateNetworkInterfaceRequest.builder()
                                .subnetId(subnet)
                                .groups(groups)
                                .description("VPC Endpoint Interface " + endpoint.vpcEndpointId())
                                .build())
                .networkInterface();
        network.interfaces.put(
                scope,
                one.toBuilder().tagSet(List.of()).interfaceType("vpc_endpoint").build());
        return one.networkInterfaceId();
    }

    private void remove(Scope scope, String interfaceId) {
        interfaces.delete(
                caller(scope),
                DeleteNetworkInterfaceRequest.builder()
                        .networkInterfaceId(interfaceId)
                        .build());
    }

    /** The groups that were given; without any, the VPC's default one. */
    private List<SecurityGroupIdentifier> groups(Scope scope, VpcEndpoint endpoint, List<String> given) {
        return network.groups.all(scope).stream()
                .filter(group -> given.isEmpty()
                        ? group.vpcId().equals(endpoint.vpcId())
                                && group.groupName().equals("default")
                        : given.contains(group.groupId()))
                .map(group -> SecurityGroupIdentifier.builder()
                        .groupId(group.groupId())
                        .groupName(group.groupName())
                        .build())
                .toList();
    }

    ModifyVpcEndpointResponse modify(Scope scope, ModifyVpcEndpointRequest request) {
        Supported.only(
                "ec2 ModifyVpcEndpoint",
                request,
                "VpcEndpointId",
                "ResetPolicy",
                "PolicyDocument",
                "AddRouteTableIds",
                "RemoveRouteTableIds",
                "AddSubnetIds",
                "RemoveSubnetIds",
                "AddSecurityGroupIds",
                "RemoveSecurityGroupIds",
                "PrivateDnsEnabled");
        VpcEndpoint old = network.endpoints.get(scope, request.vpcEndpointId());
        VpcEndpoint.Builder next = old.toBuilder();
        if (request.policyDocument() != null || Boolean.TRUE.equals(request.resetPolicy())) {
            next.policyDocument(Objects.requireNonNullElse(request.policyDocument(), EVERYTHING));
        }
        if (request.privateDnsEnabled() != null) {
            requireDns(scope, old.vpcId(), request.privateDnsEnabled());
            next.privateDnsEnabled(request.privateDnsEnabled());
        }
        VpcEndpoint changed = next.build();
        network.endpoints.put(
                scope,
                old.vpcEndpointType() == VpcEndpointType.GATEWAY
                        ? byGateway(
                                scope,
                                changed,
                                changed(old.routeTableIds(), request.addRouteTableIds(), request.removeRouteTableIds()))
                        : inOtherSubnets(scope, changed, request));
        return ModifyVpcEndpointResponse.builder().returnValue(true).build();
    }

    private VpcEndpoint inOtherSubnets(Scope scope, VpcEndpoint endpoint, ModifyVpcEndpointRequest request) {
        List<String> groups = changed(
                endpoint.groups().stream().map(SecurityGroupIdentifier::groupId).toList(),
                request.addSecurityGroupIds(),
                request.removeSecurityGroupIds());
        groups.forEach(group -> network.groups.get(scope, group));
        return inSubnets(
                scope,
                endpoint,
                changed(endpoint.subnetIds(), request.addSubnetIds(), request.removeSubnetIds()),
                groups);
    }

    private static List<String> changed(List<String> old, List<String> more, List<String> gone) {
        Set<String> all = new LinkedHashSet<>(old);
        all.addAll(more);
        gone.forEach(all::remove);
        return List.copyOf(all);
    }

    DeleteVpcEndpointsResponse delete(Scope scope, DeleteVpcEndpointsRequest request) {
        List<UnsuccessfulItem> unknown = new ArrayList<>();
        for (String id : request.vpcEndpointIds()) {
            network.endpoints
                    .find(scope, id)
                    .ifPresentOrElse(
                            endpoint -> {
                                endpoint.networkInterfaceIds().forEach(one -> remove(scope, one));
                                network.endpoints.remove(scope, id);
                            },
                            () -> unknown.add(UnsuccessfulItem.builder()
                                    .resourceId(id)
                                    .error(UnsuccessfulItemError.builder()
                                            .code(network.endpoints.notFound())
                                            .message("The Vpc Endpoint Id '" + id + "' does not exist")
                                            .build())
                                    .build()));
        }
        return DeleteVpcEndpointsResponse.builder().unsuccessful(unknown).build();
    }

    DescribeVpcEndpointsResponse describe(Scope scope, DescribeVpcEndpointsRequest request) {
        Supported.only("ec2 DescribeVpcEndpoints", request, "VpcEndpointIds", "Filters", "NextToken", "MaxResults");
        Page<VpcEndpoint> page = network.endpoints.describe(
                scope, request.vpcEndpointIds(), request.filters(), request.nextToken(), request.maxResults());
        return DescribeVpcEndpointsResponse.builder()
                .vpcEndpoints(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Caller caller(Scope scope) {
        return new Caller(Principal.service(scope.account(), SERVICE), scope);
    }
}
