package dev.fargatecd.local.route53;

import dev.fargatecd.local.kernel.Supported;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.route53.model.Change;
import software.amazon.awssdk.services.route53.model.ChangeAction;
import software.amazon.awssdk.services.route53.model.ChangeBatch;
import software.amazon.awssdk.services.route53.model.RRType;
import software.amazon.awssdk.services.route53.model.ResourceRecord;
import software.amazon.awssdk.services.route53.model.ResourceRecordSet;

/**
 * What becomes of a zone by a batch of changes: all of them, or none and the errors.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/Route53/latest/APIReference/API_ChangeResourceRecordSets.html">ChangeResourceRecordSets</a>
 */
final class ChangeBatches {
    private static final Pattern ADDRESS = Pattern.compile("((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}");

    private ChangeBatches() {}

    static Zone changed(Zone zone, @Nullable ChangeBatch batch) {
        if (batch == null || batch.changes().isEmpty()) {
            throw DnsFaults.input("Invalid XML ; cvc-complex-type.2.4.b: a batch of changes has at least one change");
        }
        Zone next = zone;
        List<String> errors = new ArrayList<>();
        for (Change change : batch.changes()) {
            ResourceRecordSet set = checked(change);
            Optional<String> error = error(next, change.action(), set);
            if (error.isPresent()) {
                errors.add(error.get());
            } else {
                next = change.action() == ChangeAction.DELETE ? next.without(set) : next.with(set);
            }
        }
        if (!errors.isEmpty()) {
            throw DnsFaults.batch(errors);
        }
        return next;
    }

    private static ResourceRecordSet checked(Change change) {
        ResourceRecordSet given = change.resourceRecordSet();
        if (given == null || change.action() == null || change.action() == ChangeAction.UNKNOWN_TO_SDK_VERSION) {
            throw DnsFaults.input("Value '" + change.actionAsString()
                    + "' at 'action' failed to satisfy constraint: Member must satisfy enum value set:"
                    + " [CREATE, DELETE, UPSERT]");
        }
        Supported.only(
                "route53 ChangeResourceRecordSets: ResourceRecordSet",
                given,
                "Name",
                "Type",
                "TTL",
                "ResourceRecords",
                "AliasTarget");
        if (given.type() == null || given.type() == RRType.UNKNOWN_TO_SDK_VERSION) {
            throw DnsFaults.input("Value '" + given.typeAsString()
                    + "' at 'type' failed to satisfy constraint: Member must satisfy enum value set: "
                    + RRType.knownValues().stream().sorted().toList());
        }
        ResourceRecordSet set =
                given.toBuilder().name(DomainName.of(given.name())).build();
        boolean records = !set.resourceRecords().isEmpty() && set.ttl() != null;
        boolean some = !set.resourceRecords().isEmpty() || set.ttl() != null;
        if (records == (set.aliasTarget() != null) || (some && set.aliasTarget() != null)) {
            throw DnsFaults.input("Invalid request: Expected exactly one of [AliasTarget, all of [TTL, and"
                    + " ResourceRecords], or TrafficPolicyInstanceId], but found "
                    + (records ? "more than one" : "none") + " in Change with [Action=" + change.actionAsString()
                    + ", Name=" + set.name() + ", Type=" + set.typeAsString() + ", SetIdentifier=null]");
        }
        return set;
    }

    private static Optional<String> error(Zone zone, ChangeAction action, ResourceRecordSet set) {
        String of = " [name='" + set.name() + "', type='" + set.typeAsString() + "']";
        if (!DomainName.isIn(zone.name(), set.name())) {
            return Optional.of("RRSet with DNS name " + set.name() + " is not permitted in zone " + zone.name());
        }
        Optional<ResourceRecordSet> there = zone.find(set.name(), set.type());
        return switch (action) {
            case DELETE -> {
                if (there.isEmpty()) {
                    yield Optional.of("Tried to delete resource record set" + of + " but it was not found");
                }
                yield there.get().equals(set)
                        ? Optional.empty()
                        : Optional.of("Tried to delete resource record set" + of
                                + " but the values provided do not match the current values");
            }
            case CREATE ->
                there.isPresent()
                        ? Optional.of("Tried to create resource record set" + of + " but it already exists")
                        : value(zone, set);
            case UPSERT -> value(zone, set);
            case UNKNOWN_TO_SDK_VERSION -> throw new IllegalStateException("checked before: " + action);
        };
    }

    private static Optional<String> value(Zone zone, ResourceRecordSet set) {
        if (set.type() == RRType.CNAME && set.name().equals(zone.name())) {
            return Optional.of("RRSet of type CNAME with DNS name " + set.name() + " is not permitted at apex in zone "
                    + zone.name());
        }
        boolean conflicts = zone.records().stream()
                .filter(other -> other.name().equals(set.name()) && other.type() != set.type())
                .anyMatch(other -> other.type() == RRType.CNAME || set.type() == RRType.CNAME);
        if (conflicts) {
            return Optional.of("RRSet of type " + set.typeAsString() + " with DNS name " + set.name()
                    + " is not permitted as it conflicts with other records with the same DNS name in zone "
                    + zone.name());
        }
        return set.type() == RRType.A
                ? set.resourceRecords().stream()
                        .map(ResourceRecord::value)
                        .filter(value -> !ADDRESS.matcher(Objects.requireNonNullElse(value, ""))
                                .matches())
                        .findFirst()
                        .map(value -> "Invalid Resource Record: 'FATAL problem: ARRDATAIllegalIPv4Address (Value is not"
                                + " a valid IPv4 address) encountered with '" + value + "''")
                : Optional.empty();
    }
}
