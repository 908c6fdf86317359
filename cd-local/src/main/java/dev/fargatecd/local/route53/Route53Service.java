package dev.fargatecd.local.route53;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.ChangeInfo;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ChangeResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ChangeStatus;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.ChangeTagsForResourceResponse;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.DeleteHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.GetChangeRequest;
import software.amazon.awssdk.services.route53.model.GetChangeResponse;
import software.amazon.awssdk.services.route53.model.GetHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.GetHostedZoneResponse;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.HostedZoneConfig;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesByNameResponse;
import software.amazon.awssdk.services.route53.model.ListHostedZonesRequest;
import software.amazon.awssdk.services.route53.model.ListHostedZonesResponse;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsRequest;
import software.amazon.awssdk.services.route53.model.ListResourceRecordSetsResponse;
import software.amazon.awssdk.services.route53.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.route53.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.route53.model.NoSuchChangeException;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;
import software.amazon.awssdk.services.route53.model.UpdateHostedZoneCommentRequest;
import software.amazon.awssdk.services.route53.model.UpdateHostedZoneCommentResponse;

/**
 * Amazon Route 53: public hosted zones with plain and alias records.
 *
 * <p>They are answered by API alone: there is no name server, and no program finds a name by them. Changes are in sync at
 * once.
 */
public final class Route53Service implements Route53Client {
    private static final String ZONE = "/hostedzone/";
    private static final String CHANGE = "/change/";
    private static final int MOST_ZONES = 100;
    private static final int MOST_RECORDS = 300;

    private final CloudContext cloud;
    private final Table<Zone> zones;
    private final Table<ChangeInfo> changes;

    public Route53Service(CloudContext cloud) {
        this.cloud = cloud;
        zones = cloud.store().table("route53.zones", Zone.class);
        changes = cloud.store().table("route53.changes", ChangeInfo.class);
    }

    @Override
    public CreateHostedZoneResponse createHostedZone(CreateHostedZoneRequest request) {
        Supported.only("route53 CreateHostedZone", request, "Name", "CallerReference", "HostedZoneConfig");
        if (request.callerReference() == null || request.callerReference().isEmpty()) {
            throw DnsFaults.input(
                    "Value null at 'callerReference' failed to satisfy constraint: Member must not be null");
        }
        HostedZoneConfig config = Objects.requireNonNullElseGet(
                request.hostedZoneConfig(), () -> HostedZoneConfig.builder().build());
        if (Boolean.TRUE.equals(config.privateZone())) {
            throw new UnsupportedOperationException(
                    "route53 CreateHostedZone: HostedZoneConfig.PrivateZone is not supported by the local cloud");
        }
        boolean used = zones.list(scope()).stream()
                .anyMatch(zone -> zone.zone().callerReference().equals(request.callerReference()));
        if (used) {
            throw DnsFaults.zoneExists(request.callerReference());
        }
        HostedZone zone = HostedZone.builder()
                .id(ZONE + "Z" + cloud.ids().suffix() + cloud.ids().suffix().substring(0, 8))
                .name(DomainName.of(request.name()))
                .callerReference(request.callerReference())
                .config(config.toBuilder().privateZone(false).build())
                .build();
        Zone made = Zone.of(zone, nameServers());
        zones.put(new Key(scope(), made.id()), made);
        return CreateHostedZoneResponse.builder()
                .hostedZone(made.shown())
                .changeInfo(changed(null))
                .delegationSet(set -> set.nameServers(made.nameServers()))
                .location("https://route53.amazonaws.com/2013-04-01" + made.id())
                .build();
    }

    /** Below a domain that RFC 2606 keeps from being anybody's: nobody answers there. */
    private static List<String> nameServers() {
        return IntStream.rangeClosed(1, 4)
                .mapToObj(number -> "ns-" + number + ".awsdns.invalid")
                .toList();
    }

    @Override
    public GetHostedZoneResponse getHostedZone(GetHostedZoneRequest request) {
        Zone zone = get(request.id());
        return GetHostedZoneResponse.builder()
                .hostedZone(zone.shown())
                .delegationSet(set -> set.nameServers(zone.nameServers()))
                .build();
    }

    @Override
    public ListHostedZonesResponse listHostedZones(ListHostedZonesRequest request) {
        Supported.only("route53 ListHostedZones", request, "Marker", "MaxItems");
        List<Zone> left = zones.list(scope()).stream()
                .filter(zone -> request.marker() == null || zone.id().compareTo(id(request.marker())) >= 0)
                .toList();
        int size = size(request.maxItems(), MOST_ZONES);
        boolean more = left.size() > size;
        return ListHostedZonesResponse.builder()
                .hostedZones(left.stream().limit(size).map(Zone::shown).toList())
                .marker(request.marker())
                .isTruncated(more)
                .nextMarker(more ? left.get(size).id().substring(ZONE.length()) : null)
                .maxItems(String.valueOf(size))
                .build();
    }

    @Override
    public ListHostedZonesByNameResponse listHostedZonesByName(ListHostedZonesByNameRequest request) {
        Supported.only("route53 ListHostedZonesByName", request, "DNSName", "HostedZoneId", "MaxItems");
        String from = request.dnsName() == null ? "" : DomainName.order(DomainName.of(request.dnsName()));
        List<Zone> left = zones.list(scope()).stream()
                .sorted(Comparator.comparing((Zone zone) -> DomainName.order(zone.name()))
                        .thenComparing(Zone::id))
                .filter(zone -> DomainName.order(zone.name()).compareTo(from) >= 0)
                .filter(zone -> request.hostedZoneId() == null
                        || !DomainName.order(zone.name()).equals(from)
                        || zone.id().compareTo(id(request.hostedZoneId())) >= 0)
                .toList();
        int size = size(request.maxItems(), MOST_ZONES);
        boolean more = left.size() > size;
        return ListHostedZonesByNameResponse.builder()
                .hostedZones(left.stream().limit(size).map(Zone::shown).toList())
                .dnsName(request.dnsName())
                .hostedZoneId(request.hostedZoneId())
                .isTruncated(more)
                .nextDNSName(more ? left.get(size).name() : null)
                .nextHostedZoneId(more ? left.get(size).id().substring(ZONE.length()) : null)
                .maxItems(String.valueOf(size))
                .build();
    }

    @Override
    public UpdateHostedZoneCommentResponse updateHostedZoneComment(UpdateHostedZoneCommentRequest request) {
        Zone old = get(request.id());
        HostedZone changed = old.zone().toBuilder()
                .config(config -> config.privateZone(false).comment(request.comment()))
                .build();
        zones.update(new Key(scope(), old.id()), zone -> zone.with(changed));
        return UpdateHostedZoneCommentResponse.builder()
                .hostedZone(get(request.id()).shown())
                .build();
    }

    @Override
    public DeleteHostedZoneResponse deleteHostedZone(DeleteHostedZoneRequest request) {
        Zone zone = get(request.id());
        if (!zone.hasOnlyItsOwn()) {
            throw DnsFaults.zoneNotEmpty();
        }
        zones.remove(new Key(scope(), zone.id()));
        return DeleteHostedZoneResponse.builder().changeInfo(changed(null)).build();
    }

    @Override
    public ChangeResourceRecordSetsResponse changeResourceRecordSets(ChangeResourceRecordSetsRequest request) {
        Zone old = get(request.hostedZoneId());
        zones.update(new Key(scope(), old.id()), zone -> ChangeBatches.changed(zone, request.changeBatch()));
        return ChangeResourceRecordSetsResponse.builder()
                .changeInfo(changed(request.changeBatch().comment()))
                .build();
    }

    private ChangeInfo changed(@Nullable String comment) {
        ChangeInfo change = ChangeInfo.builder()
                .id(CHANGE + "C" + cloud.ids().suffix() + cloud.ids().suffix().substring(0, 8))
                .status(ChangeStatus.INSYNC)
                .submittedAt(cloud.clock().instant())
                .comment(comment)
                .build();
        changes.put(new Key(scope(), change.id()), change);
        return change;
    }

    @Override
    public GetChangeResponse getChange(GetChangeRequest request) {
        String given = String.valueOf(request.id());
        String id = given.startsWith(CHANGE) ? given : CHANGE + given;
        return GetChangeResponse.builder()
                .changeInfo(changes.get(new Key(scope(), id))
                        .orElseThrow(() -> Faults.of(
                                NoSuchChangeException.builder(),
                                404,
                                "NoSuchChange",
                                "Could not find resource with ID: " + given)))
                .build();
    }

    @Override
    public ListResourceRecordSetsResponse listResourceRecordSets(ListResourceRecordSetsRequest request) {
        Supported.only(
                "route53 ListResourceRecordSets",
                request,
                "HostedZoneId",
                "StartRecordName",
                "StartRecordType",
                "MaxItems");
        String from =
                request.startRecordName() == null ? "" : DomainName.order(DomainName.of(request.startRecordName()));
        String type = Objects.requireNonNullElse(request.startRecordTypeAsString(), "");
        List<ResourceRecordSet> left = get(request.hostedZoneId()).records().stream()
                .filter(set -> DomainName.order(set.name()).compareTo(from) >= 0)
                .filter(set -> !DomainName.order(set.name()).equals(from)
                        || set.typeAsString().compareTo(type) >= 0)
                .toList();
        int size = size(request.maxItems(), MOST_RECORDS);
        boolean more = left.size() > size;
        return ListResourceRecordSetsResponse.builder()
                .resourceRecordSets(left.stream().limit(size).toList())
                .isTruncated(more)
                .nextRecordName(more ? left.get(size).name() : null)
                .nextRecordType(more ? left.get(size).type() : null)
                .maxItems(String.valueOf(size))
                .build();
    }

    @Override
    public ChangeTagsForResourceResponse changeTagsForResource(ChangeTagsForResourceRequest request) {
        Zone zone = tagged(request.resourceType(), request.resourceId());
        Map<String, String> tags = new TreeMap<>(zone.tags());
        request.addTags().forEach(tag -> tags.put(tag.key(), Objects.requireNonNullElse(tag.value(), "")));
        request.removeTagKeys().forEach(tags::remove);
        zones.update(new Key(scope(), zone.id()), old -> old.tagged(tags));
        return ChangeTagsForResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        Zone zone = tagged(request.resourceType(), request.resourceId());
        List<Tag> tags = new TreeMap<>(zone.tags())
                .entrySet().stream()
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList();
        return ListTagsForResourceResponse.builder()
                .resourceTagSet(set -> set.resourceType(TagResourceType.HOSTEDZONE)
                        .resourceId(request.resourceId())
                        .tags(tags))
                .build();
    }

    private Zone tagged(@Nullable TagResourceType type, @Nullable String id) {
        if (type != TagResourceType.HOSTEDZONE) {
            throw new UnsupportedOperationException("route53 tags: of resource type "
                    + String.valueOf(type).toLowerCase(Locale.ROOT) + " are not supported by the local cloud");
        }
        return get(id);
    }

    private static int size(@Nullable String wanted, int most) {
        if (wanted == null) {
            return most;
        }
        if (!wanted.matches("[1-9]\\d{0,5}")) {
            throw DnsFaults.input("Value '" + wanted + "' at 'maxItems' is not a number greater than 0");
        }
        return Math.min(most, Integer.parseInt(wanted));
    }

    private Zone get(@Nullable String given) {
        return zones.get(new Key(scope(), id(String.valueOf(given))))
                .orElseThrow(() -> DnsFaults.noZone(String.valueOf(given)));
    }

    private static String id(String given) {
        return given.startsWith(ZONE) ? given : ZONE + given;
    }

    /** Zones belong to the account, whichever region is asked. */
    private static Scope scope() {
        return Caller.current().scope().global();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
