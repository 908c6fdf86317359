package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.network.Cidr;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.CreateNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceRequest;
import software.amazon.awssdk.services.ec2.model.DeleteNetworkInterfaceResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkInterfacesResponse;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyNetworkInterfaceAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.NetworkInterfacePrivateIpAddress;
import software.amazon.awssdk.services.ec2.model.NetworkInterfaceStatus;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;

/**
 * Network interfaces: of tasks, of load balancers, of whoever makes one.
 *
 * <p>A private address is unique in the whole cloud, not in its VPC alone: each leads to one program on this machine.
 * What one of AWS's services makes is in use from the start and can't be deleted by anybody else.
 */
final class NetworkInterfaces {
    private final Network network;
    private final Ids ids;
    private final SecurityGroups groups;

    NetworkInterfaces(Network network, Ids ids, SecurityGroups groups) {
        this.network = network;
        this.ids = ids;
        this.groups = groups;
    }

    CreateNetworkInterfaceResponse create(Caller caller, CreateNetworkInterfaceRequest request) {
        Supported.only(
                "ec2 CreateNetworkInterface",
                request,
                "SubnetId",
                "Description",
                "Groups",
                "PrivateIpAddress",
                "ClientToken",
                "TagSpecifications");
        Scope scope = caller.scope();
        Subnet subnet = network.subnets.get(scope, request.subnetId());
        String address = request.privateIpAddress() == null
                ? freeAddress(subnet)
                : chosenAddress(subnet, request.privateIpAddress());
        NetworkInterface.Builder made = NetworkInterface.builder()
                .networkInterfaceId(ids.resource("eni"))
                .subnetId(subnet.subnetId())
                .vpcId(subnet.vpcId())
                .availabilityZone(subnet.availabilityZone())
                .availabilityZoneId(subnet.availabilityZoneId())
                .ownerId(scope.account())
                .description(Objects.requireNonNullElse(request.description(), ""))
                .groups(groupsOf(scope, subnet, request.groups()))
                .interfaceType("interface")
                .macAddress(macAddress())
                .privateIpAddress(address)
                .privateDnsName("ip-" + address.replace('.', '-') + ".ec2.internal")
                .privateIpAddresses(NetworkInterfacePrivateIpAddress.builder()
                        .primary(true)
                        .privateIpAddress(address)
                        .build())
                .sourceDestCheck(true)
                .status(NetworkInterfaceStatus.AVAILABLE)
                .requesterManaged(false);
        if (isService(caller)) {
            String service = caller.principal().arn();
            made.requesterManaged(true)
                    .requesterId(service)
                    .status(NetworkInterfaceStatus.IN_USE)
                    .attachment(to -> to.attachmentId(ids.resource("eni-attach"))
                            .deviceIndex(1)
                            .instanceOwnerId(service)
                            .deleteOnTermination(false)
                            .status("attached"));
        }
        NetworkInterface one = made.build();
        network.interfaces.add(scope, one, Tags.specified(request.tagSpecifications(), "network-interface"));
        count(scope, subnet, -1);
        return CreateNetworkInterfaceResponse.builder()
                .networkInterface(network.interfaces.shown(scope, one))
                .build();
    }

    DeleteNetworkInterfaceResponse delete(Caller caller, DeleteNetworkInterfaceRequest request) {
        Scope scope = caller.scope();
        NetworkInterface one = network.interfaces.get(scope, request.networkInterfaceId());
        if (one.status() == NetworkInterfaceStatus.IN_USE && !isService(caller)) {
            throw Ec2Faults.of(
                    "InvalidParameterValue",
                    "Network interface '" + one.networkInterfaceId() + "' is currently in use.");
        }
        network.interfaces.remove(scope, one.networkInterfaceId());
        network.subnets.find(scope, one.subnetId()).ifPresent(subnet -> count(scope, subnet, 1));
        return DeleteNetworkInterfaceResponse.builder().build();
    }

    DescribeNetworkInterfacesResponse describe(Scope scope, DescribeNetworkInterfacesRequest request) {
        Supported.only(
                "ec2 DescribeNetworkInterfaces", request, "NetworkInterfaceIds", "Filters", "NextToken", "MaxResults");
        Page<NetworkInterface> page = network.interfaces.describe(
                scope, request.networkInterfaceIds(), request.filters(), request.nextToken(), request.maxResults());
        return DescribeNetworkInterfacesResponse.builder()
                .networkInterfaces(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    ModifyNetworkInterfaceAttributeResponse modify(Scope scope, ModifyNetworkInterfaceAttributeRequest request) {
        Supported.only(
                "ec2 ModifyNetworkInterfaceAttribute",
                request,
                "NetworkInterfaceId",
                "Description",
                "Groups",
                "AssociatePublicIpAddress");
        NetworkInterface old = network.interfaces.get(scope, request.networkInterfaceId());
        NetworkInterface.Builder changed = old.toBuilder();
        if (request.description() != null) {
            changed.description(request.description().value());
        }
        if (!request.groups().isEmpty()) {
            changed.groups(groupsOf(scope, network.subnets.get(scope, old.subnetId()), request.groups()));
        }
        if (Boolean.TRUE.equals(request.associatePublicIpAddress()) && old.association() == null) {
            changed.association(to -> to.publicIp(publicAddress()).ipOwnerId("amazon"));
        }
        network.interfaces.put(scope, changed.build());
        return ModifyNetworkInterfaceAttributeResponse.builder().build();
    }

    private static boolean isService(Caller caller) {
        return caller.principal().kind() == Principal.Kind.SERVICE;
    }

    private String freeAddress(Subnet subnet) {
        Cidr cidr = Cidr.known(subnet.cidrBlock());
        Set<String> taken = taken();
        int usable = (int) cidr.size() - Subnets.RESERVED_FIRST - Subnets.RESERVED_LAST;
        // Begins anywhere, so that an address that was just freed is not at once somebody else's.
        int start = Integer.parseInt(ids.hex(6), 16) % usable;
        for (int i = 0; i < usable; i++) {
            String address = cidr.address(Subnets.RESERVED_FIRST + (start + i) % usable);
            if (!taken.contains(address)) {
                return address;
            }
        }
        throw Ec2Faults.of(
                "InsufficientFreeAddressesInSubnet",
                "The specified subnet does not have enough free addresses to satisfy the request.");
    }

    private String chosenAddress(Subnet subnet, String address) {
        Cidr cidr = Cidr.known(subnet.cidrBlock());
        Cidr one = Cidr.parse(address + "/32")
                .filter(cidr::contains)
                .orElseThrow(() -> Ec2Faults.invalid("Address does not fall within the subnet's address range"));
        long offset = one.first() - cidr.first();
        if (offset < Subnets.RESERVED_FIRST || offset >= cidr.size() - Subnets.RESERVED_LAST) {
            throw Ec2Faults.invalid("Address is in subnet's reserved address range");
        }
        if (taken().contains(address)) {
            throw Ec2Faults.of("InvalidIPAddress.InUse", "Address " + address + " is in use.");
        }
        return address;
    }

    private Set<String> taken() {
        return network.interfaces.table().all().values().stream()
                .map(NetworkInterface::privateIpAddress)
                .collect(Collectors.toSet());
    }

    private List<GroupIdentifier> groupsOf(Scope scope, Subnet subnet, List<String> given) {
        List<SecurityGroup> chosen = given.isEmpty()
                ? List.of(defaultGroup(scope, subnet.vpcId()))
                : given.stream().map(id -> network.groups.get(scope, id)).toList();
        for (SecurityGroup group : chosen) {
            if (!group.vpcId().equals(subnet.vpcId())) {
                throw Ec2Faults.of(
                        "InvalidParameter",
                        "Security group " + group.groupId() + " and subnet " + subnet.subnetId()
                                + " belong to different networks.");
            }
        }
        return chosen.stream()
                .map(group -> GroupIdentifier.builder()
                        .groupId(group.groupId())
                        .groupName(group.groupName())
                        .build())
                .toList();
    }

    private SecurityGroup defaultGroup(Scope scope, String vpc) {
        @Nullable SecurityGroup found = groups.find(scope, vpc, "default");
        return Objects.requireNonNull(found, "every VPC has its default security group");
    }

    private void count(Scope scope, Subnet subnet, int change) {
        network.subnets.put(
                scope,
                subnet.toBuilder()
                        .availableIpAddressCount(subnet.availableIpAddressCount() + change)
                        .build());
    }

    /** Locally administered, so that it is nobody's. */
    private String macAddress() {
        StringBuilder out = new StringBuilder("02");
        for (int i = 0; i < 5; i++) {
            out.append(':').append(ids.hex(2));
        }
        return out.toString();
    }

    /** From the block that RFC 5737 reserves for documentation: it leads nowhere, and shows it. */
    private String publicAddress() {
        return "203.0.113." + (1 + Integer.parseInt(ids.hex(2), 16) % 254);
    }
}
