package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.cloudformation.schema.ResourceType;
import dev.fargatecd.cloudformation.schema.Shape;
import dev.fargatecd.cloudformation.schema.Violation;
import dev.fargatecd.local.cloudformation.resource.Properties;
import dev.fargatecd.local.cloudformation.resource.ResourceTypes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** The facts of the types' schemas, for those types that the local cloud can make. */
final class SchemaFacts implements TypeFacts {
    /**
     * What GetAtt answers beside the schemas' read-only properties.
     *
     * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-ec2-subnet.html">Return
     *     values of AWS::EC2::Subnet</a>, and likewise for the others
     */
    private static final Set<String> MORE_ATTRIBUTES = Set.of(
            "AWS::EC2::VPC.CidrBlock",
            "AWS::EC2::Subnet.AvailabilityZone",
            "AWS::EC2::Subnet.CidrBlock",
            "AWS::EC2::Subnet.VpcId",
            "AWS::EC2::SecurityGroup.VpcId",
            "AWS::ElasticLoadBalancingV2::LoadBalancer.SecurityGroups",
            "AWS::CodePipeline::Pipeline.Arn",
            "AWS::SNS::Topic.TopicName");

    private final ResourceTypes made;
    private final dev.fargatecd.cloudformation.schema.ResourceTypes schemas;

    SchemaFacts(ResourceTypes made, dev.fargatecd.cloudformation.schema.ResourceTypes schemas) {
        this.made = made;
        this.schemas = schemas;
    }

    @Override
    public boolean isKnown(String type) {
        return (made.find(type).isPresent() || ResourceTypes.OWN.contains(type))
                && schemas.find(type).isPresent();
    }

    @Override
    public Recreation recreation(String type, String property, JsonNode before, JsonNode after) {
        return switch (facts(type).replacement(property, before, after)) {
            case NEVER -> Recreation.NEVER;
            case CONDITIONALLY -> Recreation.CONDITIONALLY;
            case ALWAYS -> Recreation.ALWAYS;
        };
    }

    @Override
    public Properties coerced(String type, Properties properties) {
        return Properties.of(facts(type).coerced(properties.json()));
    }

    @Override
    public Properties tagged(String type, Properties properties, Map<String, String> tags) {
        return facts(type)
                .shape()
                .property("Tags")
                .map(shape -> shape.kinds().contains(Shape.Kind.OBJECT)
                        ? properties.tagged(tags).tagsAsMap()
                        : properties.tagged(tags))
                .orElse(properties);
    }

    @Override
    public boolean hasAttribute(String type, String attribute) {
        return facts(type).attributes().contains(attribute) || MORE_ATTRIBUTES.contains(type + "." + attribute);
    }

    @Override
    public Optional<String> fault(String type, Properties properties) {
        List<Violation> violations = facts(type).violations(properties.json());
        return Optional.of(violations.stream().map(Violation::toString).collect(Collectors.joining("\n")))
                .filter(Predicate.not(String::isEmpty));
    }

    private ResourceType facts(String type) {
        return schemas.find(type).orElseThrow(() -> new IllegalStateException("no facts of " + type + " are known"));
    }
}
