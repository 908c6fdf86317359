package dev.fargatecd.local.route53;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * A hosted zone as it is kept.
 *
 * @param zone without the number of its records
 * @param records in their order
 */
record Zone(HostedZone zone, List<String> nameServers, List<ResourceRecordSet> records, Map<String, String> tags) {
    private static final Comparator<ResourceRecordSet> ORDER = Comparator.comparing(
                    (ResourceRecordSet set) -> DomainName.order(set.name()))
            .thenComparing(ResourceRecordSet::typeAsString);
    private static final long NAME_SERVERS_TTL = 172_800;
    private static final long AUTHORITY_TTL = 900;

    Zone {
        records = records.stream().sorted(ORDER).toList();
        tags = Map.copyOf(tags);
    }

    /** A zone with the two records that each has. */
    static Zone of(HostedZone zone, List<String> nameServers) {
        ResourceRecordSet servers = ResourceRecordSet.builder()
                .name(zone.name())
                .type(RRType.NS)
                .ttl(NAME_SERVERS_TTL)
                .resourceRecords(nameServers.stream()
                        .map(server ->
                                ResourceRecord.builder().value(server + ".").build())
                        .toList())
                .build();
        ResourceRecordSet authority = ResourceRecordSet.builder()
                .name(zone.name())
                .type(RRType.SOA)
                .ttl(AUTHORITY_TTL)
                .resourceRecords(ResourceRecord.builder()
                        .value(nameServers.get(0) + ". hostmaster." + zone.name() + " 1 7200 900 1209600 86400")
                        .build())
                .build();
        return new Zone(zone, nameServers, List.of(servers, authority), Map.of());
    }

    String id() {
        return zone.id();
    }

    String name() {
        return zone.name();
    }

    HostedZone shown() {
        return zone.toBuilder().resourceRecordSetCount((long) records.size()).build();
    }

    Optional<ResourceRecordSet> find(String name, RRType type) {
        return records.stream()
                .filter(set -> set.name().equals(name) && set.type() == type)
                .findFirst();
    }

    boolean hasOnlyItsOwn() {
        return records.stream()
                .allMatch(set -> set.name().equals(name()) && (set.type() == RRType.NS || set.type() == RRType.SOA));
    }

    Zone with(ResourceRecordSet set) {
        List<ResourceRecordSet> all = new ArrayList<>(without(set).records());
        all.add(set);
        return new Zone(zone, nameServers, all, tags);
    }

    Zone without(ResourceRecordSet set) {
        return new Zone(
                zone,
                nameServers,
                records.stream()
                        .filter(one -> !(one.name().equals(set.name()) && one.type() == set.type()))
                        .toList(),
                tags);
    }

    Zone with(HostedZone changed) {
        return new Zone(changed, nameServers, records, tags);
    }

    Zone tagged(Map<String, String> changed) {
        return new Zone(zone, nameServers, records, changed);
    }
}
