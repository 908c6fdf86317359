package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.ec2.model.CreateTagsRequest;
import software.amazon.awssdk.services.ec2.model.CreateTagsResponse;
import software.amazon.awssdk.services.ec2.model.DeleteTagsRequest;
import software.amazon.awssdk.services.ec2.model.DeleteTagsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.ec2.model.TagDescription;

/** Tags on whatever has an id. */
final class Tagging {
    private final Network network;
    private final Map<String, Kind<?>> byPrefix;
    private final Filters<TagDescription> filters = new Filters<TagDescription>(tag -> List.of())
            .on("key", TagDescription::key)
            .on("value", TagDescription::value)
            .on("resource-id", TagDescription::resourceId)
            .on("resource-type", TagDescription::resourceTypeAsString);

    Tagging(Network network) {
        this.network = network;
        byPrefix = Map.ofEntries(
                Map.entry("vpc", network.vpcs),
                Map.entry("subnet", network.subnets),
                Map.entry("igw", network.gateways),
                Map.entry("rtb", network.routeTables),
                Map.entry("acl", network.acls),
                Map.entry("sg", network.groups),
                Map.entry("sgr", network.rules),
                Map.entry("eni", network.interfaces),
                Map.entry("eipalloc", network.addresses),
                Map.entry("nat", network.natGateways),
                Map.entry("vpce", network.endpoints));
    }

    CreateTagsResponse create(Scope scope, CreateTagsRequest request) {
        Supported.only("ec2 CreateTags", request, "Resources", "Tags");
        request.resources().forEach(id -> kind(scope, id));
        request.resources()
                .forEach(id -> network.tags.add(scope, id, kind(scope, id).type(), request.tags()));
        return CreateTagsResponse.builder().build();
    }

    DeleteTagsResponse delete(Scope scope, DeleteTagsRequest request) {
        Supported.only("ec2 DeleteTags", request, "Resources", "Tags");
        request.resources().forEach(id -> network.tags.remove(scope, id, request.tags()));
        return DeleteTagsResponse.builder().build();
    }

    DescribeTagsResponse describe(Scope scope, DescribeTagsRequest request) {
        Supported.only("ec2 DescribeTags", request, "Filters", "NextToken", "MaxResults");
        Page<TagDescription> page = Kind.paged(
                filters.apply(network.tags.describe(scope), request.filters()),
                tag -> tag.resourceId() + " " + tag.key(),
                request.nextToken(),
                request.maxResults());
        return DescribeTagsResponse.builder()
                .tags(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** The kind of the resource of that id, which exists. */
    private Kind<?> kind(Scope scope, String id) {
        int dash = id.indexOf('-');
        Kind<?> kind = dash < 0 ? null : byPrefix.get(id.substring(0, dash));
        if (kind == null) {
            throw Ec2Faults.of("InvalidID", "The ID '" + id + "' is not valid");
        }
        kind.check(scope, id);
        return kind;
    }
}
