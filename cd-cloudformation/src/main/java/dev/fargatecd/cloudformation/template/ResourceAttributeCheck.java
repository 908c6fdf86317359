package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.Map;
import java.util.Set;

/**
 * Which types of resource take which of the policies beside their properties.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-product-attribute-reference.html">
 *     Resource attributes</a>
 */
final class ResourceAttributeCheck {
    private static final Set<String> WITH_SNAPSHOTS = Set.of(
            "AWS::DocDB::DBCluster",
            "AWS::EC2::Volume",
            "AWS::ElastiCache::CacheCluster",
            "AWS::ElastiCache::ReplicationGroup",
            "AWS::Neptune::DBCluster",
            "AWS::RDS::DBCluster",
            "AWS::RDS::DBInstance",
            "AWS::Redshift::Cluster");

    private static final Map<String, Set<String>> CREATION = Map.of(
            "AWS::AppStream::Fleet", Set.of("StartFleet"),
            "AWS::AutoScaling::AutoScalingGroup", Set.of("AutoScalingCreationPolicy", "ResourceSignal"),
            "AWS::CloudFormation::WaitCondition", Set.of("ResourceSignal"),
            "AWS::EC2::Instance", Set.of("ResourceSignal"));

    private static final Map<String, Set<String>> UPDATE = Map.of(
            "AWS::AppStream::Fleet", Set.of("StopBeforeUpdate", "StartAfterUpdate"),
            "AWS::AutoScaling::AutoScalingGroup",
                    Set.of("AutoScalingReplacingUpdate", "AutoScalingRollingUpdate", "AutoScalingScheduledAction"),
            "AWS::ElastiCache::ReplicationGroup", Set.of("UseOnlineResharding"),
            "AWS::Elasticsearch::Domain", Set.of("EnableVersionUpgrade"),
            "AWS::Lambda::Alias", Set.of("CodeDeployLambdaAliasUpdate"),
            "AWS::OpenSearchService::Domain", Set.of("EnableVersionUpgrade"));

    private ResourceAttributeCheck() {}

    static void check(Resource resource) {
        boolean wantsSnapshot = resource.deletionPolicy() == Resource.DeletionPolicy.SNAPSHOT
                || resource.updateReplacePolicy() == Resource.DeletionPolicy.SNAPSHOT;
        if (wantsSnapshot && !WITH_SNAPSHOTS.contains(resource.type())) {
            throw new TemplateException(
                    resource.position(),
                    "Template error: resource type " + resource.type() + " does not support deletion policy Snapshot");
        }
        policy(resource, "CreationPolicy", CREATION);
        policy(resource, "UpdatePolicy", UPDATE);
    }

    private static void policy(Resource resource, String attribute, Map<String, Set<String>> types) {
        Node policy = resource.otherAttributes().get(attribute);
        if (policy == null) {
            return;
        }
        Set<String> members = types.get(resource.type());
        if (members == null) {
            throw new TemplateException(
                    policy.position(),
                    "Template error: resource type " + resource.type() + " does not support " + attribute);
        }
        Node.Mapping object = policy.asMapping()
                .orElseThrow(() -> new TemplateException(
                        policy.position(), "Template format error: Any " + attribute + " member must be an object."));
        if (object.function().isEmpty()) {
            Members.requireKnown(object, members, attribute);
        }
    }
}
