package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AssociateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.AttachInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateInternetGatewayRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteRequest;
import software.amazon.awssdk.services.ec2.model.CreateRouteTableRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSubnetRequest;
import software.amazon.awssdk.services.ec2.model.CreateVpcRequest;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ReplaceRouteRequest;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;

/** The types of EC2 that make a network. */
final class NetworkTypes {
    /** What EC2 gives to a security group that says nothing of what may go out. */
    private static final IpPermission EVERYTHING = IpPermission.builder()
            .ipProtocol("-1")
            .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
            .build();

    static final Tagging<Ec2Client> TAGGING = new Tagging<>() {
        @Override
        public void tag(Ec2Client ec2, PhysicalResource resource, Map<String, String> tags) {
            ec2.createTags(request -> request.resources(resource.id())
                    .tags(tags.entrySet().stream()
                            .map(tag -> Tag.builder()
                                    .key(tag.getKey())
                                    .value(tag.getValue())
                                    .build())
                            .toList()));
        }

        @Override
        public void untag(Ec2Client ec2, PhysicalResource resource, List<String> keys) {
            ec2.deleteTags(request -> request.resources(resource.id())
                    .tags(keys.stream()
                            .map(key -> Tag.builder().key(key).build())
                            .toList()));
        }
    };

    private NetworkTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(
                vpc(),
                internetGateway(),
                gatewayAttachment(),
                subnet(),
                routeTable(),
                route(),
                routeTableAssociation(),
                securityGroup(),
                ingress(),
                egress());
    }

    private static ResourceType<Ec2Client> vpc() {
        return ResourceType.of("AWS::EC2::VPC", Ec2Client.class)
                .create(
                        CreateVpcRequest::builder,
                        properties -> properties.tagsSpecified("vpc"),
                        Ec2Client::createVpc,
                        made -> made.vpc().vpcId())
                .setting(
                        "EnableDnsSupport",
                        (ec2, vpc) -> ec2.modifyVpcAttribute(request -> request.vpcId(vpc.id())
                                .enableDnsSupport(
                                        value -> value.value(vpc.properties().flag("EnableDnsSupport")))))
                .setting(
                        "EnableDnsHostnames",
                        (ec2, vpc) -> ec2.modifyVpcAttribute(request -> request.vpcId(vpc.id())
                                .enableDnsHostnames(
                                        value -> value.value(vpc.properties().flag("EnableDnsHostnames")))))
                .defaulting("EnableDnsSupport", "true")
                .defaulting("EnableDnsHostnames", "false")
                .tags(TAGGING)
                .attributes((ec2, vpc) -> Map.of(
                        "VpcId",
                        vpc.id(),
                        "CidrBlock",
                        vpc.properties().text("CidrBlock"),
                        "DefaultSecurityGroup",
                        defaultSecurityGroup(ec2, vpc.id())))
                .deletedBy((ec2, vpc) -> ec2.deleteVpc(request -> request.vpcId(vpc.id())));
    }

    private static String defaultSecurityGroup(Ec2Client ec2, String vpcId) {
        return ec2.describeSecurityGroups(request -> request.filters(
                        Filter.builder().name("vpc-id").values(vpcId).build(),
                        Filter.builder().name("group-name").values("default").build()))
                .securityGroups()
                .get(0)
                .groupId();
    }

    private static ResourceType<Ec2Client> internetGateway() {
        return ResourceType.of("AWS::EC2::InternetGateway", Ec2Client.class)
                .create(
                        CreateInternetGatewayRequest::builder,
                        properties -> properties.tagsSpecified("internet-gateway"),
                        Ec2Client::createInternetGateway,
                        made -> made.internetGateway().internetGatewayId())
                .tags(TAGGING)
                .attributes((ec2, gateway) -> Map.of("InternetGatewayId", gateway.id()))
                .deletedBy((ec2, gateway) ->
                        ec2.deleteInternetGateway(request -> request.internetGatewayId(gateway.id())));
    }

    private static ResourceType<Ec2Client> gatewayAttachment() {
        return ResourceType.of("AWS::EC2::VPCGatewayAttachment", Ec2Client.class)
                .createdBy((ec2, properties) -> {
                    ec2.attachInternetGateway(ResourceType.request(AttachInternetGatewayRequest::builder, properties));
                    return "IGW|" + properties.text("VpcId");
                })
                .attributes((ec2, attachment) -> Map.of("AttachmentType", "IGW"))
                .deletedBy((ec2, attachment) -> ec2.detachInternetGateway(
                        request -> request.vpcId(attachment.properties().text("VpcId"))
                                .internetGatewayId(attachment.properties().text("InternetGatewayId"))));
    }

    private static ResourceType<Ec2Client> subnet() {
        return ResourceType.of("AWS::EC2::Subnet", Ec2Client.class)
                .create(
                        CreateSubnetRequest::builder,
                        properties -> properties.tagsSpecified("subnet"),
                        Ec2Client::createSubnet,
                        made -> made.subnet().subnetId())
                .setting(
                        "MapPublicIpOnLaunch",
                        (ec2, subnet) -> ec2.modifySubnetAttribute(request -> request.subnetId(subnet.id())
                                .mapPublicIpOnLaunch(
                                        value -> value.value(subnet.properties().flag("MapPublicIpOnLaunch")))))
                .defaulting("MapPublicIpOnLaunch", "false")
                .tags(TAGGING)
                .attributes((ec2, subnet) -> {
                    Subnet seen = ec2.describeSubnets(request -> request.subnetIds(subnet.id()))
                            .subnets()
                            .get(0);
                    return Map.of(
                            "SubnetId", subnet.id(),
                            "VpcId", seen.vpcId(),
                            "CidrBlock", seen.cidrBlock(),
                            "AvailabilityZone", seen.availabilityZone());
                })
                .deletedBy((ec2, subnet) -> ec2.deleteSubnet(request -> request.subnetId(subnet.id())));
    }

    private static ResourceType<Ec2Client> routeTable() {
        return ResourceType.of("AWS::EC2::RouteTable", Ec2Client.class)
                .create(
                        CreateRouteTableRequest::builder,
                        properties -> properties.tagsSpecified("route-table"),
                        Ec2Client::createRouteTable,
                        made -> made.routeTable().routeTableId())
                .tags(TAGGING)
                .attributes((ec2, table) -> Map.of("RouteTableId", table.id()))
                .deletedBy((ec2, table) -> ec2.deleteRouteTable(request -> request.routeTableId(table.id())));
    }

    private static ResourceType<Ec2Client> route() {
        return ResourceType.of("AWS::EC2::Route", Ec2Client.class)
                .createdBy((ec2, properties) -> {
                    ec2.createRoute(ResourceType.request(CreateRouteRequest::builder, properties));
                    return properties.text("RouteTableId") + "|" + destination(properties);
                })
                .replace(
                        ResourceType.names("GatewayId", "NatGatewayId", "InstanceId", "NetworkInterfaceId"),
                        (ec2, route) -> ec2.replaceRoute(
                                ResourceType.request(ReplaceRouteRequest::builder, route.properties())))
                .attributes((ec2, route) -> Map.of("CidrBlock", destination(route.properties())))
                .deletedBy((ec2, route) -> ec2.deleteRoute(request -> {
                    Properties properties = route.properties();
                    request.routeTableId(properties.text("RouteTableId"));
                    if (properties.has("DestinationCidrBlock")) {
                        request.destinationCidrBlock(properties.text("DestinationCidrBlock"));
                    } else {
                        request.destinationIpv6CidrBlock(properties.text("DestinationIpv6CidrBlock"));
                    }
                }));
    }

    private static String destination(Properties route) {
        return route.has("DestinationCidrBlock")
                ? route.text("DestinationCidrBlock")
                : route.text("DestinationIpv6CidrBlock");
    }

    private static ResourceType<Ec2Client> routeTableAssociation() {
        return ResourceType.of("AWS::EC2::SubnetRouteTableAssociation", Ec2Client.class)
                .create(
                        AssociateRouteTableRequest::builder,
                        Ec2Client::associateRouteTable,
                        made -> made.associationId())
                .attributes((ec2, association) -> Map.of("Id", association.id()))
                .deletedBy((ec2, association) ->
                        ec2.disassociateRouteTable(request -> request.associationId(association.id())));
    }

    private static ResourceType<Ec2Client> securityGroup() {
        return ResourceType.of("AWS::EC2::SecurityGroup", Ec2Client.class)
                .named(NameRule.of("GroupName", 255))
                .create(
                        CreateSecurityGroupRequest::builder,
                        properties -> properties
                                .renamed("GroupDescription", "Description")
                                .tagsSpecified("security-group"),
                        Ec2Client::createSecurityGroup,
                        made -> made.groupId())
                .members(
                        "SecurityGroupIngress",
                        JsonNode::toString,
                        (ec2, group, rule) -> ec2.authorizeSecurityGroupIngress(
                                request -> request.groupId(group.id()).ipPermissions(permission(rule))),
                        (ec2, group, rule) -> ec2.revokeSecurityGroupIngress(
                                request -> request.groupId(group.id()).ipPermissions(permission(rule))))
                .setting("SecurityGroupEgress", NetworkTypes::replaceEgress, NetworkTypes::replaceEgress)
                .tags(TAGGING)
                .attributes((ec2, group) -> Map.of(
                        "GroupId",
                        group.id(),
                        "Id",
                        group.id(),
                        "VpcId",
                        ec2.describeSecurityGroups(request -> request.groupIds(group.id()))
                                .securityGroups()
                                .get(0)
                                .vpcId()))
                .deletedBy((ec2, group) -> ec2.deleteSecurityGroup(request -> request.groupId(group.id())));
    }

    /** What the template says takes the place of all that is there, EC2's own rule that lets everything out included. */
    private static void replaceEgress(Ec2Client ec2, PhysicalResource group) {
        List<IpPermission> wanted = group.properties().has("SecurityGroupEgress")
                ? group.properties().list("SecurityGroupEgress").stream()
                        .map(NetworkTypes::permission)
                        .toList()
                : List.of(EVERYTHING);
        List<IpPermission> there = ec2.describeSecurityGroups(request -> request.groupIds(group.id()))
                .securityGroups()
                .get(0)
                .ipPermissionsEgress();
        if (!there.isEmpty()) {
            ec2.revokeSecurityGroupEgress(request -> request.groupId(group.id()).ipPermissions(there));
        }
        if (!wanted.isEmpty()) {
            ec2.authorizeSecurityGroupEgress(
                    request -> request.groupId(group.id()).ipPermissions(wanted));
        }
    }

    private static ResourceType<Ec2Client> ingress() {
        return ResourceType.of("AWS::EC2::SecurityGroupIngress", Ec2Client.class)
                .createdBy((ec2, rule) -> ec2.authorizeSecurityGroupIngress(
                                request -> request.groupId(rule.text("GroupId"))
                                        .ipPermissions(permission(
                                                rule.without("GroupId").json())))
                        .securityGroupRules()
                        .get(0)
                        .securityGroupRuleId())
                .attributes((ec2, rule) -> Map.of("Id", rule.id()))
                .deletedBy((ec2, rule) -> ec2.revokeSecurityGroupIngress(request ->
                        request.groupId(rule.properties().text("GroupId")).securityGroupRuleIds(rule.id())));
    }

    private static ResourceType<Ec2Client> egress() {
        return ResourceType.of("AWS::EC2::SecurityGroupEgress", Ec2Client.class)
                .createdBy((ec2, rule) -> ec2.authorizeSecurityGroupEgress(
                                request -> request.groupId(rule.text("GroupId"))
                                        .ipPermissions(permission(
                                                rule.without("GroupId").json())))
                        .securityGroupRules()
                        .get(0)
                        .securityGroupRuleId())
                .attributes((ec2, rule) -> Map.of("Id", rule.id()))
                .deletedBy((ec2, rule) -> ec2.revokeSecurityGroupEgress(request ->
                        request.groupId(rule.properties().text("GroupId")).securityGroupRuleIds(rule.id())));
    }

    /** CloudFormation's flat rule in EC2's shape, where each kind of peer is a list of its own. */
    private static IpPermission permission(JsonNode rule) {
        Properties flat = Properties.of(rule);
        Properties nested = flat;
        nested = nest(nested, "CidrIp", "IpRanges", "CidrIp");
        nested = nest(nested, "CidrIpv6", "Ipv6Ranges", "CidrIpv6");
        nested = nest(nested, "SourceSecurityGroupId", "UserIdGroupPairs", "GroupId");
        nested = nest(nested, "DestinationSecurityGroupId", "UserIdGroupPairs", "GroupId");
        nested = nest(nested, "SourcePrefixListId", "PrefixListIds", "PrefixListId");
        nested = nest(nested, "DestinationPrefixListId", "PrefixListIds", "PrefixListId");
        return ResourceType.request(IpPermission::builder, nested.without("Description"));
    }

    private static Properties nest(Properties rule, String property, String list, String member) {
        if (!rule.has(property)) {
            return rule;
        }
        ObjectNode peer = JsonNodeFactory.instance.objectNode().put(member, rule.text(property));
        if (rule.has("Description")) {
            peer.put("Description", rule.text("Description"));
        }
        return rule.without(property)
                .with(list, JsonNodeFactory.instance.arrayNode().add(peer));
    }
}
