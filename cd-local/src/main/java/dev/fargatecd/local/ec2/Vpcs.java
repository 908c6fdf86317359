package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import dev.fargatecd.local.network.Cidr;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVpcRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVpcResponse;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeNetworkAclsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVpcsResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVpcAttributeResponse;
import software.amazon.awssdk.services.ec2.model.NetworkAcl;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Tenancy;
import software.amazon.awssdk.services.ec2.model.Vpc;
import software.amazon.awssdk.services.ec2.model.VpcAttributeName;
import software.amazon.awssdk.services.ec2.model.VpcCidrBlockAssociation;

/** VPCs, each with what comes along: its default security group, main route table and default network ACL. */
final class Vpcs {
    private static final int LARGEST = 16;
    private static final int SMALLEST = 28;

    private record Dns(boolean support, boolean hostnames) {}

    private final Network network;
    private final Ids ids;
    private final SecurityGroups groups;
    private final RouteTables routeTables;
    private final Table<Dns> dns;

    Vpcs(Network network, Ids ids, SecurityGroups groups, RouteTables routeTables, Store store) {
        this.network = network;
        this.ids = ids;
        this.groups = groups;
        this.routeTables = routeTables;
        dns = store.table("ec2.vpc-dns", Dns.class);
    }

    CreateVpcResponse create(Scope scope, CreateVpcRequest request) {
        Supported.only("ec2 CreateVpc", request, "CidrBlock", "TagSpecifications", "InstanceTenancy");
        if (request.instanceTenancy() != null && request.instanceTenancy() != Tenancy.DEFAULT) {
            throw new UnsupportedOperationException("ec2 CreateVpc: InstanceTenancy "
                    + request.instanceTenancyAsString() + " is not supported by the local cloud");
        }
        if (request.cidrBlock() == null) {
            throw Ec2Faults.missing("cidrBlock");
        }
        Cidr cidr = Cidr.parse(request.cidrBlock())
                .orElseThrow(() -> Ec2Faults.invalid("Value (" + request.cidrBlock()
                        + ") for parameter cidrBlock is invalid. This is not a valid CIDR block."));
        if (cidr.prefix() < LARGEST || cidr.prefix() > SMALLEST) {
            throw Ec2Faults.of("InvalidVpc.Range", "The CIDR '" + request.cidrBlock() + "' is invalid.");
        }
        Vpc vpc = add(scope, cidr, false, Tags.specified(request.tagSpecifications(), "vpc"));
        return CreateVpcResponse.builder().vpc(network.vpcs.shown(scope, vpc)).build();
    }

    /** Adds a VPC with what comes along. */
    Vpc add(Scope scope, Cidr cidr, boolean isDefault, List<Tag> tags) {
        Vpc vpc = Vpc.builder()
                .vpcId(ids.resource("vpc"))
                .ownerId(scope.account())
                .cidrBlock(cidr.toString())
                .cidrBlockAssociationSet(VpcCidrBlockAssociation.builder()
                        .associationId(ids.resource("vpc-cidr-assoc"))
                        .cidrBlock(cidr.toString())
                        .cidrBlockState(state -> state.state("associated"))
                        .build())
                .dhcpOptionsId("dopt-00000000000000000")
                .instanceTenancy(Tenancy.DEFAULT)
                .isDefault(isDefault)
                .state("available")
                .build();
        network.vpcs.add(scope, vpc, tags);
        dns.put(new Key(scope, vpc.vpcId()), new Dns(true, isDefault));
        groups.addDefault(scope, vpc.vpcId());
        routeTables.add(scope, vpc, true, List.of());
        network.acls.add(scope, acl(scope, vpc), List.of());
        return vpc;
    }

    DeleteVpcResponse delete(Scope scope, DeleteVpcRequest request) {
        Vpc vpc = network.vpcs.get(scope, request.vpcId());
        String id = vpc.vpcId();
        boolean used = !Network.where(network.subnets, scope, one -> one.vpcId().equals(id))
                        .isEmpty()
                || !Network.where(
                                network.gateways,
                                scope,
                                one -> one.attachments().stream()
                                        .anyMatch(to -> to.vpcId().equals(id)))
                        .isEmpty()
                || !Network.where(
                                network.groups,
                                scope,
                                one -> one.vpcId().equals(id)
                                        && !one.groupName().equals("default"))
                        .isEmpty()
                || !Network.where(network.endpoints, scope, one -> one.vpcId().equals(id))
                        .isEmpty()
                || !Network.where(network.routeTables, scope, one -> one.vpcId().equals(id) && !RouteTables.isMain(one))
                        .isEmpty();
        if (used) {
            throw Ec2Faults.hasDependencies("vpc", id);
        }
        Network.where(network.groups, scope, one -> one.vpcId().equals(id))
                .forEach(group -> groups.remove(scope, group.groupId()));
        Network.where(network.routeTables, scope, one -> one.vpcId().equals(id))
                .forEach(table -> network.routeTables.remove(scope, table.routeTableId()));
        Network.where(network.acls, scope, one -> one.vpcId().equals(id))
                .forEach(acl -> network.acls.remove(scope, acl.networkAclId()));
        dns.remove(new Key(scope, id));
        network.vpcs.remove(scope, id);
        return DeleteVpcResponse.builder().build();
    }

    DescribeVpcsResponse describe(Scope scope, DescribeVpcsRequest request) {
        Supported.only("ec2 DescribeVpcs", request, "VpcIds", "Filters", "NextToken", "MaxResults");
        Page<Vpc> page = network.vpcs.describe(
                scope, request.vpcIds(), request.filters(), request.nextToken(), request.maxResults());
        return DescribeVpcsResponse.builder()
                .vpcs(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    ModifyVpcAttributeResponse modify(Scope scope, ModifyVpcAttributeRequest request) {
        Supported.only("ec2 ModifyVpcAttribute", request, "VpcId", "EnableDnsHostnames", "EnableDnsSupport");
        String id = network.vpcs.get(scope, request.vpcId()).vpcId();
        Optional<Boolean> support =
                Optional.ofNullable(request.enableDnsSupport()).map(it -> it.value());
        Optional<Boolean> hostnames =
                Optional.ofNullable(request.enableDnsHostnames()).map(it -> it.value());
        if (support.isEmpty() == hostnames.isEmpty()) {
            throw Ec2Faults.of("InvalidParameterCombination", "Fields for multiple attribute types specified");
        }
        dns.update(
                new Key(scope, id), old -> new Dns(support.orElse(old.support()), hostnames.orElse(old.hostnames())));
        return ModifyVpcAttributeResponse.builder().build();
    }

    DescribeVpcAttributeResponse attribute(Scope scope, DescribeVpcAttributeRequest request) {
        String id = network.vpcs.get(scope, request.vpcId()).vpcId();
        Dns its = dns.get(new Key(scope, id)).orElseThrow();
        DescribeVpcAttributeResponse.Builder answer =
                DescribeVpcAttributeResponse.builder().vpcId(id);
        if (request.attribute() == VpcAttributeName.ENABLE_DNS_SUPPORT) {
            answer.enableDnsSupport(it -> it.value(its.support()));
        } else if (request.attribute() == VpcAttributeName.ENABLE_DNS_HOSTNAMES) {
            answer.enableDnsHostnames(it -> it.value(its.hostnames()));
        } else {
            throw new UnsupportedOperationException("ec2 DescribeVpcAttribute: Attribute " + request.attributeAsString()
                    + " is not supported by the local cloud");
        }
        return answer.build();
    }

    /** Whether the VPC has both attributes that private names rest on. */
    boolean resolvesNames(Scope scope, String vpcId) {
        return dns.get(new Key(scope, vpcId))
                .filter(its -> its.support() && its.hostnames())
                .isPresent();
    }

    DescribeNetworkAclsResponse acls(Scope scope, DescribeNetworkAclsRequest request) {
        Page<NetworkAcl> page = network.acls.describe(
                scope, request.networkAclIds(), request.filters(), request.nextToken(), request.maxResults());
        return DescribeNetworkAclsResponse.builder()
                .networkAcls(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** The default ACL lets everything through, in and out. */
    private NetworkAcl acl(Scope scope, Vpc vpc) {
        return NetworkAcl.builder()
                .networkAclId(ids.resource("acl"))
                .vpcId(vpc.vpcId())
                .ownerId(scope.account())
                .isDefault(true)
                .entries(everything(true), everything(false))
                .build();
    }

    private static NetworkAclEntry everything(boolean egress) {
        return NetworkAclEntry.builder()
                .egress(egress)
                .cidrBlock("0.0.0.0/0")
                .protocol(RuleSet.ALL)
                .ruleAction("allow")
                .ruleNumber(100)
                .build();
    }
}
