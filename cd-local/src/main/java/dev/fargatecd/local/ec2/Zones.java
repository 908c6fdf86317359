package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeAvailabilityZonesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeRegionsResponse;
import software.amazon.awssdk.services.ec2.model.Region;

/** The regions, and the three availability zones that each of them has here. */
final class Zones {
    private static final List<String> LETTERS = List.of("a", "b", "c");
    private static final Pattern REGION = Pattern.compile("([a-z]+)(-gov)?-([a-z]+)-(\\d+)");

    /** The regions that are enabled in every account. */
    private static final List<String> REGIONS = List.of(
            "ap-northeast-1",
            "ap-northeast-2",
            "ap-northeast-3",
            "ap-south-1",
            "ap-southeast-1",
            "ap-southeast-2",
            "ca-central-1",
            "eu-central-1",
            "eu-north-1",
            "eu-west-1",
            "eu-west-2",
            "eu-west-3",
            "sa-east-1",
            "us-east-1",
            "us-east-2",
            "us-west-1",
            "us-west-2");

    private final Filters<AvailabilityZone> filters = new Filters<AvailabilityZone>(zone -> List.of())
            .on("zone-name", AvailabilityZone::zoneName)
            .on("zone-id", AvailabilityZone::zoneId)
            .on("region-name", AvailabilityZone::regionName)
            .on("state", AvailabilityZone::stateAsString)
            .on("zone-type", AvailabilityZone::zoneType)
            .on("group-name", AvailabilityZone::groupName)
            .on("opt-in-status", AvailabilityZone::optInStatusAsString);

    private final Filters<Region> regionFilters = new Filters<Region>(region -> List.of())
            .on("region-name", Region::regionName)
            .on("endpoint", Region::endpoint)
            .on("opt-in-status", Region::optInStatus);

    List<AvailabilityZone> of(Scope scope) {
        String region = scope.region();
        return LETTERS.stream()
                .map(letter -> AvailabilityZone.builder()
                        .regionName(region)
                        .zoneName(region + letter)
                        .zoneId(zoneId(region, LETTERS.indexOf(letter) + 1))
                        .groupName(region + "-zg-1")
                        .networkBorderGroup(region)
                        .zoneType("availability-zone")
                        .optInStatus("opt-in-not-required")
                        .state("available")
                        .build())
                .toList();
    }

    /** The zone of a name or an id, or the first where both are null. */
    AvailabilityZone choose(Scope scope, @Nullable String name, @Nullable String id) {
        return of(scope).stream()
                .filter(zone -> name == null || zone.zoneName().equals(name))
                .filter(zone -> id == null || zone.zoneId().equals(id))
                .findFirst()
                .orElseThrow(() -> Ec2Faults.invalid("Value (" + (name == null ? id : name)
                        + ") for parameter availabilityZone is invalid. Subnets can currently only be created in the"
                        + " following availability zones: "
                        + String.join(
                                ", ",
                                of(scope).stream()
                                        .map(AvailabilityZone::zoneName)
                                        .toList())
                        + "."));
    }

    DescribeAvailabilityZonesResponse describe(Scope scope, DescribeAvailabilityZonesRequest request) {
        Supported.only(
                "ec2 DescribeAvailabilityZones", request, "ZoneNames", "ZoneIds", "AllAvailabilityZones", "Filters");
        request.zoneNames().forEach(name -> choose(scope, name, null));
        request.zoneIds().forEach(id -> choose(scope, null, id));
        List<AvailabilityZone> asked = of(scope).stream()
                .filter(zone ->
                        request.zoneNames().isEmpty() || request.zoneNames().contains(zone.zoneName()))
                .filter(zone -> request.zoneIds().isEmpty() || request.zoneIds().contains(zone.zoneId()))
                .toList();
        return DescribeAvailabilityZonesResponse.builder()
                .availabilityZones(filters.apply(asked, request.filters()))
                .build();
    }

    DescribeRegionsResponse regions(Scope scope, DescribeRegionsRequest request) {
        Supported.only("ec2 DescribeRegions", request, "RegionNames", "AllRegions", "Filters");
        List<Region> all = Stream.concat(REGIONS.stream(), Stream.of(scope.region()))
                .distinct()
                .map(name -> Region.builder()
                        .regionName(name)
                        .endpoint("ec2." + name + ".amazonaws.com")
                        .optInStatus("opt-in-not-required")
                        .build())
                .filter(region ->
                        request.regionNames().isEmpty() || request.regionNames().contains(region.regionName()))
                .sorted(Comparator.comparing(Region::regionName))
                .toList();
        return DescribeRegionsResponse.builder()
                .regions(regionFilters.apply(all, request.filters()))
                .build();
    }

    /** For example {@code use1-az1}; the same letter is the same zone in every account here. */
    private static String zoneId(String region, int number) {
        Matcher parts = REGION.matcher(region);
        if (!parts.matches()) {
            return region + "-az" + number;
        }
        String direction = parts.group(3)
                .replace("north", "n")
                .replace("south", "s")
                .replace("east", "e")
                .replace("west", "w")
                .replace("central", "c");
        return parts.group(1) + (parts.group(2) == null ? "" : "g") + direction + parts.group(4) + "-az" + number;
    }
}
