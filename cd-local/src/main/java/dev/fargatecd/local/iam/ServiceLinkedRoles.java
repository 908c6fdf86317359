package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.Ids;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.CreateServiceLinkedRoleRequest;
import software.amazon.awssdk.services.iam.model.Role;

/**
 * The roles that services have for themselves.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_aws-services-that-work-with-iam.html">Services
 *     with service-linked roles</a>; each service's page gives its role's name
 */
final class ServiceLinkedRoles {
    private static final Map<String, String> NAMES = Map.of(
            "ecs.amazonaws.com", "AWSServiceRoleForECS",
            "elasticloadbalancing.amazonaws.com", "AWSServiceRoleForElasticLoadBalancing",
            "autoscaling.amazonaws.com", "AWSServiceRoleForAutoScaling",
            "ecs.application-autoscaling.amazonaws.com", "AWSServiceRoleForApplicationAutoScaling_ECSService",
            "codestar-notifications.amazonaws.com", "AWSServiceRoleForCodeStarNotifications",
            "replication.ecr.amazonaws.com", "AWSServiceRoleForECRReplication",
            "pullthroughcache.ecr.amazonaws.com", "AWSServiceRoleForECRPullThroughCache",
            "events.amazonaws.com", "AWSServiceRoleForCloudWatchEvents");
    private static final String TASK = "task/aws-service-role/";

    private final Roles roles;
    private final Ids ids;

    ServiceLinkedRoles(Roles roles, Ids ids) {
        this.roles = roles;
        this.ids = ids;
    }

    Role create(CreateServiceLinkedRoleRequest request) {
        String host = Inputs.required("AWSServiceName", request.awsServiceName());
        String name = name(host, request.customSuffix());
        if (roles.list(null).stream().anyMatch(role -> role.roleName().equalsIgnoreCase(name))) {
            throw IamFaults.invalidInput(
                    "Service role name " + name + " has been taken in this account, please try a different suffix.");
        }
        return roles.create(Role.builder()
                .roleName(name)
                .path("/aws-service-role/" + host + "/")
                .description(request.description())
                .maxSessionDuration(3600)
                .assumeRolePolicyDocument("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"%s"},\
                        "Action":"sts:AssumeRole"}]}""".formatted(host)));
    }

    /** Deletes the role, and answers the id of the deletion. */
    String delete(String name) {
        Role role = roles.get(name);
        if (!role.path().startsWith("/aws-service-role/")) {
            throw IamFaults.invalidInput("The role " + name + " is not a service-linked role.");
        }
        roles.remove(name);
        return TASK + role.path().substring("/aws-service-role/".length()) + name + "/" + ids.uuid();
    }

    /** Requires that a deletion has this id; all of them have succeeded. */
    void requireDeletion(String id) {
        if (!Inputs.required("deletionTaskId", id).startsWith(TASK)) {
            throw IamFaults.noSuchEntity("Deletion task " + id + " not found");
        }
    }

    private static String name(String host, @Nullable String suffix) {
        String name = NAMES.get(host);
        if (name == null) {
            throw new UnsupportedOperationException("iam CreateServiceLinkedRole: the role of " + host
                    + " is not supported by the local cloud; supported: "
                    + String.join(", ", NAMES.keySet().stream().sorted().toList()));
        }
        if (suffix == null) {
            return name;
        }
        if (!host.equals("autoscaling.amazonaws.com")) {
            throw IamFaults.invalidInput("Custom suffix is not allowed for " + host);
        }
        return Inputs.name("roleName", name + "_" + suffix, 64);
    }
}
