package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.network.Cidr;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSubnetResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSubnetsResponse;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifySubnetAttributeResponse;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Subnets. Of each block EC2 keeps the first four addresses and the last for itself (subnet-sizing.html). */
final class Subnets {
    static final int RESERVED_FIRST = 4;
    static final int RESERVED_LAST = 1;
    private static final int LARGEST = 16;
    private static final int SMALLEST = 28;

    private final Network network;
    private final Ids ids;
    private final Zones zones;
    private final RouteTables routeTables;

    Subnets(Network network, Ids ids, Zones zones, RouteTables routeTables) {
        this.network = network;
        this.ids = ids;
        this.zones = zones;
        this.routeTables = routeTables;
    }

    CreateSubnetResponse create(Scope scope, CreateSubnetRequest request) {
        Supported.only(
                "ec2 CreateSubnet",
                request,
                "TagSpecifications",
                "AvailabilityZone",
                "AvailabilityZoneId",
                "CidrBlock",
                "VpcId");
        Vpc vpc = network.vpcs.get(scope, request.vpcId());
        if (request.cidrBlock() == null) {
            throw Ec2Faults.missing("cidrBlock");
        }
        Cidr cidr = Cidr.parse(request.cidrBlock())
                .orElseThrow(() -> Ec2Faults.invalid("Value (" + request.cidrBlock()
                        + ") for parameter cidrBlock is invalid. This is not a valid CIDR block."));
        if (cidr.prefix() < LARGEST
                || cidr.prefix() > SMALLEST
                || !Cidr.known(vpc.cidrBlock()).contains(cidr)) {
            throw Ec2Faults.of("InvalidSubnet.Range", "The CIDR '" + request.cidrBlock() + "' is invalid.");
        }
        boolean taken = network.subnets.all(scope).stream()
                .anyMatch(other -> other.vpcId().equals(vpc.vpcId())
                        && Cidr.known(other.cidrBlock()).overlaps(cidr));
        if (taken) {
            throw Ec2Faults.of(
                    "InvalidSubnet.Conflict", "The CIDR '" + request.cidrBlock() + "' conflicts with another subnet");
        }
        AvailabilityZone zone = zones.choose(scope, request.availabilityZone(), request.availabilityZoneId());
        Subnet subnet = add(scope, vpc, cidr, zone, false, Tags.specified(request.tagSpecifications(), "subnet"));
        return CreateSubnetResponse.builder()
                .subnet(network.subnets.shown(scope, subnet))
                .build();
    }

    Subnet add(Scope scope, Vpc vpc, Cidr cidr, AvailabilityZone zone, boolean isDefault, List<Tag> tags) {
        String id = ids.resource("subnet");
        Subnet subnet = Subnet.builder()
                .subnetId(id)
                .subnetArn(scope.arn("ec2", "subnet/" + id))
                .vpcId(vpc.vpcId())
                .ownerId(scope.account())
                .cidrBlock(cidr.toString())
                .availabilityZone(zone.zoneName())
                .availabilityZoneId(zone.zoneId())
                .availableIpAddressCount((int) cidr.size() - RESERVED_FIRST - RESERVED_LAST)
                .defaultForAz(isDefault)
                .mapPublicIpOnLaunch(isDefault)
                .assignIpv6AddressOnCreation(false)
                .mapCustomerOwnedIpOnLaunch(false)
                .enableDns64(false)
                .ipv6Native(false)
                .state("available")
                .build();
        network.subnets.add(scope, subnet, tags);
        return subnet;
    }

    DeleteSubnetResponse delete(Scope scope, DeleteSubnetRequest request) {
        String id = network.subnets.get(scope, request.subnetId()).subnetId();
        boolean used = network.interfaces.all(scope).stream()
                .anyMatch(one -> one.subnetId().equals(id));
        if (used) {
            throw Ec2Faults.hasDependencies("subnet", id);
        }
        routeTables.dissociateSubnet(scope, id);
        network.subnets.remove(scope, id);
        return DeleteSubnetResponse.builder().build();
    }

    DescribeSubnetsResponse describe(Scope scope, DescribeSubnetsRequest request) {
        Supported.only("ec2 DescribeSubnets", request, "SubnetIds", "Filters", "NextToken", "MaxResults");
        Page<Subnet> page = network.subnets.describe(
                scope, request.subnetIds(), request.filters(), request.nextToken(), request.maxResults());
        return DescribeSubnetsResponse.builder()
                .subnets(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    ModifySubnetAttributeResponse modify(Scope scope, ModifySubnetAttributeRequest request) {
        Supported.only("ec2 ModifySubnetAttribute", request, "SubnetId", "MapPublicIpOnLaunch");
        Subnet subnet = network.subnets.get(scope, request.subnetId());
        if (request.mapPublicIpOnLaunch() != null) {
            network.subnets.put(
                    scope,
                    subnet.toBuilder()
                            .mapPublicIpOnLaunch(request.mapPublicIpOnLaunch().value())
                            .build());
        }
        return ModifySubnetAttributeResponse.builder().build();
    }
}
