package dev.fargatecd.local.ec2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.gateway.OverHttp;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.NetworkInterface;
import software.amazon.awssdk.services.ec2.model.RouteTable;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.TagSpecification;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** The API, called over HTTP as any client of AWS would. */
final class Ec2ServiceTest {
    private static LocalCloud cloud;
    private static Ec2Client ec2;

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        ec2 = OverHttp.client(cloud, Ec2Client.builder());
    }

    @AfterAll
    static void stop() {
        ec2.close();
        cloud.close();
    }

    @Test
    void hasADefaultVpcWithAPublicSubnetInEachZone() {
        Vpc vpc = ec2.describeVpcs(r -> r.filters(filter("is-default", "true")))
                .vpcs()
                .get(0);
        List<Subnet> subnets = ec2.describeSubnets(r -> r.filters(filter("vpc-id", vpc.vpcId())))
                .subnets();
        assertThat(vpc.cidrBlock()).isEqualTo("172.31.0.0/16");
        assertThat(subnets)
                .extracting(Subnet::availabilityZone)
                .containsExactlyInAnyOrder("us-east-1a", "us-east-1b", "us-east-1c");
        assertThat(subnets).allMatch(Subnet::mapPublicIpOnLaunch);
        assertThat(ec2.describeRouteTables(r -> r.filters(filter("vpc-id", vpc.vpcId())))
                        .routeTables()
                        .get(0)
                        .routes())
                .extracting(route -> route.destinationCidrBlock())
                .containsExactly("172.31.0.0/16", "0.0.0.0/0");
        assertThat(ec2.describeVpcAttribute(r -> r.vpcId(vpc.vpcId()).attribute("enableDnsHostnames"))
                        .enableDnsHostnames()
                        .value())
                .isTrue();
    }

    @Test
    void makesAVpcWithWhatComesAlongAndDeletesItOnlyWhenEmpty() {
        String vpc = vpc("10.1.0.0/16");
        String subnet = subnet(vpc, "10.1.0.0/24", "us-east-1b");
        assertThat(ec2.describeSecurityGroups(r -> r.filters(filter("vpc-id", vpc)))
                        .securityGroups())
                .extracting(SecurityGroup::groupName)
                .containsExactly("default");
        assertThat(ec2.describeRouteTables(r -> r.filters(filter("vpc-id", vpc), filter("association.main", "true")))
                        .routeTables())
                .hasSize(1);
        assertCode("DependencyViolation", () -> ec2.deleteVpc(r -> r.vpcId(vpc)));
        ec2.deleteSubnet(r -> r.subnetId(subnet));
        ec2.deleteVpc(r -> r.vpcId(vpc));
        assertCode("InvalidVpcID.NotFound", () -> ec2.describeVpcs(r -> r.vpcIds(vpc)));
        assertThat(ec2.describeSecurityGroups(r -> r.filters(filter("vpc-id", vpc)))
                        .securityGroups())
                .isEmpty();
    }

    @Test
    void refusesBlocksThatDoNotFit() {
        String vpc = vpc("10.2.0.0/16");
        subnet(vpc, "10.2.0.0/24", "us-east-1a");
        assertCode("InvalidVpc.Range", () -> vpc("10.0.0.0/8"));
        assertCode("InvalidParameterValue", () -> vpc("10.0.0.300/16"));
        assertCode("InvalidSubnet.Range", () -> subnet(vpc, "10.3.0.0/24", "us-east-1a"));
        assertCode("InvalidSubnet.Conflict", () -> subnet(vpc, "10.2.0.128/25", "us-east-1a"));
        assertCode("InvalidParameterValue", () -> subnet(vpc, "10.2.1.0/24", "us-east-1z"));
    }

    @Test
    void givesOutEveryAddressOfASubnetButTheReservedOnes() {
        String vpc = vpc("10.4.0.0/16");
        String subnet = subnet(vpc, "10.4.0.0/28", "us-east-1a");
        Set<String> addresses = new HashSet<>();
        for (int i = 0; i < 11; i++) {
            addresses.add(ec2.createNetworkInterface(r -> r.subnetId(subnet))
                    .networkInterface()
                    .privateIpAddress());
        }
        assertThat(addresses)
                .hasSize(11)
                .doesNotContain("10.4.0.0", "10.4.0.1", "10.4.0.2", "10.4.0.3", "10.4.0.15")
                .allMatch(address -> address.startsWith("10.4.0."));
        assertCode("InsufficientFreeAddressesInSubnet", () -> ec2.createNetworkInterface(r -> r.subnetId(subnet)));
        assertThat(ec2.describeSubnets(r -> r.subnetIds(subnet))
                        .subnets()
                        .get(0)
                        .availableIpAddressCount())
                .isZero();
        assertCode("DependencyViolation", () -> ec2.deleteSubnet(r -> r.subnetId(subnet)));
    }

    @Test
    void neverGivesOneAddressToTwoVpcs() {
        String one = subnet(vpc("10.5.0.0/16"), "10.5.0.0/28", "us-east-1a");
        String other = subnet(vpc("10.5.0.0/16"), "10.5.0.0/28", "us-east-1a");
        Set<String> addresses = new HashSet<>();
        for (String subnet : List.of(one, other, one, other, one, other)) {
            addresses.add(ec2.createNetworkInterface(r -> r.subnetId(subnet))
                    .networkInterface()
                    .privateIpAddress());
        }
        assertThat(addresses).hasSize(6);
    }

    @Test
    void routesASubnetToTheInternet() {
        String vpc = vpc("10.6.0.0/16");
        String subnet = subnet(vpc, "10.6.0.0/24", "us-east-1a");
        String gateway = ec2.createInternetGateway(r -> {}).internetGateway().internetGatewayId();
        String table = ec2.createRouteTable(r -> r.vpcId(vpc)).routeTable().routeTableId();
        Consumer<String> route = to -> ec2.createRoute(
                r -> r.routeTableId(table).destinationCidrBlock(to).gatewayId(gateway));
        assertCode("InvalidParameterValue", () -> route.accept("0.0.0.0/0"));
        ec2.attachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        route.accept("0.0.0.0/0");
        assertCode("RouteAlreadyExists", () -> route.accept("0.0.0.0/0"));
        String association = ec2.associateRouteTable(r -> r.routeTableId(table).subnetId(subnet))
                .associationId();
        assertThat(ec2.describeRouteTables(r -> r.filters(filter("association.subnet-id", subnet)))
                        .routeTables())
                .extracting(RouteTable::routeTableId)
                .containsExactly(table);
        assertCode("DependencyViolation", () -> ec2.deleteRouteTable(r -> r.routeTableId(table)));
        assertCode("DependencyViolation", () -> ec2.deleteInternetGateway(r -> r.internetGatewayId(gateway)));
        ec2.disassociateRouteTable(r -> r.associationId(association));
        ec2.deleteRouteTable(r -> r.routeTableId(table));
        ec2.detachInternetGateway(r -> r.internetGatewayId(gateway).vpcId(vpc));
        ec2.deleteInternetGateway(r -> r.internetGatewayId(gateway));
    }

    @Test
    void keepsRulesOfSecurityGroups() {
        String vpc = vpc("10.7.0.0/16");
        String balancer = group(vpc, "balancer");
        String service = group(vpc, "service");
        IpPermission web = tcp(80).ipRanges(IpRange.builder()
                        .cidrIp("0.0.0.0/0")
                        .description("the web")
                        .build())
                .build();
        assertThat(ec2.authorizeSecurityGroupIngress(r -> r.groupId(balancer).ipPermissions(web))
                        .securityGroupRules())
                .singleElement()
                .satisfies(rule -> assertThat(rule.securityGroupRuleId()).startsWith("sgr-"));
        assertThatThrownBy(() -> ec2.authorizeSecurityGroupIngress(
                        r -> r.groupId(balancer).ipPermissions(web)))
                .hasMessageContaining(
                        "the specified rule \"peer: 0.0.0.0/0, TCP, from port: 80, to port: 80, ALLOW\" already exists");
        ec2.authorizeSecurityGroupIngress(r -> r.groupId(service)
                .ipPermissions(tcp(5000)
                        .userIdGroupPairs(
                                UserIdGroupPair.builder().groupId(balancer).build())
                        .build()));
        SecurityGroup shown = ec2.describeSecurityGroups(r -> r.groupIds(balancer))
                .securityGroups()
                .get(0);
        assertThat(shown.ipPermissions()).singleElement().satisfies(in -> {
            assertThat(in.fromPort()).isEqualTo(80);
            assertThat(in.ipRanges()).isEqualTo(web.ipRanges());
        });
        assertThat(shown.ipPermissionsEgress())
                .singleElement()
                .satisfies(out -> assertThat(out.ipRanges().get(0).cidrIp()).isEqualTo("0.0.0.0/0"));
        assertCode("DependencyViolation", () -> ec2.deleteSecurityGroup(r -> r.groupId(balancer)));
        ec2.deleteSecurityGroup(r -> r.groupId(service));
        ec2.revokeSecurityGroupIngress(r -> r.groupId(balancer).ipPermissions(web));
        assertCode(
                "InvalidPermission.NotFound",
                () -> ec2.revokeSecurityGroupIngress(r -> r.groupId(balancer).ipPermissions(web)));
        ec2.deleteSecurityGroup(r -> r.groupId(balancer));
    }

    @Test
    void refusesSecurityGroupsThatEc2Refuses() {
        String vpc = vpc("10.8.0.0/16");
        group(vpc, "twice");
        assertCode("InvalidGroup.Duplicate", () -> group(vpc, "twice"));
        assertCode("InvalidParameterValue", () -> group(vpc, "sg-mine"));
        assertCode("InvalidGroup.NotFound", () -> ec2.describeSecurityGroups(r -> r.groupIds("sg-none")));
        assertCode(
                "InvalidParameterValue",
                () -> ec2.authorizeSecurityGroupIngress(r -> r.groupId(group(vpc, "no ports"))
                        .ipPermissions(IpPermission.builder()
                                .ipProtocol("tcp")
                                .ipRanges(IpRange.builder().cidrIp("0.0.0.0/0").build())
                                .build())));
    }

    @Test
    void findsResourcesByTagsWithWildcards() {
        String vpc = ec2.createVpc(r -> r.cidrBlock("10.9.0.0/16")
                        .tagSpecifications(TagSpecification.builder()
                                .resourceType("vpc")
                                .tags(tag("Name", "tagged-one"))
                                .build()))
                .vpc()
                .vpcId();
        ec2.createTags(r -> r.resources(vpc).tags(tag("stage", "test")));
        assertThat(ec2.describeVpcs(r -> r.filters(filter("tag:Name", "tagged-*"), filter("tag:stage", "tes?")))
                        .vpcs())
                .singleElement()
                .satisfies(found ->
                        assertThat(found.tags()).containsExactly(tag("Name", "tagged-one"), tag("stage", "test")));
        ec2.deleteTags(r -> r.resources(vpc).tags(Tag.builder().key("stage").build()));
        assertThat(ec2.describeTags(r -> r.filters(filter("resource-id", vpc))).tags())
                .extracting(found -> found.key())
                .containsExactly("Name");
        assertCode(
                "InvalidSubnetID.NotFound",
                () -> ec2.createTags(r -> r.resources("subnet-0").tags(tag("a", "b"))));
    }

    @Test
    void saysWhichFilterOrMemberItDoesNotKnow() {
        assertThatThrownBy(() -> ec2.describeVpcs(r -> r.filters(filter("colour", "red"))))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("The filter 'colour' is invalid");
        assertThatThrownBy(() -> ec2.createVpc(r -> r.cidrBlock("10.0.0.0/16").amazonProvidedIpv6CidrBlock(true)))
                .isInstanceOf(Ec2Exception.class)
                .hasMessageContaining("ec2 CreateVpc: AmazonProvidedIpv6CidrBlock");
    }

    @Test
    void mapsAPublicAddressOnRequest() {
        String subnet = subnet(vpc("10.10.0.0/16"), "10.10.0.0/24", "us-east-1a");
        NetworkInterface made =
                ec2.createNetworkInterface(r -> r.subnetId(subnet)).networkInterface();
        ec2.modifyNetworkInterfaceAttribute(
                r -> r.networkInterfaceId(made.networkInterfaceId()).associatePublicIpAddress(true));
        assertThat(ec2.describeNetworkInterfaces(r -> r.networkInterfaceIds(made.networkInterfaceId()))
                        .networkInterfaces()
                        .get(0)
                        .association()
                        .publicIp())
                .startsWith("203.0.113.");
    }

    private static String vpc(String cidr) {
        return ec2.createVpc(r -> r.cidrBlock(cidr)).vpc().vpcId();
    }

    private static String subnet(String vpc, String cidr, String zone) {
        return ec2.createSubnet(r -> r.vpcId(vpc).cidrBlock(cidr).availabilityZone(zone))
                .subnet()
                .subnetId();
    }

    private static String group(String vpc, String name) {
        return ec2.createSecurityGroup(r -> r.vpcId(vpc).groupName(name).description("of a test"))
                .groupId();
    }

    private static IpPermission.Builder tcp(int port) {
        return IpPermission.builder().ipProtocol("tcp").fromPort(port).toPort(port);
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    private static Tag tag(String key, String value) {
        return Tag.builder().key(key).value(value).build();
    }

    private static void assertCode(String code, ThrowingCallable call) {
        Ec2Exception thrown = catchThrowableOfType(Ec2Exception.class, call);
        assertThat(thrown).as("refused with " + code).isNotNull();
        assertThat(thrown.awsErrorDetails().errorCode()).isEqualTo(code);
    }
}
