package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.route53.Route53Client;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.CreateHostedZoneRequest;
import software.amazon.awssdk.services.route53.model.HostedZone;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;
import software.amazon.awssdk.services.route53.model.Tag;
import software.amazon.awssdk.services.route53.model.TagResourceType;

/** The types of Route 53. */
final class DnsTypes {
    private static final String ZONE = "/hostedzone/";
    private static final String[] RECORD = {"AliasTarget", "ResourceRecords", "TTL"};

    private DnsTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(zone(), record());
    }

    private static ResourceType<Route53Client> zone() {
        return ResourceType.of("AWS::Route53::HostedZone", Route53Client.class)
                .create(
                        CreateHostedZoneRequest::builder,
                        properties -> properties.with(
                                "CallerReference", UUID.randomUUID().toString()),
                        Route53Client::createHostedZone,
                        made -> made.hostedZone().id().replace(ZONE, ""))
                .update(
                        ResourceType.names("HostedZoneConfig"),
                        (dns, zone) -> dns.updateHostedZoneComment(request -> request.id(zone.id())
                                .comment(zone.properties()
                                        .object("HostedZoneConfig")
                                        .text("Comment"))))
                .members(
                        "HostedZoneTags",
                        tag -> tag.path("Key").asText(),
                        (dns, zone, tag) ->
                                dns.changeTagsForResource(request -> request.resourceType(TagResourceType.HOSTEDZONE)
                                        .resourceId(zone.id())
                                        .addTags(Tag.builder()
                                                .key(tag.path("Key").asText())
                                                .value(tag.path("Value").asText())
                                                .build())),
                        (dns, zone, tag) ->
                                dns.changeTagsForResource(request -> request.resourceType(TagResourceType.HOSTEDZONE)
                                        .resourceId(zone.id())
                                        .removeTagKeys(tag.path("Key").asText())))
                .attributes((dns, zone) -> Map.of(
                        "Id",
                        zone.id(),
                        "NameServers",
                        dns.getHostedZone(request -> request.id(zone.id()))
                                .delegationSet()
                                .nameServers()))
                .deletedBy((dns, zone) -> dns.deleteHostedZone(request -> request.id(zone.id())));
    }

    private static ResourceType<Route53Client> record() {
        return ResourceType.of("AWS::Route53::RecordSet", Route53Client.class)
                .createdBy((dns, record) -> {
                    change(dns, record, ChangeAction.CREATE, set(record));
                    return record.text("Name");
                })
                .replace(
                        ResourceType.names(RECORD),
                        (dns, record) ->
                                change(dns, record.properties(), ChangeAction.UPSERT, set(record.properties())))
                .keeping("Comment")
                .deletedBy((dns, record) -> dns
                        .listResourceRecordSetsPaginator(
                                request -> request.hostedZoneId(zoneOf(dns, record.properties())))
                        .resourceRecordSets()
                        .stream()
                        .filter(there -> isSame(there, record.properties()))
                        .findFirst()
                        .ifPresent(there -> change(dns, record.properties(), ChangeAction.DELETE, there)));
    }

    /** The texts of a template's records are values of their own in the API. */
    private static ResourceRecordSet set(Properties record) {
        ArrayNode values = JsonNodeFactory.instance.arrayNode();
        for (JsonNode value : record.list("ResourceRecords")) {
            values.addObject().put("Value", value.asText());
        }
        Properties set = record.without("HostedZoneId", "HostedZoneName", "Comment");
        if (set.has("AliasTarget") && !set.object("AliasTarget").has("EvaluateTargetHealth")) {
            set = set.with(
                    "AliasTarget",
                    set.object("AliasTarget")
                            .with("EvaluateTargetHealth", "false")
                            .json());
        }
        return ResourceType.request(
                ResourceRecordSet::builder, values.isEmpty() ? set : set.with("ResourceRecords", values));
    }

    private static void change(Route53Client dns, Properties record, ChangeAction action, ResourceRecordSet set) {
        dns.changeResourceRecordSets(request -> request.hostedZoneId(zoneOf(dns, record))
                .changeBatch(batch -> batch.comment(record.has("Comment") ? record.text("Comment") : null)
                        .changes(Change.builder()
                                .action(action)
                                .resourceRecordSet(set)
                                .build())));
    }

    private static boolean isSame(ResourceRecordSet there, Properties record) {
        return there.name().equals(dotted(record.text("Name")))
                && there.typeAsString().equals(record.text("Type"));
    }

    private static String zoneOf(Route53Client dns, Properties record) {
        if (record.has("HostedZoneId")) {
            return record.text("HostedZoneId");
        }
        String name = dotted(record.text("HostedZoneName"));
        List<HostedZone> found = dns.listHostedZonesByName(request -> request.dnsName(name)).hostedZones().stream()
                .filter(zone -> zone.name().equals(name))
                .toList();
        if (found.size() != 1) {
            throw new HandlerFault(
                    HandlerError.INVALID_REQUEST,
                    found.isEmpty()
                            ? "No hosted zones named " + name + " found"
                            : "Found " + found.size() + " hosted zones named " + name
                                    + "; please specify a HostedZoneId");
        }
        return found.get(0).id();
    }

    private static String dotted(String name) {
        String lower = name.toLowerCase(Locale.ROOT).replace("*", "\\052");
        return lower.endsWith(".") ? lower : lower + ".";
    }
}
