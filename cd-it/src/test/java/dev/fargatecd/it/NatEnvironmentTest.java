package dev.fargatecd.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.Stacks;
import dev.fargatecd.it.suite.TargetCloud;
import dev.fargatecd.model.Approval;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.DesiredCount;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.EnvironmentName;
import dev.fargatecd.model.Network;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.environment.EnvironmentTemplate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Filter;
import software.amazon.awssdk.services.ec2.model.NatGateway;
import software.amazon.awssdk.services.ec2.model.NatGatewayState;
import software.amazon.awssdk.services.ec2.model.Route;

/** An environment whose tasks are in private subnets: their way out is the NAT gateway, and it goes with the stack. */
@DisabledIfSystemProperty(
        named = "target",
        matches = "(?!embedded|in-process).*",
        disabledReason = "it is about the local cloud; the contracts are for every target")
final class NatEnvironmentTest {
    private static final String STACK = "private-test-environment";

    @Test
    void leadsTheTasksSubnetsToANatGatewayInAPublicOne() throws Exception {
        try (TargetCloud target = TargetCloud.open()) {
            Delivery delivery = Delivery.of(
                    Greeter.delivery("private").application(),
                    List.of(new Environment(
                            new EnvironmentName("test"), new Network.Created(true), DesiredCount.ONE, Approval.NONE)));
            String template = Rendering.of(delivery)
                    .file(Rendering.ENVIRONMENT)
                    .orElseThrow()
                    .content();
            Stacks stacks = target.deliveries().stacks();
            Ec2Client ec2 = target.client(Ec2Client.class);

            stacks.deploy(
                    new Stacks.Request(STACK, template, Map.of(EnvironmentTemplate.NAME_PARAMETER, "test"), Map.of()));

            List<String> subnets = List.of(stacks.find(STACK)
                    .orElseThrow()
                    .outputs()
                    .getOrDefault("SubnetIds", "")
                    .split(","));
            NatGateway nat =
                    ec2.describeNatGateways(request -> {}).natGateways().get(0);
            assertThat(nat.state()).isEqualTo(NatGatewayState.AVAILABLE);
            assertThat(subnets).hasSize(2).doesNotContain(nat.subnetId());
            for (String subnet : subnets) {
                assertThat(routes(ec2, subnet)).extracting(Route::natGatewayId).contains(nat.natGatewayId());
            }
            assertThat(routes(ec2, nat.subnetId()))
                    .anySatisfy(route -> assertThat(route.gatewayId()).startsWith("igw-"));

            stacks.delete(STACK);
            assertThat(ec2.describeNatGateways(request -> {}).natGateways())
                    .allSatisfy(gone -> assertThat(gone.state()).isEqualTo(NatGatewayState.DELETED));
        }
    }

    private static List<Route> routes(Ec2Client ec2, String subnet) {
        return ec2
                .describeRouteTables(request -> request.filters(Filter.builder()
                        .name("association.subnet-id")
                        .values(subnet)
                        .build()))
                .routeTables()
                .stream()
                .flatMap(table -> table.routes().stream())
                .toList();
    }
}
