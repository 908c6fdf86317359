package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import java.util.List;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.AddTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.DescribeTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsRequest;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RemoveTagsResponse;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TagDescription;

/** Tags on whatever has an ARN. */
final class ElbTagging {
    private final ElbTables tables;
    private final Rules rules;

    ElbTagging(ElbTables tables, Rules rules) {
        this.tables = tables;
        this.rules = rules;
    }

    AddTagsResponse add(Scope scope, AddTagsRequest request) {
        check(scope, request.resourceArns());
        request.resourceArns().forEach(arn -> tables.tag(scope, arn, request.tags()));
        return AddTagsResponse.builder().build();
    }

    RemoveTagsResponse remove(Scope scope, RemoveTagsRequest request) {
        check(scope, request.resourceArns());
        request.resourceArns().forEach(arn -> tables.untag(scope, arn, request.tagKeys()));
        return RemoveTagsResponse.builder().build();
    }

    DescribeTagsResponse describe(Scope scope, DescribeTagsRequest request) {
        check(scope, request.resourceArns());
        return DescribeTagsResponse.builder()
                .tagDescriptions(request.resourceArns().stream()
                        .map(arn -> TagDescription.builder()
                                .resourceArn(arn)
                                .tags(tables.tagsOf(scope, arn))
                                .build())
                        .toList())
                .build();
    }

    private void check(Scope scope, List<String> arns) {
        for (String arn : arns) {
            Key key = new Key(scope, arn);
            if (arn.contains(":loadbalancer/")) {
                if (tables.balancers.get(key).isEmpty()) {
                    throw ElbFaults.balancerNotFound("Load balancer '" + arn + "' not found");
                }
            } else if (arn.contains(":targetgroup/")) {
                if (tables.groups.get(key).isEmpty()) {
                    throw ElbFaults.groupNotFound("Target groups '" + arn + "' not found");
                }
            } else if (arn.contains(":listener/")) {
                if (tables.listeners.get(key).isEmpty()) {
                    throw ElbFaults.listenerNotFound(arn);
                }
            } else if (!rules.exists(scope, arn)) {
                throw ElbFaults.ruleNotFound();
            }
        }
    }
}
