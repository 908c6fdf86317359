package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.iam.IamClient;

class StackLifecycleTest {
    private static LocalCloud cloud;
    private static StackDriver stacks;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = new StackDriver(cloud);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void createsANetworkWithAllThatItsPropertiesSay() {
        stacks.create("network", Fixture.text("network.yml"), "EnvironmentName", "made");

        assertThat(stacks.statusOf("network")).isEqualTo("CREATE_COMPLETE");
        assertThat(stacks.outputOf("network", "LogsArn")).endsWith(":log-group:/ecs/made:*");
        String vpc = stacks.outputOf("network", "VpcId");
        Ec2Client ec2 = cloud.client(Ec2Client.class);
        assertThat(ec2.describeSubnets(request -> request.subnetIds(
                                stacks.outputOf("network", "SubnetIds").split(",")))
                        .subnets())
                .allMatch(subnet -> subnet.vpcId().equals(vpc))
                .anyMatch(subnet -> subnet.mapPublicIpOnLaunch());
        assertThat(ec2.describeSecurityGroups(
                                request -> request.groupIds(stacks.physicalId("network", "BalancerGroup")))
                        .securityGroups()
                        .get(0)
                        .ipPermissionsEgress())
                .singleElement()
                .satisfies(rule -> assertThat(rule.userIdGroupPairs().get(0).groupId())
                        .isEqualTo(stacks.physicalId("network", "ServiceGroup")));
    }

    @Test
    void deletesWhatItCreated() {
        stacks.create("short-lived", Fixture.text("network.yml"), "EnvironmentName", "short");
        String vpc = stacks.outputOf("short-lived", "VpcId");
        String role = stacks.physicalId("short-lived", "Role");

        stacks.delete("short-lived");

        assertThatThrownBy(() -> stacks.statusOf("short-lived"))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("Stack with id short-lived does not exist");
        Ec2Client ec2 = cloud.client(Ec2Client.class);
        assertThatThrownBy(() -> ec2.describeVpcs(request -> request.vpcIds(vpc)))
                .hasMessageContaining(vpc);
        IamClient iam = cloud.client(IamClient.class);
        assertThatThrownBy(() -> iam.getRole(request -> request.roleName(role))).hasMessageContaining(role);
    }
}
