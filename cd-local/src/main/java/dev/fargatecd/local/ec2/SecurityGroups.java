package dev.fargatecd.local.ec2;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Security groups and their rules. The rules are kept and shown; no traffic is filtered by them here. */
final class SecurityGroups {
    /** The characters of API_CreateSecurityGroup.html, for names and descriptions. */
    private static final Pattern TEXT = Pattern.compile("[a-zA-Z0-9 ._\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}");

    private final Network network;
    private final Ids ids;

    SecurityGroups(Network network, Ids ids) {
        this.network = network;
        this.ids = ids;
    }

    CreateSecurityGroupResponse create(Scope scope, CreateSecurityGroupRequest request) {
        Supported.only("ec2 CreateSecurityGroup", request, "Description", "GroupName", "VpcId", "TagSpecifications");
        String name = checked(request.groupName(), "GroupName");
        checked(request.description(), "GroupDescription");
        if (name.startsWith("sg-") || name.equals("default")) {
            throw name.equals("default")
                    ? Ec2Faults.of("InvalidParameterValue", "Cannot use reserved security group name: default")
                    : Ec2Faults.invalid("Value (" + name + ") for parameter GroupName is invalid. "
                            + "Group names may not be in the format sg-*");
        }
        String vpc = request.vpcId() == null
                ? defaultVpc(scope)
                : network.vpcs.get(scope, request.vpcId()).vpcId();
        if (find(scope, vpc, name) != null) {
            throw Ec2Faults.of(
                    "InvalidGroup.Duplicate", "The security group '" + name + "' already exists for VPC '" + vpc + "'");
        }
        SecurityGroup group = add(
                scope, vpc, name, request.description(), Tags.specified(request.tagSpecifications(), "security-group"));
        return CreateSecurityGroupResponse.builder()
                .groupId(group.groupId())
                .securityGroupArn(group.securityGroupArn())
                .tags(network.tags.of(scope, group.groupId()))
                .build();
    }

    /** Adds the group that a VPC comes with: all in from itself, all out. */
    void addDefault(Scope scope, String vpc) {
        SecurityGroup group = add(scope, vpc, "default", "default VPC security group", List.of());
        addRules(
                scope,
                group.groupId(),
                false,
                List.of(SecurityGroupRule.builder()
                        .ipProtocol(RuleSet.ALL)
                        .fromPort(-1)
                        .toPort(-1)
                        .referencedGroupInfo(it -> it.groupId(group.groupId()).userId(scope.account()))
                        .build()),
                List.of());
    }

    DeleteSecurityGroupResponse delete(Scope scope, DeleteSecurityGroupRequest request) {
        Supported.only("ec2 DeleteSecurityGroup", request, "GroupId", "GroupName");
        SecurityGroup group = group(scope, request.groupId(), request.groupName());
        if (group.groupName().equals("default")) {
            throw Ec2Faults.of(
                    "CannotDelete",
                    "the specified group: \"" + group.groupId() + "\" name: \"default\" cannot be deleted by a user");
        }
        boolean referenced = network.rules.all(scope).stream()
                .anyMatch(rule -> !rule.groupId().equals(group.groupId())
                        && rule.referencedGroupInfo() != null
                        && rule.referencedGroupInfo().groupId().equals(group.groupId()));
        boolean attached = network.interfaces.all(scope).stream()
                .flatMap(one -> one.groups().stream())
                .anyMatch(one -> one.groupId().equals(group.groupId()));
        if (referenced || attached) {
            throw Ec2Faults.of("DependencyViolation", "resource " + group.groupId() + " has a dependent object");
        }
        remove(scope, group.groupId());
        return DeleteSecurityGroupResponse.builder()
                .returnValue(true)
                .groupId(group.groupId())
                .build();
    }

    void remove(Scope scope, String id) {
        rulesOf(scope, id).forEach(rule -> network.rules.remove(scope, rule.securityGroupRuleId()));
        network.groups.remove(scope, id);
    }

    DescribeSecurityGroupsResponse describe(Scope scope, DescribeSecurityGroupsRequest request) {
        Supported.only(
                "ec2 DescribeSecurityGroups", request, "GroupIds", "GroupNames", "Filters", "NextToken", "MaxResults");
        List<SecurityGroup> found;
        if (request.groupIds().isEmpty() && request.groupNames().isEmpty()) {
            found = network.groups.all(scope);
        } else {
            found = new ArrayList<>();
            request.groupIds().forEach(id -> found.add(network.groups.get(scope, id)));
            request.groupNames().forEach(name -> found.add(group(scope, null, name)));
        }
        List<SecurityGroup> shown = found.stream()
                .distinct()
                .map(group -> network.groups.shown(scope, withPermissions(scope, group)))
                .toList();
        Page<SecurityGroup> page = Kind.paged(
                network.groups.filters().apply(shown, request.filters()),
                SecurityGroup::groupId,
                request.nextToken(),
                request.maxResults());
        return DescribeSecurityGroupsResponse.builder()
                .securityGroups(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    DescribeSecurityGroupRulesResponse describeRules(Scope scope, DescribeSecurityGroupRulesRequest request) {
        Supported.only(
                "ec2 DescribeSecurityGroupRules",
                request,
                "SecurityGroupRuleIds",
                "Filters",
                "NextToken",
                "MaxResults");
        Page<SecurityGroupRule> page = network.rules.describe(
                scope, request.securityGroupRuleIds(), request.filters(), request.nextToken(), request.maxResults());
        return DescribeSecurityGroupRulesResponse.builder()
                .securityGroupRules(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    AuthorizeSecurityGroupIngressResponse authorizeIngress(Scope scope, AuthorizeSecurityGroupIngressRequest request) {
        Supported.only(
                "ec2 AuthorizeSecurityGroupIngress",
                request,
                "CidrIp",
                "FromPort",
                "GroupId",
                "GroupName",
                "IpPermissions",
                "IpProtocol",
                "ToPort",
                "TagSpecifications");
        List<IpPermission> permissions = permissions(
                request.ipPermissions(), request.ipProtocol(), request.fromPort(), request.toPort(), request.cidrIp());
        SecurityGroup group = group(scope, request.groupId(), request.groupName());
        return AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(authorize(
                        scope,
                        group,
                        false,
                        permissions,
                        Tags.specified(request.tagSpecifications(), "security-group-rule")))
                .build();
    }

    AuthorizeSecurityGroupEgressResponse authorizeEgress(Scope scope, AuthorizeSecurityGroupEgressRequest request) {
        Supported.only("ec2 AuthorizeSecurityGroupEgress", request, "GroupId", "IpPermissions", "TagSpecifications");
        SecurityGroup group = network.groups.get(scope, request.groupId());
        return AuthorizeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .securityGroupRules(authorize(
                        scope,
                        group,
                        true,
                        permissions(request.ipPermissions(), null, null, null, null),
                        Tags.specified(request.tagSpecifications(), "security-group-rule")))
                .build();
    }

    RevokeSecurityGroupIngressResponse revokeIngress(Scope scope, RevokeSecurityGroupIngressRequest request) {
        Supported.only(
                "ec2 RevokeSecurityGroupIngress",
                request,
                "CidrIp",
                "FromPort",
                "GroupId",
                "GroupName",
                "IpPermissions",
                "IpProtocol",
                "ToPort",
                "SecurityGroupRuleIds");
        SecurityGroup group = group(scope, request.groupId(), request.groupName());
        List<IpPermission> permissions = request.securityGroupRuleIds().isEmpty()
                ? permissions(
                        request.ipPermissions(),
                        request.ipProtocol(),
                        request.fromPort(),
                        request.toPort(),
                        request.cidrIp())
                : List.of();
        revoke(scope, group, false, permissions, request.securityGroupRuleIds());
        return RevokeSecurityGroupIngressResponse.builder().returnValue(true).build();
    }

    RevokeSecurityGroupEgressResponse revokeEgress(Scope scope, RevokeSecurityGroupEgressRequest request) {
        Supported.only("ec2 RevokeSecurityGroupEgress", request, "GroupId", "IpPermissions", "SecurityGroupRuleIds");
        SecurityGroup group = network.groups.get(scope, request.groupId());
        revoke(scope, group, true, request.ipPermissions(), request.securityGroupRuleIds());
        return RevokeSecurityGroupEgressResponse.builder().returnValue(true).build();
    }

    /** The group of that name in the VPC, or null. */
    @Nullable
    SecurityGroup find(Scope scope, String vpc, String name) {
        return network.groups.all(scope).stream()
                .filter(group -> group.vpcId().equals(vpc) && group.groupName().equals(name))
                .findFirst()
                .orElse(null);
    }

    private SecurityGroup add(Scope scope, String vpc, String name, String description, List<Tag> tags) {
        String id = ids.resource("sg");
        SecurityGroup group = SecurityGroup.builder()
                .groupId(id)
                .securityGroupArn(scope.arn("ec2", "security-group/" + id))
                .groupName(name)
                .description(description)
                .vpcId(vpc)
                .ownerId(scope.account())
                .build();
        network.groups.add(scope, group, tags);
        SecurityGroupRule out = SecurityGroupRule.builder()
                .ipProtocol(RuleSet.ALL)
                .fromPort(-1)
                .toPort(-1)
                .cidrIpv4("0.0.0.0/0")
                .build();
        addRules(scope, id, true, List.of(out), List.of());
        return group;
    }

    /** By id, or by name in the default VPC. */
    private SecurityGroup group(Scope scope, @Nullable String id, @Nullable String name) {
        if (id != null) {
            return network.groups.get(scope, id);
        }
        if (name == null) {
            throw Ec2Faults.of("MissingParameter", "The request must contain the parameter groupName or groupId");
        }
        SecurityGroup found = find(scope, defaultVpc(scope), name);
        if (found == null) {
            throw Ec2Faults.of(
                    "InvalidGroup.NotFound",
                    "The security group '" + name + "' does not exist in default VPC '" + defaultVpc(scope) + "'");
        }
        return found;
    }

    private String defaultVpc(Scope scope) {
        return network.vpcs.all(scope).stream()
                .filter(Vpc::isDefault)
                .map(Vpc::vpcId)
                .findFirst()
                .orElseThrow(() -> Ec2Faults.of("VPCIdNotSpecified", "No default VPC for this user"));
    }

    private static List<IpPermission> permissions(
            List<IpPermission> given,
            @Nullable String protocol,
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable String cidr) {
        if (protocol == null && given.isEmpty()) {
            throw Ec2Faults.missing("ipPermissions");
        }
        return protocol == null
                ? given
                : List.of(IpPermission.builder()
                        .ipProtocol(protocol)
                        .fromPort(from)
                        .toPort(to)
                        .ipRanges(IpRange.builder().cidrIp(cidr).build())
                        .build());
    }

    private List<SecurityGroupRule> authorize(
            Scope scope, SecurityGroup group, boolean egress, List<IpPermission> permissions, List<Tag> tags) {
        List<SecurityGroupRule> rules = RuleSet.rules(permissions, scope.account());
        List<SecurityGroupRule> there = rulesOf(scope, group.groupId());
        for (SecurityGroupRule rule : rules) {
            if (rule.referencedGroupInfo() != null) {
                network.groups.get(scope, rule.referencedGroupInfo().groupId());
            }
            SecurityGroupRule complete =
                    rule.toBuilder().groupId(group.groupId()).isEgress(egress).build();
            if (there.stream().anyMatch(other -> RuleSet.same(other, complete))) {
                throw Ec2Faults.of(
                        "InvalidPermission.Duplicate",
                        "the specified rule \"" + RuleSet.text(rule) + "\" already exists");
            }
        }
        return addRules(scope, group.groupId(), egress, rules, tags);
    }

    private List<SecurityGroupRule> addRules(
            Scope scope, String group, boolean egress, List<SecurityGroupRule> rules, List<Tag> tags) {
        return rules.stream()
                .map(rule -> {
                    String id = ids.resource("sgr");
                    SecurityGroupRule complete = rule.toBuilder()
                            .securityGroupRuleId(id)
                            .securityGroupRuleArn(scope.arn("ec2", "security-group-rule/" + id))
                            .groupId(group)
                            .groupOwnerId(scope.account())
                            .isEgress(egress)
                            .build();
                    network.rules.add(scope, complete, tags);
                    return network.rules.shown(scope, complete);
                })
                .toList();
    }

    private void revoke(
            Scope scope, SecurityGroup group, boolean egress, List<IpPermission> permissions, List<String> ruleIds) {
        List<SecurityGroupRule> there = rulesOf(scope, group.groupId());
        List<String> gone = new ArrayList<>();
        for (String id : ruleIds) {
            network.rules.get(scope, id);
            gone.add(id);
        }
        for (SecurityGroupRule rule : RuleSet.rules(permissions, scope.account())) {
            SecurityGroupRule complete =
                    rule.toBuilder().groupId(group.groupId()).isEgress(egress).build();
            gone.add(there.stream()
                    .filter(other -> RuleSet.same(other, complete))
                    .map(SecurityGroupRule::securityGroupRuleId)
                    .findFirst()
                    .orElseThrow(() -> Ec2Faults.of(
                            "InvalidPermission.NotFound",
                            "The specified rule does not exist in this security group.")));
        }
        gone.forEach(id -> network.rules.remove(scope, id));
    }

    private List<SecurityGroupRule> rulesOf(Scope scope, String group) {
        return Network.where(network.rules, scope, rule -> rule.groupId().equals(group));
    }

    private SecurityGroup withPermissions(Scope scope, SecurityGroup group) {
        List<SecurityGroupRule> rules = rulesOf(scope, group.groupId());
        return group.toBuilder()
                .ipPermissions(RuleSet.permissions(
                        rules.stream().filter(rule -> !rule.isEgress()).toList()))
                .ipPermissionsEgress(RuleSet.permissions(
                        rules.stream().filter(SecurityGroupRule::isEgress).toList()))
                .build();
    }

    private static String checked(@Nullable String text, String parameter) {
        if (text == null || text.isEmpty()) {
            throw Ec2Faults.missing(parameter);
        }
        if (!TEXT.matcher(text).matches()) {
            throw Ec2Faults.invalid("Value (" + text + ") for parameter " + parameter + " is invalid. Valid: up to"
                    + " 255 of a-z, A-Z, 0-9, spaces, and ._-:/()#,@[]+=&;{}!$*");
        }
        return Objects.requireNonNull(text);
    }
}
