package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/** A hosted zone with an address and an alias to a load balancer, made, changed and deleted by a stack. */
final class DnsStackTest {
    @Test
    void makesChangesAndDeletesAZoneAndItsRecords() throws Exception {
        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            StackDriver stacks = new StackDriver(cloud);
            Route53Client dns = cloud.client(Route53Client.class);
            stacks.create("dns", Fixture.text("dns.yml"));

            assertThat(stacks.statusOf("dns"))
                    .as(String.join("\n", stacks.story("dns")))
                    .isEqualTo("CREATE_COMPLETE");
            String zone = stacks.outputOf("dns", "Zone");
            assertThat(stacks.outputOf("dns", "Servers").split(" ")).hasSize(4);
            assertThat(stacks.outputOf("dns", "Api")).isEqualTo("api.shop.example.com");
            assertThat(record(dns, zone, "shop.example.com").aliasTarget().dnsName())
                    .isEqualTo("127.0.0.1:8080");

            stacks.update("dns", Fixture.text("dns.yml"), "Address", "192.0.2.2");
            assertThat(stacks.statusOf("dns"))
                    .as(String.join("\n", stacks.story("dns")))
                    .isEqualTo("UPDATE_COMPLETE");
            assertThat(record(dns, zone, "api.shop.example.com")
                            .resourceRecords()
                            .get(0)
                            .value())
                    .isEqualTo("192.0.2.2");
            assertThat(dns.getHostedZone(request -> request.id(zone))
                            .hostedZone()
                            .config()
                            .comment())
                    .isEqualTo("192.0.2.2");

            String id = stacks.delete("dns");
            assertThat(stacks.statusOf(id))
                    .as(String.join("\n", stacks.story(id)))
                    .isEqualTo("DELETE_COMPLETE");
            assertThat(dns.listHostedZones().hostedZones()).isEmpty();
        }
    }

    private static ResourceRecordSet record(Route53Client dns, String zone, String name) {
        return dns.listResourceRecordSets(request ->
                        request.hostedZoneId(zone).startRecordName(name).startRecordType("A"))
                .resourceRecordSets()
                .get(0);
    }
}
