package dev.fargatecd.templates.environment;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.ListBuilder;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import java.util.List;
import java.util.Optional;

/**
 * The resources of a network made for an environment: a VPC with two public subnets.
 *
 * @param condition the condition under which they are made; empty: always
 * @param hasNat whether all tasks are elsewhere, in private subnets
 */
record CreatedNetwork(Optional<String> condition, boolean hasNat) {
    static final String GATEWAY_ATTACHMENT = "InternetGatewayAttachment";

    static final String VPC = "Vpc";
    static final List<String> SUBNETS = List.of("PublicSubnetOne", "PublicSubnetTwo");

    Node vpcId() {
        return Fn.ref(VPC);
    }

    ListBuilder subnetIds() {
        return Yaml.list(SUBNETS.stream().map(Fn::ref).toList());
    }

    void addTo(MapBuilder resources) {
        resources
                .comment(
                        hasNat
                                ? "Public subnets are for the load balancer and the NAT gateway."
                                : "Public subnets alone: tasks reach the registry by their own public addresses, without the price of a\n"
                                        + "NAT gateway, and the security groups let nothing in but the load balancer.")
                .put(
                        VPC,
                        resource(
                                "AWS::EC2::VPC",
                                Yaml.map()
                                        .put("CidrBlock", "10.0.0.0/16")
                                        .put("EnableDnsSupport", true)
                                        .put("EnableDnsHostnames", true)
                                        .put("Tags", nameTag())))
                .put(
                        "InternetGateway",
                        resource("AWS::EC2::InternetGateway", Yaml.map().put("Tags", nameTag())))
                .put(
                        GATEWAY_ATTACHMENT,
                        resource(
                                "AWS::EC2::VPCGatewayAttachment",
                                Yaml.map().put("VpcId", vpcId()).put("InternetGatewayId", Fn.ref("InternetGateway"))));
        resources.comment(
                "After the gateway, for what needs a subnet (the load balancer) needs its way to the internet, too.");
        for (int i = 0; i < SUBNETS.size(); i++) {
            resources.put(SUBNETS.get(i), subnet(i));
        }
        addRoutes(resources);
    }

    private MapBuilder subnet(int index) {
        return resource(
                "AWS::EC2::Subnet",
                Yaml.map()
                        .put("VpcId", vpcId())
                        .put("CidrBlock", "10.0." + index + ".0/24")
                        .put("AvailabilityZone", Fn.select(index, Fn.getAzs()))
                        .put("Tags", nameTag()),
                GATEWAY_ATTACHMENT);
    }

    private void addRoutes(MapBuilder resources) {
        resources
                .put(
                        "PublicRouteTable",
                        resource(
                                "AWS::EC2::RouteTable",
                                Yaml.map().put("VpcId", vpcId()).put("Tags", nameTag())))
                .put(
                        "InternetRoute",
                        resource(
                                "AWS::EC2::Route",
                                Yaml.map()
                                        .put("RouteTableId", Fn.ref("PublicRouteTable"))
                                        .put("DestinationCidrBlock", "0.0.0.0/0")
                                        .put("GatewayId", Fn.ref("InternetGateway")),
                                GATEWAY_ATTACHMENT));
        for (String subnet : SUBNETS) {
            resources.put(
                    subnet + "Routes",
                    resource(
                            "AWS::EC2::SubnetRouteTableAssociation",
                            Yaml.map()
                                    .put("SubnetId", Fn.ref(subnet))
                                    .put("RouteTableId", Fn.ref("PublicRouteTable"))));
        }
    }

    private MapBuilder resource(String type, MapBuilder properties) {
        return Yaml.map()
                .put("Type", type)
                .put("Condition", condition.map(Yaml::text))
                .put("Properties", properties);
    }

    private MapBuilder resource(String type, MapBuilder properties, String dependsOn) {
        return Yaml.map()
                .put("Type", type)
                .put("Condition", condition.map(Yaml::text))
                .put("DependsOn", dependsOn)
                .put("Properties", properties);
    }

    static Fragment nameTag() {
        return Yaml.list(List.of(Yaml.map().put("Key", "Name").put("Value", Fn.ref("AWS::StackName"))));
    }
}
