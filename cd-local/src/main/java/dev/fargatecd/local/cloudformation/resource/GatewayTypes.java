package dev.fargatecd.local.cloudformation.resource;

import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.CreateNatGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcEndpointRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcEndpointsResponse;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.SecurityGroupIdentifier;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** The types of EC2 by which private subnets reach what is outside of them. */
final class GatewayTypes {
    private GatewayTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(address(), natGateway(), endpoint());
    }

    private static ResourceType<Ec2Client> address() {
        return ResourceType.of("AWS::EC2::EIP", Ec2Client.class)
                .create(
                        AllocateAddressRequest::builder,
                        properties -> properties.tagsSpecified("elastic-ip"),
                        Ec2Client::allocateAddress,
                        made -> made.publicIp())
                .tags(new Tagging<>() {
                    @Override
                    public void tag(Ec2Client ec2, PhysicalResource address, Map<String, String> tags) {
                        NetworkTypes.TAGGING.tag(ec2, byAllocation(ec2, address), tags);
                    }

                    @Override
                    public void untag(Ec2Client ec2, PhysicalResource address, List<String> keys) {
                        NetworkTypes.TAGGING.untag(ec2, byAllocation(ec2, address), keys);
                    }
                })
                .attributes((ec2, address) -> Map.of(
                        "AllocationId", seen(ec2, address).allocationId(),
                        "PublicIp", address.id()))
                .deletedBy((ec2, address) -> {
                    String allocation = seen(ec2, address).allocationId();
                    ec2.releaseAddress(request -> request.allocationId(allocation));
                });
    }

    /** What Ref answers is the address; the API's calls want the allocation. */
    private static PhysicalResource byAllocation(Ec2Client ec2, PhysicalResource address) {
        return new PhysicalResource(seen(ec2, address).allocationId(), address.properties());
    }

    private static Address seen(Ec2Client ec2, PhysicalResource address) {
        return ec2.describeAddresses(request -> request.publicIps(address.id()))
                .addresses()
                .get(0);
    }

    private static ResourceType<Ec2Client> natGateway() {
        return ResourceType.of("AWS::EC2::NatGateway", Ec2Client.class)
                .create(
                        CreateNatGatewayRequest::builder,
                        properties -> properties.tagsSpecified("natgateway"),
                        Ec2Client::createNatGateway,
                        made -> made.natGateway().natGatewayId())
                .tags(NetworkTypes.TAGGING)
                .readyWhen((ec2, gateway) -> {
                    NatGateway seen = gateway(ec2, gateway);
                    if (seen.state() == NatGatewayState.FAILED) {
                        throw new HandlerFault(
                                HandlerError.NOT_STABILIZED,
                                "NatGateway " + gateway.id() + " is in state failed and hence failed to stabilize."
                                        + " Detailed failure message: " + seen.failureMessage());
                    }
                    return seen.state() == NatGatewayState.AVAILABLE;
                })
                .attributes((ec2, gateway) -> Map.of(
                        "NatGatewayId",
                        gateway.id(),
                        "EniId",
                        gateway(ec2, gateway).natGatewayAddresses().get(0).networkInterfaceId()))
                .deletedBy((ec2, gateway) -> ec2.deleteNatGateway(request -> request.natGatewayId(gateway.id())));
    }

    private static NatGateway gateway(Ec2Client ec2, PhysicalResource gateway) {
        return ec2.describeNatGateways(request -> request.natGatewayIds(gateway.id()))
                .natGateways()
                .get(0);
    }

    private static ResourceType<Ec2Client> endpoint() {
        return ResourceType.of("AWS::EC2::VPCEndpoint", Ec2Client.class)
                .create(
                        CreateVpcEndpointRequest::builder,
                        GatewayTypes::withDns,
                        Ec2Client::createVpcEndpoint,
                        made -> made.vpcEndpoint().vpcEndpointId())
                .replace(
                        ResourceType.names(
                                "RouteTableIds",
                                "SubnetIds",
                                "SecurityGroupIds",
                                "PolicyDocument",
                                "PrivateDnsEnabled"),
                        GatewayTypes::change)
                .tags(NetworkTypes.TAGGING)
                .attributes((ec2, endpoint) -> {
                    VpcEndpoint seen = endpoint(ec2, endpoint);
                    return Map.of(
                            "Id",
                            endpoint.id(),
                            "CreationTimestamp",
                            seen.creationTimestamp().toString(),
                            "NetworkInterfaceIds",
                            seen.networkInterfaceIds(),
                            "DnsEntries",
                            seen.dnsEntries().stream()
                                    .map(entry -> ":" + entry.dnsName())
                                    .toList());
                })
                .deletedBy((ec2, endpoint) -> {
                    DeleteVpcEndpointsResponse answer =
                            ec2.deleteVpcEndpoints(request -> request.vpcEndpointIds(endpoint.id()));
                    if (!answer.unsuccessful().isEmpty()) {
                        throw new HandlerFault(
                                HandlerError.NOT_FOUND,
                                answer.unsuccessful().get(0).error().message());
                    }
                });
    }

    /** CloudFormation's default for private DNS is off, the API's is on. */
    private static Properties withDns(Properties endpoint) {
        Properties tagged = endpoint.tagsSpecified("vpc-endpoint");
        boolean byInterface = endpoint.text("VpcEndpointType").equals("Interface");
        return byInterface && !endpoint.has("PrivateDnsEnabled") ? tagged.with("PrivateDnsEnabled", "false") : tagged;
    }

    private static VpcEndpoint endpoint(Ec2Client ec2, PhysicalResource endpoint) {
        return ec2.describeVpcEndpoints(request -> request.vpcEndpointIds(endpoint.id()))
                .vpcEndpoints()
                .get(0);
    }

    /** The API adds and removes; what the template has is all that is to be there. */
    private static void change(Ec2Client ec2, PhysicalResource endpoint) {
        VpcEndpoint there = endpoint(ec2, endpoint);
        Properties wanted = endpoint.properties();
        List<String> tables = wanted.texts("RouteTableIds");
        List<String> subnets = wanted.texts("SubnetIds");
        List<String> groups = wanted.texts("SecurityGroupIds");
        List<String> groupsThere =
                there.groups().stream().map(SecurityGroupIdentifier::groupId).toList();
        ec2.modifyVpcEndpoint(request -> {
            request.vpcEndpointId(endpoint.id())
                    .addRouteTableIds(without(tables, there.routeTableIds()))
                    .removeRouteTableIds(without(there.routeTableIds(), tables))
                    .addSubnetIds(without(subnets, there.subnetIds()))
                    .removeSubnetIds(without(there.subnetIds(), subnets))
                    .addSecurityGroupIds(without(groups, groupsThere))
                    .removeSecurityGroupIds(groups.isEmpty() ? List.of() : without(groupsThere, groups));
            if (wanted.has("PolicyDocument")) {
                request.policyDocument(wanted.text("PolicyDocument"));
            } else {
                request.resetPolicy(true);
            }
            if (!there.subnetIds().isEmpty()) {
                request.privateDnsEnabled(wanted.flag("PrivateDnsEnabled"));
            }
        });
    }

    private static List<String> without(List<String> all, List<String> some) {
        return all.stream().filter(one -> !some.contains(one)).toList();
    }
}
