package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds resources that want the same name in the account. */
public final class DuplicatePhysicalName implements TemplateOnlyCheck {
    private static final Map<String, String> NAMES = Map.ofEntries(
            Map.entry("AWS::CodeBuild::Project", "Name"),
            Map.entry("AWS::CodeCommit::Repository", "RepositoryName"),
            Map.entry("AWS::CodePipeline::Pipeline", "Name"),
            Map.entry("AWS::ECR::Repository", "RepositoryName"),
            Map.entry("AWS::ECS::Cluster", "ClusterName"),
            Map.entry("AWS::ElasticLoadBalancingV2::LoadBalancer", "Name"),
            Map.entry("AWS::ElasticLoadBalancingV2::TargetGroup", "Name"),
            Map.entry("AWS::Events::Rule", "Name"),
            Map.entry("AWS::IAM::ManagedPolicy", "ManagedPolicyName"),
            Map.entry("AWS::IAM::Role", "RoleName"),
            Map.entry("AWS::KMS::Alias", "AliasName"),
            Map.entry("AWS::Logs::LogGroup", "LogGroupName"),
            Map.entry("AWS::S3::Bucket", "BucketName"),
            Map.entry("AWS::SNS::Topic", "TopicName"),
            Map.entry("AWS::SSM::Parameter", "Name"),
            Map.entry("AWS::SecretsManager::Secret", "Name"));

    @Override
    public Rule rule() {
        return new Rule(
                "duplicate-physical-name",
                Severity.ERROR,
                "Each resource of a type has a name of its own",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        NAMES.forEach((type, property) -> {
            Map<String, Resource> taken = new HashMap<>();
            for (Resource resource : template.resources(type)) {
                Value name = Value.of(resource).member(property);
                boolean isAlways = resource.condition().isEmpty();
                name.text().filter(text -> isAlways).ifPresent(text -> {
                    Resource other = taken.putIfAbsent(text, resource);
                    if (other != null) {
                        findings.add(
                                name.position(),
                                resource.name() + " has the name of " + other.name() + ", and AWS makes only one",
                                "give it another name, or none: then AWS does",
                                List.of(Value.of(other).member(property).position()));
                    }
                });
            }
        });
    }
}
