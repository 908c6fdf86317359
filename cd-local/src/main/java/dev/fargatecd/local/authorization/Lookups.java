package dev.fargatecd.local.authorization;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Ec2Exception;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.iam.model.Role;

/** What the placeholders of {@code permissions.txt} ask further, by the word after their exclamation mark. */
record Lookups(Clients clients, Scope scope) {
    /** EC2's ids begin with what they are of. */
    private static final Map<String, String> EC2_TYPES = Map.ofEntries(
            Map.entry("vpc", "vpc"),
            Map.entry("subnet", "subnet"),
            Map.entry("sg", "security-group"),
            Map.entry("sgr", "security-group-rule"),
            Map.entry("rtb", "route-table"),
            Map.entry("igw", "internet-gateway"),
            Map.entry("eni", "network-interface"),
            Map.entry("nat", "natgateway"),
            Map.entry("eipalloc", "elastic-ip"),
            Map.entry("vpce", "vpc-endpoint"));

    /**
     * What is found for the value; empty where there is nothing.
     *
     * @param word as {@code permissions.txt} lists them
     */
    Optional<String> find(String word, String value) {
        return switch (word) {
            case "" -> Optional.of(value);
            case "role" ->
                Optional.of(
                        value.startsWith("arn:")
                                ? value
                                : role(value)
                                        .map(Role::arn)
                                        .orElseGet(() -> scope.global().arn("iam", "role/" + value)));
            case "boundary" ->
                role(value)
                        .flatMap(role -> Optional.ofNullable(role.permissionsBoundary()))
                        .map(boundary -> boundary.permissionsBoundaryArn());
            case "vpc" -> vpc(value).map(id -> scope.arn("ec2", "vpc/" + id));
            case "ec2" -> ec2(value);
            case "stack" -> Optional.of(value.startsWith("arn:") ? value : value + "/*");
            case "secret" -> Optional.of(value.startsWith("arn:") ? value : "secret:" + value + "-??????");
            case "unslashed" -> Optional.of(value.startsWith("/") ? value.substring(1) : value);
            case "project" ->
                Optional.of(value.substring(value.lastIndexOf('/') + 1).replaceFirst(":.*", ""));
            default -> throw new IllegalArgumentException("permissions.txt knows no " + word);
        };
    }

    private static Optional<String> ec2(String id) {
        String beginning = id.substring(0, Math.max(0, id.lastIndexOf('-')));
        return Optional.ofNullable(EC2_TYPES.get(beginning)).map(type -> type + "/" + id);
    }

    /** The role of that name; empty where there is none. */
    Optional<Role> role(String name) {
        try {
            return Optional.of(clients.as(self("iam.amazonaws.com"), IamClient.class)
                    .getRole(request -> request.roleName(name))
                    .role());
        } catch (NoSuchEntityException none) {
            return Optional.empty();
        }
    }

    private Optional<String> vpc(String groupId) {
        try {
            return clients
                    .as(self("ec2.amazonaws.com"), Ec2Client.class)
                    .describeSecurityGroups(request -> request.groupIds(groupId))
                    .securityGroups()
                    .stream()
                    .findFirst()
                    .map(group -> group.vpcId());
        } catch (Ec2Exception none) {
            return Optional.empty();
        }
    }

    private Caller self(String host) {
        return new Caller(Principal.service(scope.account(), host), scope);
    }
}
