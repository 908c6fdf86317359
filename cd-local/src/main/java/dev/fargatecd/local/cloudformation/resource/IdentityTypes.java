package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.CreatePolicyRequest;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.PolicyVersion;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.UpdateRoleRequest;

/** The types of IAM. */
final class IdentityTypes {
    /** IAM keeps so many versions of a managed policy. */
    private static final int VERSIONS = 5;

    private IdentityTypes() {}

    static List<ResourceType<?>> all() {
        return List.of(role(), policy(), managedPolicy());
    }

    private static ResourceType<IamClient> role() {
        return ResourceType.of("AWS::IAM::Role", IamClient.class)
                .named(NameRule.of("RoleName", 64))
                .create(
                        CreateRoleRequest::builder,
                        IamClient::createRole,
                        made -> made.role().roleName())
                .members(
                        "Policies",
                        policy -> policy.path("PolicyName").asText(),
                        (iam, role, policy) -> putPolicy(iam, role.id(), policy),
                        (iam, role, policy) -> iam.deleteRolePolicy(request -> request.roleName(role.id())
                                .policyName(policy.path("PolicyName").asText())))
                .members(
                        "ManagedPolicyArns",
                        JsonNode::asText,
                        (iam, role, arn) -> iam.attachRolePolicy(
                                request -> request.roleName(role.id()).policyArn(arn.asText())),
                        (iam, role, arn) -> iam.detachRolePolicy(
                                request -> request.roleName(role.id()).policyArn(arn.asText())))
                .update(
                        ResourceType.names("AssumeRolePolicyDocument"),
                        (iam, role) -> iam.updateAssumeRolePolicy(request -> request.roleName(role.id())
                                .policyDocument(role.properties().text("AssumeRolePolicyDocument"))))
                .update(
                        ResourceType.names("Description", "MaxSessionDuration"),
                        (iam, role) -> iam.updateRole(ResourceType.request(
                                UpdateRoleRequest::builder,
                                role.properties()
                                        .only("Description", "MaxSessionDuration")
                                        .with("RoleName", role.id()))))
                .replace(ResourceType.names("PermissionsBoundary"), IdentityTypes::setBoundary)
                .defaulting("Description", "")
                .defaulting("MaxSessionDuration", "3600")
                .tags(new Tagging<>() {
                    @Override
                    public void tag(IamClient iam, PhysicalResource role, Map<String, String> tags) {
                        iam.tagRole(request -> request.roleName(role.id())
                                .tags(tags.entrySet().stream()
                                        .map(tag -> Tag.builder()
                                                .key(tag.getKey())
                                                .value(tag.getValue())
                                                .build())
                                        .toList()));
                    }

                    @Override
                    public void untag(IamClient iam, PhysicalResource role, List<String> keys) {
                        iam.untagRole(request -> request.roleName(role.id()).tagKeys(keys));
                    }
                })
                .attributes((iam, role) -> {
                    Role seen =
                            iam.getRole(request -> request.roleName(role.id())).role();
                    return Map.of("Arn", seen.arn(), "RoleId", seen.roleId());
                })
                .reads((iam, role) -> {
                    Role seen =
                            iam.getRole(request -> request.roleName(role.id())).role();
                    Map<String, Object> properties = new HashMap<>();
                    properties.put("MaxSessionDuration", seen.maxSessionDuration());
                    properties.put("Description", seen.description());
                    return properties;
                })
                .deletedBy((iam, role) -> {
                    // IAM deletes only a role that has no policies any more; those of others stay in the way.
                    for (JsonNode policy : role.properties().list("Policies")) {
                        ignoringMissing(() -> iam.deleteRolePolicy(request -> request.roleName(role.id())
                                .policyName(policy.path("PolicyName").asText())));
                    }
                    for (String arn : role.properties().texts("ManagedPolicyArns")) {
                        ignoringMissing(() -> iam.detachRolePolicy(
                                request -> request.roleName(role.id()).policyArn(arn)));
                    }
                    iam.deleteRole(request -> request.roleName(role.id()));
                });
    }

    private static void setBoundary(IamClient iam, PhysicalResource role) {
        if (role.properties().has("PermissionsBoundary")) {
            iam.putRolePermissionsBoundary(request -> request.roleName(role.id())
                    .permissionsBoundary(role.properties().text("PermissionsBoundary")));
        } else {
            iam.deleteRolePermissionsBoundary(request -> request.roleName(role.id()));
        }
    }

    private static void putPolicy(IamClient iam, String roleName, JsonNode policy) {
        Properties properties = Properties.of(policy);
        iam.putRolePolicy(request -> request.roleName(roleName)
                .policyName(properties.text("PolicyName"))
                .policyDocument(properties.text("PolicyDocument")));
    }

    private static ResourceType<IamClient> policy() {
        return ResourceType.of("AWS::IAM::Policy", IamClient.class)
                .createdBy((iam, policy) -> {
                    putEverywhere(iam, policy);
                    return policy.text("PolicyName");
                })
                .replace(ResourceType.names("PolicyDocument"), (iam, policy) -> putEverywhere(iam, policy.properties()))
                .members(
                        "Roles",
                        JsonNode::asText,
                        (iam, policy, role) -> iam.putRolePolicy(request -> request.roleName(role.asText())
                                .policyName(policy.id())
                                .policyDocument(policy.properties().text("PolicyDocument"))),
                        (iam, policy, role) -> iam.deleteRolePolicy(
                                request -> request.roleName(role.asText()).policyName(policy.id())))
                .members(
                        "Users",
                        JsonNode::asText,
                        (iam, policy, user) -> iam.putUserPolicy(request -> request.userName(user.asText())
                                .policyName(policy.id())
                                .policyDocument(policy.properties().text("PolicyDocument"))),
                        (iam, policy, user) -> iam.deleteUserPolicy(
                                request -> request.userName(user.asText()).policyName(policy.id())))
                .members(
                        "Groups",
                        JsonNode::asText,
                        (iam, policy, group) -> iam.putGroupPolicy(request -> request.groupName(group.asText())
                                .policyName(policy.id())
                                .policyDocument(policy.properties().text("PolicyDocument"))),
                        (iam, policy, group) -> iam.deleteGroupPolicy(
                                request -> request.groupName(group.asText()).policyName(policy.id())))
                .attributes((iam, policy) -> Map.of("Id", policy.id()))
                .deletedBy((iam, policy) -> {
                    for (String role : policy.properties().texts("Roles")) {
                        ignoringMissing(() -> iam.deleteRolePolicy(
                                request -> request.roleName(role).policyName(policy.id())));
                    }
                    for (String user : policy.properties().texts("Users")) {
                        ignoringMissing(() -> iam.deleteUserPolicy(
                                request -> request.userName(user).policyName(policy.id())));
                    }
                    for (String group : policy.properties().texts("Groups")) {
                        ignoringMissing(() -> iam.deleteGroupPolicy(
                                request -> request.groupName(group).policyName(policy.id())));
                    }
                });
    }

    private static void putEverywhere(IamClient iam, Properties policy) {
        for (String role : policy.texts("Roles")) {
            iam.putRolePolicy(request -> request.roleName(role)
                    .policyName(policy.text("PolicyName"))
                    .policyDocument(policy.text("PolicyDocument")));
        }
        for (String user : policy.texts("Users")) {
            iam.putUserPolicy(request -> request.userName(user)
                    .policyName(policy.text("PolicyName"))
                    .policyDocument(policy.text("PolicyDocument")));
        }
        for (String group : policy.texts("Groups")) {
            iam.putGroupPolicy(request -> request.groupName(group)
                    .policyName(policy.text("PolicyName"))
                    .policyDocument(policy.text("PolicyDocument")));
        }
    }

    private static ResourceType<IamClient> managedPolicy() {
        return ResourceType.of("AWS::IAM::ManagedPolicy", IamClient.class)
                .named(NameRule.of("ManagedPolicyName", 128))
                .create(
                        CreatePolicyRequest::builder,
                        properties -> properties.renamed("ManagedPolicyName", "PolicyName"),
                        IamClient::createPolicy,
                        made -> made.policy().arn())
                .replace(ResourceType.names("PolicyDocument"), IdentityTypes::newVersion)
                .members(
                        "Roles",
                        JsonNode::asText,
                        (iam, policy, role) -> iam.attachRolePolicy(
                                request -> request.roleName(role.asText()).policyArn(policy.id())),
                        (iam, policy, role) -> iam.detachRolePolicy(
                                request -> request.roleName(role.asText()).policyArn(policy.id())))
                .members(
                        "Users",
                        JsonNode::asText,
                        (iam, policy, user) -> iam.attachUserPolicy(
                                request -> request.userName(user.asText()).policyArn(policy.id())),
                        (iam, policy, user) -> iam.detachUserPolicy(
                                request -> request.userName(user.asText()).policyArn(policy.id())))
                .members(
                        "Groups",
                        JsonNode::asText,
                        (iam, policy, group) -> iam.attachGroupPolicy(
                                request -> request.groupName(group.asText()).policyArn(policy.id())),
                        (iam, policy, group) -> iam.detachGroupPolicy(
                                request -> request.groupName(group.asText()).policyArn(policy.id())))
                .attributes((iam, policy) -> Map.of("PolicyArn", policy.id()))
                .deletedBy(IdentityTypes::deleteManagedPolicy);
    }

    private static void newVersion(IamClient iam, PhysicalResource policy) {
        List<PolicyVersion> versions = iam.listPolicyVersions(request -> request.policyArn(policy.id()))
                .versions();
        if (versions.size() >= VERSIONS) {
            versions.stream()
                    .filter(version -> !version.isDefaultVersion())
                    .min((one, other) -> one.createDate().compareTo(other.createDate()))
                    .ifPresent(oldest -> iam.deletePolicyVersion(
                            request -> request.policyArn(policy.id()).versionId(oldest.versionId())));
        }
        iam.createPolicyVersion(request -> request.policyArn(policy.id())
                .policyDocument(policy.properties().text("PolicyDocument"))
                .setAsDefault(true));
    }

    private static void deleteManagedPolicy(IamClient iam, PhysicalResource policy) {
        Set<String> roles = new LinkedHashSet<>(policy.properties().texts("Roles"));
        for (String role : roles) {
            ignoringMissing(
                    () -> iam.detachRolePolicy(request -> request.roleName(role).policyArn(policy.id())));
        }
        for (String user : policy.properties().texts("Users")) {
            ignoringMissing(
                    () -> iam.detachUserPolicy(request -> request.userName(user).policyArn(policy.id())));
        }
        for (String group : policy.properties().texts("Groups")) {
            ignoringMissing(() ->
                    iam.detachGroupPolicy(request -> request.groupName(group).policyArn(policy.id())));
        }
        iam.listPolicyVersions(request -> request.policyArn(policy.id())).versions().stream()
                .filter(version -> !version.isDefaultVersion())
                .forEach(version -> iam.deletePolicyVersion(
                        request -> request.policyArn(policy.id()).versionId(version.versionId())));
        iam.deletePolicy(request -> request.policyArn(policy.id()));
    }

    /** What somebody else has removed already need not be removed. */
    private static void ignoringMissing(Runnable removal) {
        try {
            removal.run();
        } catch (NoSuchEntityException gone) {
            return;
        }
    }
}
