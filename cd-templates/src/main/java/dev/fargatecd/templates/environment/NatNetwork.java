package dev.fargatecd.templates.environment;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.ListBuilder;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import java.util.List;
import java.util.Optional;

/**
 * What a made network has beside its public subnets where tasks are private: two private subnets, and one NAT gateway as
 * their way out.
 *
 * @param condition the condition under which it is made; empty: always
 */
record NatNetwork(Optional<String> condition) {
    private static final String ADDRESS = "NatAddress";
    private static final String GATEWAY = "NatGateway";
    private static final String ROUTES = "PrivateRouteTable";
    private static final List<String> SUBNETS = List.of("PrivateSubnetOne", "PrivateSubnetTwo");

    ListBuilder subnetIds() {
        return Yaml.list(SUBNETS.stream().map(Fn::ref).toList());
    }

    void addTo(MapBuilder resources) {
        resources
                .comment(
                        "Tasks are in private subnets and reach the registry through one NAT gateway, which is in the first zone.")
                .put(
                        ADDRESS,
                        resource(
                                        "AWS::EC2::EIP",
                                        Yaml.map().put("Domain", "vpc").put("Tags", nameTag()))
                                .put("DependsOn", CreatedNetwork.GATEWAY_ATTACHMENT))
                .put(
                        GATEWAY,
                        resource(
                                "AWS::EC2::NatGateway",
                                Yaml.map()
                                        .put("AllocationId", Fn.getAtt(ADDRESS, "AllocationId"))
                                        .put("SubnetId", Fn.ref(CreatedNetwork.SUBNETS.get(0)))
                                        .put("Tags", nameTag())));
        for (int i = 0; i < SUBNETS.size(); i++) {
            resources.put(SUBNETS.get(i), subnet(i));
        }
        resources
                .put(
                        ROUTES,
                        resource(
                                "AWS::EC2::RouteTable",
                                Yaml.map()
                                        .put("VpcId", Fn.ref(CreatedNetwork.VPC))
                                        .put("Tags", nameTag())))
                .put(
                        "NatRoute",
                        resource(
                                "AWS::EC2::Route",
                                Yaml.map()
                                        .put("RouteTableId", Fn.ref(ROUTES))
                                        .put("DestinationCidrBlock", "0.0.0.0/0")
                                        .put("NatGatewayId", Fn.ref(GATEWAY))));
        for (String subnet : SUBNETS) {
            resources.put(
                    subnet + "Routes",
                    resource(
                            "AWS::EC2::SubnetRouteTableAssociation",
                            Yaml.map().put("SubnetId", Fn.ref(subnet)).put("RouteTableId", Fn.ref(ROUTES))));
        }
    }

    private MapBuilder subnet(int index) {
        return resource(
                "AWS::EC2::Subnet",
                Yaml.map()
                        .put("VpcId", Fn.ref(CreatedNetwork.VPC))
                        .put("CidrBlock", "10.0." + (100 + index) + ".0/24")
                        .put("AvailabilityZone", Fn.select(index, Fn.getAzs()))
                        .put("Tags", nameTag()));
    }

    private MapBuilder resource(String type, MapBuilder properties) {
        return Yaml.map()
                .put("Type", type)
                .put("Condition", condition.map(Yaml::text))
                .put("Properties", properties);
    }

    private static Fragment nameTag() {
        return CreatedNetwork.nameTag();
    }
}
