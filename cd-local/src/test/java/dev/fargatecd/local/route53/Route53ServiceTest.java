package dev.fargatecd.local.route53;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.HostedZoneAlreadyExistsException;
import software.amazon.awssdk.services.route53.model.HostedZoneNotEmptyException;
import software.amazon.awssdk.services.route53.model.InvalidChangeBatchException;
import software.amazon.awssdk.services.route53.model.InvalidInputException;
import software.amazon.awssdk.services.route53.model.NoSuchHostedZoneException;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Tag;

/** Route 53, over HTTP with the SDK's client. */
final class Route53ServiceTest {
    private static LocalCloud cloud;
    private static Route53Client dns;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        dns = Route53Client.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.scope().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())))
                .build();
    }

    @AfterAll
    static void close() {
        dns.close();
        cloud.close();
    }

    private static HostedZone zone(String name) {
        return dns.createHostedZone(request -> request.name(name).callerReference(name))
                .hostedZone();
    }

    private static ResourceRecordSet.Builder record(String name, RRType type, String value) {
        return ResourceRecordSet.builder()
                .name(name)
                .type(type)
                .ttl(60L)
                .resourceRecords(ResourceRecord.builder().value(value).build());
    }

    private static ChangeStatus change(HostedZone zone, ChangeAction action, ResourceRecordSet.Builder set) {
        return dns.changeResourceRecordSets(request -> request.hostedZoneId(zone.id())
                        .changeBatch(batch -> batch.changes(Change.builder()
                                .action(action)
                                .resourceRecordSet(set.build())
                                .build())))
                .changeInfo()
                .status();
    }

    @Test
    void keepsRecordsInTheirOrder() {
        HostedZone zone = zone("order.example.com");
        assertThat(zone.name()).isEqualTo("order.example.com.");
        assertThat(change(zone, ChangeAction.CREATE, record("www.order.example.com", RRType.A, "192.0.2.1")))
                .isEqualTo(ChangeStatus.INSYNC);
        change(zone, ChangeAction.UPSERT, record("*.order.example.com", RRType.CNAME, "example.org"));
        change(zone, ChangeAction.UPSERT, record("www.order.example.com", RRType.A, "192.0.2.2"));

        assertThat(dns.listResourceRecordSetsPaginator(
                                request -> request.hostedZoneId(zone.id()).maxItems("1"))
                        .resourceRecordSets())
                .extracting(set -> set.name() + " " + set.typeAsString())
                .containsExactly(
                        "order.example.com. NS",
                        "order.example.com. SOA",
                        "\\052.order.example.com. CNAME",
                        "www.order.example.com. A");
        assertThat(dns.listResourceRecordSets(
                                request -> request.hostedZoneId(zone.id()).startRecordName("www.order.example.com"))
                        .resourceRecordSets()
                        .get(0)
                        .resourceRecords()
                        .get(0)
                        .value())
                .isEqualTo("192.0.2.2");
        assertThat(dns.getHostedZone(request -> request.id(zone.id()))
                        .hostedZone()
                        .resourceRecordSetCount())
                .isEqualTo(4);
    }

    @Test
    void makesNoChangeOfABatchInWhichOneIsWrong() {
        HostedZone zone = zone("batch.example.com");
        assertThatExceptionOfType(InvalidChangeBatchException.class)
                .isThrownBy(() -> dns.changeResourceRecordSets(request -> request.hostedZoneId(zone.id())
                        .changeBatch(batch -> batch.changes(
                                Change.builder()
                                        .action(ChangeAction.CREATE)
                                        .resourceRecordSet(record("a.batch.example.com", RRType.A, "192.0.2.1")
                                                .build())
                                        .build(),
                                Change.builder()
                                        .action(ChangeAction.CREATE)
                                        .resourceRecordSet(record("a.example.org", RRType.A, "192.0.2.1")
                                                .build())
                                        .build()))))
                .withMessageContaining(
                        "RRSet with DNS name a.example.org. is not permitted in zone batch.example.com.");
        assertThat(dns.getHostedZone(request -> request.id(zone.id()))
                        .hostedZone()
                        .resourceRecordSetCount())
                .isEqualTo(2);
    }

    @Test
    void refusesWhatRoute53Refuses() {
        HostedZone zone = zone("strict.example.com");
        change(zone, ChangeAction.CREATE, record("a.strict.example.com", RRType.A, "192.0.2.1"));

        assertRefused(
                zone, ChangeAction.CREATE, record("a.strict.example.com", RRType.A, "192.0.2.1"), "already exists");
        assertRefused(zone, ChangeAction.CREATE, record("a.strict.example.com", RRType.CNAME, "b"), "conflicts");
        assertRefused(zone, ChangeAction.CREATE, record("strict.example.com", RRType.CNAME, "b"), "at apex");
        assertRefused(zone, ChangeAction.CREATE, record("b.strict.example.com", RRType.A, "300.0.0.1"), "IPv4");
        assertRefused(zone, ChangeAction.DELETE, record("b.strict.example.com", RRType.A, "192.0.2.1"), "not found");
        assertRefused(zone, ChangeAction.DELETE, record("a.strict.example.com", RRType.A, "192.0.2.9"), "do not match");
        assertThatExceptionOfType(InvalidInputException.class)
                .isThrownBy(() -> change(
                        zone,
                        ChangeAction.CREATE,
                        ResourceRecordSet.builder().name("c.strict.example.com").type(RRType.A)))
                .withMessageContaining("Expected exactly one of [AliasTarget");
        assertThatExceptionOfType(HostedZoneNotEmptyException.class)
                .isThrownBy(() -> dns.deleteHostedZone(request -> request.id(zone.id())));
        assertThatExceptionOfType(HostedZoneAlreadyExistsException.class).isThrownBy(() -> zone("strict.example.com"));

        change(zone, ChangeAction.DELETE, record("a.strict.example.com", RRType.A, "192.0.2.1"));
        dns.deleteHostedZone(request -> request.id(zone.id()));
        assertThatExceptionOfType(NoSuchHostedZoneException.class)
                .isThrownBy(() -> dns.getHostedZone(request -> request.id(zone.id())))
                .withMessageContaining("No hosted zone found with ID");
    }

    private static void assertRefused(
            HostedZone zone, ChangeAction action, ResourceRecordSet.Builder set, String message) {
        assertThatExceptionOfType(InvalidChangeBatchException.class)
                .isThrownBy(() -> change(zone, action, set))
                .withMessageContaining(message);
    }

    @Test
    void findsZonesByNameAndKeepsTheirTags() {
        String id = zone("tags.example.net").id();
        dns.changeTagsForResource(request -> request.resourceType("hostedzone")
                .resourceId(id)
                .addTags(Tag.builder().key("team").value("a").build()));

        assertThat(dns.listTagsForResource(
                                request -> request.resourceType("hostedzone").resourceId(id))
                        .resourceTagSet()
                        .tags())
                .containsExactly(Tag.builder().key("team").value("a").build());
        assertThat(dns.listHostedZonesByName(
                                request -> request.dnsName("tags.example.net").maxItems("1"))
                        .hostedZones())
                .extracting(HostedZone::name)
                .containsExactly("tags.example.net.");
        assertThat(dns.listHostedZonesPaginator(request -> request.maxItems("1"))
                        .hostedZones())
                .extracting(HostedZone::name)
                .contains("tags.example.net.");
    }
}
