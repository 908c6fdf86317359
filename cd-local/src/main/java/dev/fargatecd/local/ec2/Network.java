package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.InternetGateway;
import software.amazon.awssdk.services.ec2.model.InternetGatewayAttachment;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclAssociation;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.Route;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.RouteTableAssociation;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** All that EC2 keeps, kind by kind, with the filters of each kind's Describe operation. */
final class Network {
    final Tags tags;
    final Kind<Vpc> vpcs;
    final Kind<Subnet> subnets;
    final Kind<InternetGateway> gateways;
    final Kind<RouteTable> routeTables;
    final Kind<NetworkAcl> acls;
    final Kind<SecurityGroup> groups;
    final Kind<SecurityGroupRule> rules;
    final Kind<NetworkInterface> interfaces;
    final Kind<Address> addresses;
    final Kind<NatGateway> natGateways;
    final Kind<VpcEndpoint> endpoints;

    Network(Store store) {
        tags = new Tags(store);
        vpcs = new Kind<>(
                "vpc",
                "InvalidVpcID.NotFound",
                "vpc ID",
                store.table("ec2.vpcs", Vpc.class),
                Vpc::vpcId,
                (vpc, its) -> vpc.toBuilder().tags(its).build(),
                new Filters<>(Vpc::tags)
                        .on("vpc-id", Vpc::vpcId)
                        .on("cidr", Vpc::cidrBlock)
                        .on("cidr-block-association.cidr-block", Vpc::cidrBlock)
                        .on("is-default", Vpc::isDefault)
                        .on("isDefault", Vpc::isDefault)
                        .on("state", Vpc::stateAsString)
                        .on("owner-id", Vpc::ownerId)
                        .on("dhcp-options-id", Vpc::dhcpOptionsId),
                tags);
        subnets = new Kind<>(
                "subnet",
                "InvalidSubnetID.NotFound",
                "subnet ID",
                store.table("ec2.subnets", Subnet.class),
                Subnet::subnetId,
                (subnet, its) -> subnet.toBuilder().tags(its).build(),
                new Filters<>(Subnet::tags)
                        .on("subnet-id", Subnet::subnetId)
                        .on("vpc-id", Subnet::vpcId)
                        .on("cidr-block", Subnet::cidrBlock)
                        .on("cidr", Subnet::cidrBlock)
                        .on("cidrBlock", Subnet::cidrBlock)
                        .on("availability-zone", Subnet::availabilityZone)
                        .on("availabilityZone", Subnet::availabilityZone)
                        .on("availability-zone-id", Subnet::availabilityZoneId)
                        .on("available-ip-address-count", Subnet::availableIpAddressCount)
                        .on("default-for-az", Subnet::defaultForAz)
                        .on("defaultForAz", Subnet::defaultForAz)
                        .on("map-public-ip-on-launch", Subnet::mapPublicIpOnLaunch)
                        .on("subnet-arn", Subnet::subnetArn)
                        .on("state", Subnet::stateAsString)
                        .on("owner-id", Subnet::ownerId),
                tags);
        gateways = new Kind<>(
                "internet-gateway",
                "InvalidInternetGatewayID.NotFound",
                "internetGateway ID",
                store.table("ec2.internet-gateways", InternetGateway.class),
                InternetGateway::internetGatewayId,
                (gateway, its) -> gateway.toBuilder().tags(its).build(),
                new Filters<>(InternetGateway::tags)
                        .on("internet-gateway-id", InternetGateway::internetGatewayId)
                        .on("owner-id", InternetGateway::ownerId)
                        .onAll(
                                "attachment.vpc-id",
                                gateway -> gateway.attachments().stream()
                                        .map(InternetGatewayAttachment::vpcId)
                                        .toList())
                        .onAll(
                                "attachment.state",
                                gateway -> gateway.attachments().stream()
                                        .map(InternetGatewayAttachment::stateAsString)
                                        .toList()),
                tags);
        routeTables = new Kind<>(
                "route-table",
                "InvalidRouteTableID.NotFound",
                "routeTable ID",
                store.table("ec2.route-tables", RouteTable.class),
                RouteTable::routeTableId,
                (table, its) -> table.toBuilder().tags(its).build(),
                new Filters<>(RouteTable::tags)
                        .on("route-table-id", RouteTable::routeTableId)
                        .on("vpc-id", RouteTable::vpcId)
                        .on("owner-id", RouteTable::ownerId)
                        .onAll("association.main", table -> associated(table, one -> String.valueOf(one.main())))
                        .onAll("association.subnet-id", table -> associated(table, RouteTableAssociation::subnetId))
                        .onAll(
                                "association.route-table-association-id",
                                table -> associated(table, RouteTableAssociation::routeTableAssociationId))
                        .onAll("route.nat-gateway-id", table -> routed(table, Route::natGatewayId))
                        .onAll("route.gateway-id", table -> routed(table, Route::gatewayId))
                        .onAll("route.destination-cidr-block", table -> routed(table, Route::destinationCidrBlock)),
                tags);
        acls = new Kind<>(
                "network-acl",
                "InvalidNetworkAclID.NotFound",
                "networkAcl ID",
                store.table("ec2.network-acls", NetworkAcl.class),
                NetworkAcl::networkAclId,
                (acl, its) -> acl.toBuilder().tags(its).build(),
                new Filters<>(NetworkAcl::tags)
                        .on("network-acl-id", NetworkAcl::networkAclId)
                        .on("vpc-id", NetworkAcl::vpcId)
                        .on("default", NetworkAcl::isDefault)
                        .on("owner-id", NetworkAcl::ownerId)
                        .onAll(
                                "association.subnet-id",
                                acl -> acl.associations().stream()
                                        .map(NetworkAclAssociation::subnetId)
                                        .toList()),
                tags);
        groups = new Kind<>(
                "security-group",
                "InvalidGroup.NotFound",
                "security group",
                store.table("ec2.security-groups", SecurityGroup.class),
                SecurityGroup::groupId,
                (group, its) -> group.toBuilder().tags(its).build(),
                new Filters<>(SecurityGroup::tags)
                        .on("group-id", SecurityGroup::groupId)
                        .on("group-name", SecurityGroup::groupName)
                        .on("description", SecurityGroup::description)
                        .on("vpc-id", SecurityGroup::vpcId)
                        .on("owner-id", SecurityGroup::ownerId)
                        .onAll(
                                "ip-permission.cidr",
                                group -> group.ipPermissions().stream()
                                        .flatMap(permission -> permission.ipRanges().stream())
                                        .map(range -> range.cidrIp())
                                        .toList())
                        .onAll(
                                "ip-permission.group-id",
                                group -> group.ipPermissions().stream()
                                        .flatMap(permission -> permission.userIdGroupPairs().stream())
                                        .map(pair -> pair.groupId())
                                        .toList())
                        .onAll(
                                "ip-permission.from-port",
                                group -> group.ipPermissions().stream()
                                        .map(permission -> String.valueOf(permission.fromPort()))
                                        .toList()),
                tags);
        rules = new Kind<>(
                "security-group-rule",
                "InvalidSecurityGroupRuleId.NotFound",
                "security group rule ID",
                store.table("ec2.security-group-rules", SecurityGroupRule.class),
                SecurityGroupRule::securityGroupRuleId,
                (rule, its) -> rule.toBuilder().tags(its).build(),
                new Filters<>(SecurityGroupRule::tags)
                        .on("security-group-rule-id", SecurityGroupRule::securityGroupRuleId)
                        .on("group-id", SecurityGroupRule::groupId),
                tags);
        addresses = addresses(store, tags);
        natGateways = natGateways(store, tags);
        endpoints = endpoints(store, tags);
        interfaces = new Kind<>(
                "network-interface",
                "InvalidNetworkInterfaceID.NotFound",
                "networkInterface ID",
                store.table("ec2.network-interfaces", NetworkInterface.class),
                NetworkInterface::networkInterfaceId,
                (one, its) -> one.toBuilder().tagSet(its).build(),
                new Filters<>(NetworkInterface::tagSet)
                        .on("network-interface-id", NetworkInterface::networkInterfaceId)
                        .on("vpc-id", NetworkInterface::vpcId)
                        .on("subnet-id", NetworkInterface::subnetId)
                        .on("private-ip-address", NetworkInterface::privateIpAddress)
                        .on("addresses.private-ip-address", NetworkInterface::privateIpAddress)
                        .on("availability-zone", NetworkInterface::availabilityZone)
                        .on("description", NetworkInterface::description)
                        .on("status", NetworkInterface::statusAsString)
                        .on("interface-type", NetworkInterface::interfaceTypeAsString)
                        .on("requester-id", NetworkInterface::requesterId)
                        .on("requester-managed", NetworkInterface::requesterManaged)
                        .on("owner-id", NetworkInterface::ownerId)
                        .onAll(
                                "group-id",
                                one -> one.groups().stream()
                                        .map(GroupIdentifier::groupId)
                                        .toList())
                        .onAll(
                                "association.public-ip",
                                one -> Stream.ofNullable(one.association())
                                        .map(association -> association.publicIp())
                                        .toList()),
                tags);
    }

    private static Kind<Address> addresses(Store store, Tags tags) {
        return new Kind<>(
                "elastic-ip",
                "InvalidAllocationID.NotFound",
                "allocation ID",
                store.table("ec2.addresses", Address.class),
                Address::allocationId,
                (address, its) -> address.toBuilder().tags(its).build(),
                new Filters<>(Address::tags)
                        .on("allocation-id", Address::allocationId)
                        .on("association-id", Address::associationId)
                        .on("domain", Address::domainAsString)
                        .on("network-interface-id", Address::networkInterfaceId)
                        .on("private-ip-address", Address::privateIpAddress)
                        .on("public-ip", Address::publicIp),
                tags);
    }

    private static Kind<NatGateway> natGateways(Store store, Tags tags) {
        return new Kind<>(
                "natgateway",
                "NatGatewayNotFound",
                "Nat Gateway",
                store.table("ec2.nat-gateways", NatGateway.class),
                NatGateway::natGatewayId,
                (gateway, its) -> gateway.toBuilder().tags(its).build(),
                new Filters<>(NatGateway::tags)
                        .on("nat-gateway-id", NatGateway::natGatewayId)
                        .on("state", NatGateway::stateAsString)
                        .on("subnet-id", NatGateway::subnetId)
                        .on("vpc-id", NatGateway::vpcId),
                tags);
    }

    private static Kind<VpcEndpoint> endpoints(Store store, Tags tags) {
        return new Kind<>(
                "vpc-endpoint",
                "InvalidVpcEndpointId.NotFound",
                "Vpc Endpoint Id",
                store.table("ec2.vpc-endpoints", VpcEndpoint.class),
                VpcEndpoint::vpcEndpointId,
                (endpoint, its) -> endpoint.toBuilder().tags(its).build(),
                new Filters<>(VpcEndpoint::tags)
                        .on("vpc-endpoint-id", VpcEndpoint::vpcEndpointId)
                        .on("vpc-endpoint-type", VpcEndpoint::vpcEndpointTypeAsString)
                        .on("vpc-endpoint-state", VpcEndpoint::stateAsString)
                        .on("service-name", VpcEndpoint::serviceName)
                        .on("vpc-id", VpcEndpoint::vpcId),
                tags);
    }

    /** Those of a kind that match, in their order. */
    static <T> List<T> where(Kind<T> kind, Scope scope, Predicate<T> condition) {
        return kind.all(scope).stream().filter(condition).toList();
    }

    private static List<String> associated(RouteTable table, Function<RouteTableAssociation, String> value) {
        return table.associations().stream()
                .flatMap(one -> Stream.ofNullable(value.apply(one)))
                .toList();
    }

    private static List<String> routed(RouteTable table, Function<Route, String> value) {
        return table.routes().stream()
                .flatMap(one -> Stream.ofNullable(value.apply(one)))
                .toList();
    }
}
