package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.ConnectivityType;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNatGatewayResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNatGatewaysResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayAddress;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * NAT gateways. Pending in the answer to their creation, and from then on available or failed, as on AWS after a minute.
 *
 * @see <a href="https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateway-troubleshooting.html">Troubleshoot NAT
 *     gateways</a>
 */
final class NatGateways {
    private static final String SERVICE = "natgateway.amazonaws.com";

    private final Network network;
    private final Ids ids;
    private final Clock clock;
    private final Addresses addresses;
    private final NetworkInterfaces interfaces;
    private final RouteTables routeTables;

    NatGateways(
            Network network,
            Ids ids,
            Clock clock,
            Addresses addresses,
            NetworkInterfaces interfaces,
            RouteTables routeTables) {
        this.network = network;
        this.ids = ids;
        this.clock = clock;
        this.addresses = addresses;
        this.interfaces = interfaces;
        this.routeTables = routeTables;
    }

    CreateNatGatewayResponse create(Scope scope, CreateNatGatewayRequest request) {
        Supported.only(
                "ec2 CreateNatGateway",
                request,
                "AllocationId",
                "ClientToken",
                "SubnetId",
                "TagSpecifications",
                "ConnectivityType",
                "PrivateIpAddress");
        Subnet subnet = network.subnets.get(scope, request.subnetId());
        ConnectivityType connectivity = Objects.requireNonNullElse(request.connectivityType(), ConnectivityType.PUBLIC);
        Optional<Address> address = address(scope, connectivity, request);
        NatGateway.Builder made = NatGateway.builder()
                .natGatewayId(ids.resource("nat"))
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .connectivityType(connectivity)
                .createTime(clock.instant().truncatedTo(ChronoUnit.SECONDS));
        NatGateway gateway = connectivity == ConnectivityType.PUBLIC && !reachesInternet(scope, subnet.vpcId())
                ? made.state(NatGatewayState.FAILED)
                        .failureCode("Gateway.NotAttached")
                        .failureMessage("Network " + subnet.vpcId() + " has no Internet gateway attached")
                        .build()
                : connected(scope, made.build(), subnet, request.privateIpAddress(), address);
        network.natGateways.add(scope, gateway, Tags.specified(request.tagSpecifications(), "natgateway"));
        return CreateNatGatewayResponse.builder()
                .clientToken(request.clientToken())
                .natGateway(network.natGateways.shown(scope, gateway).toBuilder()
                        .state(NatGatewayState.PENDING)
                        .failureCode(null)
                        .failureMessage(null)
                        .build())
                .build();
    }

    private Optional<Address> address(Scope scope, ConnectivityType connectivity, CreateNatGatewayRequest request) {
        if (connectivity == ConnectivityType.PRIVATE) {
            if (request.allocationId() != null) {
                throw Ec2Faults.of(
                        "InvalidParameterCombination",
                        "The request must not contain the parameter AllocationId when ConnectivityType is private");
            }
            return Optional.empty();
        }
        if (request.allocationId() == null) {
            throw Ec2Faults.missing("AllocationId");
        }
        Address address = addresses.get(scope, request.allocationId());
        if (address.associationId() != null) {
            throw Ec2Faults.of(
                    "Resource.AlreadyAssociated",
                    "Elastic IP address [" + address.allocationId() + "] is already associated");
        }
        return Optional.of(address);
    }

    private boolean reachesInternet(Scope scope, String vpcId) {
        return network.gateways.all(scope).stream().anyMatch(one -> InternetGateways.isAttached(one, vpcId));
    }

    private NatGateway connected(
            Scope scope, NatGateway gateway, Subnet subnet, @Nullable String privateIp, Optional<Address> address) {
        NetworkInterface one = interfaces
                .create(
                        service(scope),
                        CreateNetworkInterfaceRequest.builder()
                                .subnetId(subnet.subnetId())
                                .privateIpAddress(privateIp)
                                .description("Interface for NAT Gateway " + gateway.natGatewayId())
                                .build())
                .networkInterface();
        NatGatewayAddress.Builder shown = NatGatewayAddress.builder()
                .networkInterfaceId(one.networkInterfaceId())
                .privateIp(one.privateIpAddress())
                .isPrimary(true)
                .status("succeeded");
        NetworkInterface.Builder its =
                one.toBuilder().tagSet(List.of()).interfaceType("nat_gateway").sourceDestCheck(false);
        address.map(free -> addresses.associate(scope, free, one.networkInterfaceId(), one.privateIpAddress()))
                .ifPresent(taken -> {
                    shown.allocationId(taken.allocationId())
                            .publicIp(taken.publicIp())
                            .associationId(taken.associationId());
                    its.association(to -> to.publicIp(taken.publicIp())
                            .allocationId(taken.allocationId())
                            .associationId(taken.associationId())
                            .ipOwnerId(scope.account()));
                });
        network.interfaces.put(scope, its.build());
        return gateway.toBuilder()
                .state(NatGatewayState.AVAILABLE)
                .natGatewayAddresses(shown.build())
                .build();
    }

    DeleteNatGatewayResponse delete(Scope scope, DeleteNatGatewayRequest request) {
        NatGateway gateway = network.natGateways.get(scope, request.natGatewayId());
        for (NatGatewayAddress address : gateway.natGatewayAddresses()) {
            addresses.dissociate(scope, address.allocationId());
            interfaces.delete(
                    service(scope),
                    DeleteNetworkInterfaceRequest.builder()
                            .networkInterfaceId(address.networkInterfaceId())
                            .build());
        }
        routeTables.blackhole(scope, route -> gateway.natGatewayId().equals(route.natGatewayId()));
        network.natGateways.remove(scope, gateway.natGatewayId());
        return DeleteNatGatewayResponse.builder()
                .natGatewayId(gateway.natGatewayId())
                .build();
    }

    DescribeNatGatewaysResponse describe(Scope scope, DescribeNatGatewaysRequest request) {
        Supported.only("ec2 DescribeNatGateways", request, "NatGatewayIds", "Filter", "NextToken", "MaxResults");
        Page<NatGateway> page = network.natGateways.describe(
                scope, request.natGatewayIds(), request.filter(), request.nextToken(), request.maxResults());
        return DescribeNatGatewaysResponse.builder()
                .natGateways(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Caller service(Scope scope) {
        return new Caller(Principal.service(scope.account(), SERVICE), scope);
    }
}
