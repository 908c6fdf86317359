package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AvailabilityZone;

/** Where in a VPC a load balancer is, and the network interfaces by which it is there. */
final class Placement {
    private static final int LEAST_FREE_ADDRESSES = 8;

    /** A place that has been checked. */
    record Place(String vpcId, List<AvailabilityZone> zones, List<String> groups) {}

    private final Clients clients;

    Placement(Clients clients) {
        this.clients = clients;
    }

    /**
     * Checks a place.
     *
     * @param groups none for the VPC's default security group
     */
    Place choose(Scope scope, List<String> subnetIds, List<String> groups, boolean internetFacing) {
        List<Subnet> subnets = subnets(scope, subnetIds);
        long zones = subnets.stream().map(Subnet::availabilityZone).distinct().count();
        if (zones < subnets.size()) {
            throw ElbFaults.configuration(
                    "A load balancer cannot be attached to multiple subnets in the same Availability Zone");
        }
        if (zones < 2) {
            throw ElbFaults.validation("At least two subnets in two different Availability Zones must be specified");
        }
        String vpc = subnets.get(0).vpcId();
        for (Subnet subnet : subnets) {
            if (!subnet.vpcId().equals(vpc)) {
                throw ElbFaults.configuration("All subnets must belong to the same VPC: '" + vpc + "'");
            }
            if (subnet.availableIpAddressCount() < LEAST_FREE_ADDRESSES) {
                throw ElbFaults.invalidSubnet("Not enough IP space available in " + subnet.subnetId()
                        + ". ELB requires at least " + LEAST_FREE_ADDRESSES + " free IP addresses in each subnet.");
            }
        }
        if (internetFacing && !hasGateway(scope, vpc)) {
            throw ElbFaults.invalidSubnet("VPC " + vpc + " has no internet gateway");
        }
        return new Place(
                vpc,
                subnets.stream()
                        .map(subnet -> AvailabilityZone.builder()
                                .zoneName(subnet.availabilityZone())
                                .subnetId(subnet.subnetId())
                                .loadBalancerAddresses(List.of())
                                .build())
                        .toList(),
                groups(scope, vpc, groups));
    }

    /** Makes a network interface in each subnet; answers their ids. */
    List<String> occupy(Scope scope, Place place, String description) {
        return place.zones().stream()
                .map(zone -> ec2(scope)
                        .createNetworkInterface(request -> request.subnetId(zone.subnetId())
                                .description(description)
                                .groups(place.groups()))
                        .networkInterface()
                        .networkInterfaceId())
                .toList();
    }

    void leave(Scope scope, List<String> interfaces) {
        interfaces.forEach(id -> ec2(scope).deleteNetworkInterface(request -> request.networkInterfaceId(id)));
    }

    /** The availability zone of the address in the VPC; empty where it lies in none of the VPC's subnets. */
    Optional<String> zoneOf(Scope scope, String vpc, Predicate<String> blockContainsAddress) {
        return ec2(scope).describeSubnets(request -> request.filters(filter("vpc-id", vpc))).subnets().stream()
                .filter(subnet -> blockContainsAddress.test(subnet.cidrBlock()))
                .map(Subnet::availabilityZone)
                .findFirst();
    }

    /** Refuses a VPC that there is not. */
    void checkVpc(Scope scope, String vpc) {
        if (ec2(scope)
                .describeVpcs(request -> request.filters(filter("vpc-id", vpc)))
                .vpcs()
                .isEmpty()) {
            throw ElbFaults.validation("The VPC ID '" + vpc + "' is not found");
        }
    }

    private List<Subnet> subnets(Scope scope, List<String> ids) {
        try {
            return ec2(scope).describeSubnets(request -> request.subnetIds(ids)).subnets();
        } catch (Ec2Exception notFound) {
            throw ElbFaults.subnetNotFound(notFound.awsErrorDetails().errorMessage());
        }
    }

    private List<String> groups(Scope scope, String vpc, List<String> ids) {
        List<SecurityGroup> ofVpc = ec2(scope)
                .describeSecurityGroups(request -> request.filters(filter("vpc-id", vpc)))
                .securityGroups();
        if (ids.isEmpty()) {
            return ofVpc.stream()
                    .filter(group -> group.groupName().equals("default"))
                    .map(SecurityGroup::groupId)
                    .toList();
        }
        List<String> known = ofVpc.stream().map(SecurityGroup::groupId).toList();
        if (!known.containsAll(ids)) {
            throw ElbFaults.invalidSecurityGroup();
        }
        return List.copyOf(ids);
    }

    private boolean hasGateway(Scope scope, String vpc) {
        return !ec2(scope)
                .describeInternetGateways(request -> request.filters(filter("attachment.vpc-id", vpc)))
                .internetGateways()
                .isEmpty();
    }

    private Ec2Client ec2(Scope scope) {
        Principal service = Principal.service(scope.account(), "elasticloadbalancing.amazonaws.com");
        return clients.as(new Caller(service, scope), Ec2Client.class);
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }
}
