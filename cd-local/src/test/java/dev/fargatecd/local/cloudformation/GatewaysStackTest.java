package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Address;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.VpcEndpoint;

/** Addresses, NAT gateways and endpoints, made, changed and deleted by stacks. */
final class GatewaysStackTest {
    private static LocalCloud cloud;
    private static StackDriver stacks;
    private static Ec2Client ec2;

    @BeforeAll
    static void start() throws Exception {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = new StackDriver(cloud);
        ec2 = cloud.client(Ec2Client.class);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static VpcEndpoint endpoint(String logicalId) {
        String id = stacks.physicalId("gateways", logicalId);
        return ec2.describeVpcEndpoints(request -> request.vpcEndpointIds(id))
                .vpcEndpoints()
                .get(0);
    }

    @Test
    void makesChangesAndDeletesWhatPrivateSubnetsNeed() {
        stacks.create("gateways", Fixture.text("gateways.yml"));

        assertThat(stacks.statusOf("gateways"))
                .as(String.join("\n", stacks.story("gateways")))
                .isEqualTo("CREATE_COMPLETE");
        NatGateway nat = ec2.describeNatGateways(request -> request.filter(
                        Filter.builder().name("state").values("available").build()))
                .natGateways()
                .get(0);
        assertThat(nat.natGatewayAddresses())
                .singleElement()
                .satisfies(one -> assertThat(one.publicIp()).isEqualTo(stacks.outputOf("gateways", "Address")));
        assertThat(ec2.describeRouteTables(request -> request.routeTableIds(stacks.physicalId("gateways", "Routes")))
                        .routeTables()
                        .get(0)
                        .routes())
                .anyMatch(route -> nat.natGatewayId().equals(route.natGatewayId()));
        assertThat(endpoint("Buckets").routeTableIds()).containsExactly(stacks.physicalId("gateways", "Routes"));
        assertThat(endpoint("Registry").subnetIds()).containsExactly(stacks.physicalId("gateways", "Private"));

        stacks.update("gateways", Fixture.text("gateways.yml"), "Mode", "second");
        assertThat(stacks.statusOf("gateways"))
                .as(String.join("\n", stacks.story("gateways")))
                .isEqualTo("UPDATE_COMPLETE");
        assertThat(endpoint("Buckets").routeTableIds()).isEmpty();
        VpcEndpoint registry = endpoint("Registry");
        assertThat(registry.subnetIds()).containsExactly(stacks.physicalId("gateways", "Public"));
        assertThat(registry.networkInterfaceIds()).hasSize(1);
        assertThat(registry.groups())
                .singleElement()
                .satisfies(group -> assertThat(group.groupId()).isEqualTo(stacks.physicalId("gateways", "Group")));
        Address address = ec2.describeAddresses(request -> request.publicIps(stacks.outputOf("gateways", "Address")))
                .addresses()
                .get(0);
        assertThat(address.tags())
                .contains(Tag.builder().key("mode").value("second").build());

        String id = stacks.delete("gateways");
        assertThat(stacks.statusOf(id)).as(String.join("\n", stacks.story(id))).isEqualTo("DELETE_COMPLETE");
        assertThat(ec2.describeNatGateways(request -> {}).natGateways()).isEmpty();
        assertThat(ec2.describeAddresses().addresses()).isEmpty();
        assertThat(ec2.describeVpcEndpoints(request -> {}).vpcEndpoints()).isEmpty();
    }

    @Test
    void saysWhyANatGatewayFailed() {
        stacks.create("closed", """
                Resources:
                  Vpc:
                    Type: AWS::EC2::VPC
                    Properties: {CidrBlock: 10.1.0.0/16}
                  Subnet:
                    Type: AWS::EC2::Subnet
                    Properties: {VpcId: !Ref Vpc, CidrBlock: 10.1.0.0/24}
                  Address:
                    Type: AWS::EC2::EIP
                  Nat:
                    Type: AWS::EC2::NatGateway
                    Properties: {SubnetId: !Ref Subnet, AllocationId: !GetAtt Address.AllocationId}
                """);

        assertThat(stacks.statusOf("closed")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(stacks.story("closed"))
                .anySatisfy(line -> assertThat(line)
                        .startsWith("Nat CREATE_FAILED")
                        .contains("is in state failed and hence failed to stabilize")
                        .contains("has no Internet gateway attached"));
    }

    @Test
    void refusesWhatEc2Refuses() {
        String subnet = ec2.describeSubnets(request -> {}).subnets().get(0).subnetId();
        String allocation =
                ec2.allocateAddress(request -> request.domain("vpc")).allocationId();
        NatGateway nat = ec2.createNatGateway(
                        request -> request.subnetId(subnet).allocationId(allocation))
                .natGateway();
        assertThat(nat.state()).isEqualTo(NatGatewayState.PENDING);

        List<String> codes = List.of(
                Codes.of(() -> ec2.releaseAddress(request -> request.allocationId(allocation))),
                Codes.of(() ->
                        ec2.createNatGateway(request -> request.subnetId(subnet).allocationId(allocation))),
                Codes.of(() -> ec2.createNatGateway(request -> request.subnetId(subnet))),
                Codes.of(() -> ec2.describeNatGateways(request -> request.natGatewayIds("nat-0"))),
                Codes.of(() -> ec2.createVpcEndpoint(
                        request -> request.vpcId(nat.vpcId()).serviceName("com.example.s3"))),
                Codes.of(() -> ec2.createVpcEndpoint(
                        request -> request.vpcId(nat.vpcId()).serviceName("com.amazonaws.us-east-1.ecr.api"))));
        ec2.deleteNatGateway(request -> request.natGatewayId(nat.natGatewayId()));
        ec2.releaseAddress(request -> request.allocationId(allocation));

        assertThat(codes)
                .containsExactly(
                        "InvalidIPAddress.InUse",
                        "Resource.AlreadyAssociated",
                        "MissingParameter",
                        "NatGatewayNotFound",
                        "InvalidServiceName",
                        "InvalidParameter");
    }
}
