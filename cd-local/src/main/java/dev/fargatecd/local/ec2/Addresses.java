package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.AllocateAddressRequest;
import software.amazon.awssdk.services.ec2.model.AllocateAddressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAddressesResponse;
import software.amazon.awssdk.services.ec2.model.DomainType;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressRequest;
import software.amazon.awssdk.services.ec2.model.ReleaseAddressResponse;

/** Elastic IP addresses. They lead nowhere: a NAT gateway that has one is only shown with it. */
final class Addresses {
    private static final int MOST = 254;

    private final Network network;
    private final Ids ids;

    Addresses(Network network, Ids ids) {
        this.network = network;
        this.ids = ids;
    }

    AllocateAddressResponse allocate(Scope scope, AllocateAddressRequest request) {
        Supported.only(
                "ec2 AllocateAddress", request, "Domain", "PublicIpv4Pool", "NetworkBorderGroup", "TagSpecifications");
        if (request.domain() != null && request.domain() != DomainType.VPC) {
            throw Ec2Faults.invalid("Invalid value '" + request.domainAsString() + "' for domain.");
        }
        if (request.publicIpv4Pool() != null && !request.publicIpv4Pool().equals("amazon")) {
            throw Ec2Faults.of(
                    "InvalidPublicIpv4PoolID.NotFound", "The pool '" + request.publicIpv4Pool() + "' does not exist");
        }
        if (request.networkBorderGroup() != null
                && !request.networkBorderGroup().equals(scope.region())) {
            throw Ec2Faults.invalid("Invalid value '" + request.networkBorderGroup() + "' for network border group.");
        }
        Address made = Address.builder()
                .allocationId(ids.resource("eipalloc"))
                .publicIp(free())
                .domain(DomainType.VPC)
                .publicIpv4Pool("amazon")
                .networkBorderGroup(scope.region())
                .build();
        network.addresses.add(scope, made, Tags.specified(request.tagSpecifications(), "elastic-ip"));
        return AllocateAddressResponse.builder()
                .allocationId(made.allocationId())
                .publicIp(made.publicIp())
                .domain(made.domain())
                .publicIpv4Pool(made.publicIpv4Pool())
                .networkBorderGroup(made.networkBorderGroup())
                .build();
    }

    /** One that nobody has, from a block that RFC 5737 reserves for documentation. */
    private String free() {
        Set<String> taken = network.addresses.table().all().values().stream()
                .map(Address::publicIp)
                .collect(Collectors.toSet());
        int start = Integer.parseInt(ids.hex(4), 16);
        for (int i = 0; i < MOST; i++) {
            String address = "198.51.100." + (1 + (start + i) % MOST);
            if (!taken.contains(address)) {
                return address;
            }
        }
        throw Ec2Faults.of("AddressLimitExceeded", "The maximum number of addresses has been reached.");
    }

    ReleaseAddressResponse release(Scope scope, ReleaseAddressRequest request) {
        Supported.only("ec2 ReleaseAddress", request, "AllocationId", "NetworkBorderGroup");
        Address address = get(scope, request.allocationId());
        if (address.associationId() != null) {
            throw Ec2Faults.of(
                    "InvalidIPAddress.InUse",
                    "The address with allocation id '" + address.allocationId() + "' cannot be released because it is"
                            + " associated with network interface '" + address.networkInterfaceId() + "'");
        }
        network.addresses.remove(scope, address.allocationId());
        return ReleaseAddressResponse.builder().build();
    }

    DescribeAddressesResponse describe(Scope scope, DescribeAddressesRequest request) {
        Supported.only("ec2 DescribeAddresses", request, "PublicIps", "AllocationIds", "Filters");
        List<Address> found =
                network
                        .addresses
                        .describe(scope, request.allocationIds(), request.filters(), null, null)
                        .items()
                        .stream()
                        .filter(one -> request.publicIps().isEmpty()
                                || request.publicIps().contains(one.publicIp()))
                        .toList();
        for (String wanted : request.publicIps()) {
            if (found.stream().noneMatch(one -> one.publicIp().equals(wanted))) {
                throw Ec2Faults.of("InvalidAddress.NotFound", "Address '" + wanted + "' not found.");
            }
        }
        return DescribeAddressesResponse.builder().addresses(found).build();
    }

    Address get(Scope scope, @Nullable String allocationId) {
        return network.addresses.get(scope, allocationId);
    }

    /** The address is the interface's from now on. */
    Address associate(Scope scope, Address address, String interfaceId, String privateIp) {
        Address associated = address.toBuilder()
                .associationId(ids.resource("eipassoc"))
                .networkInterfaceId(interfaceId)
                .networkInterfaceOwnerId(scope.account())
                .privateIpAddress(privateIp)
                .build();
        network.addresses.put(scope, associated);
        return associated;
    }

    /** The address is nobody's from now on, if it still exists. */
    void dissociate(Scope scope, @Nullable String allocationId) {
        if (allocationId != null) {
            network.addresses
                    .find(scope, allocationId)
                    .ifPresent(address -> network.addresses.put(
                            scope,
                            address.toBuilder()
                                    .associationId(null)
                                    .networkInterfaceId(null)
                                    .networkInterfaceOwnerId(null)
                                    .privateIpAddress(null)
                                    .build()));
        }
    }
}
