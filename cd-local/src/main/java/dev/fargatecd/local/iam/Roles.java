package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.CloudContext;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreateRoleRequest;
import software.amazon.awssdk.services.iam.model.Role;
import software.amazon.awssdk.services.iam.model.RoleLastUsed;
import software.amazon.awssdk.services.iam.model.Tag;

/** Roles: who may assume them, how long, within which boundary. */
final class Roles {
    private static final int HOUR = 3600;

    private final IamState state;
    private final IdentityPolicies<StoredRole> policies;
    private final ManagedPolicies managed;
    private final TrustPolicies trust;
    private final CloudContext cloud;

    Roles(IamState state, ManagedPolicies managed, CloudContext cloud) {
        this.state = state;
        this.managed = managed;
        this.cloud = cloud;
        policies = new IdentityPolicies<>("role", state.roles(), managed, 10_240);
        trust = new TrustPolicies(state);
    }

    Role create(CreateRoleRequest request) {
        String name = Inputs.name("roleName", request.roleName(), 64);
        String path = Inputs.path(request.path());
        if (path.startsWith("/aws-service-role/")) {
            throw IamFaults.invalidInput("The path /aws-service-role/ is reserved for service-linked roles.");
        }
        return create(Role.builder()
                .roleName(name)
                .path(path)
                .assumeRolePolicyDocument(trust.checked(request.assumeRolePolicyDocument()))
                .description(request.description())
                .maxSessionDuration(sessionDuration(request.maxSessionDuration()))
                .permissionsBoundary(
                        request.permissionsBoundary() == null ? null : managed.boundary(request.permissionsBoundary()))
                .tags(Inputs.merged(List.of(), request.tags())));
    }

    /** Adds a role whose content is right; its id, ARN and date are made here. */
    Role create(Role.Builder role) {
        Role named = role.build();
        Role made = named.copy(more -> more.roleId(cloud.ids().iam("AROA"))
                .arn(IamState.account().arn("iam", "role" + named.path() + named.roleName()))
                .createDate(cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS)));
        if (!state.roles().putIfAbsent(IamState.key(made.roleName()), new StoredRole(made, Attachments.NONE))) {
            throw IamFaults.alreadyExists("Role with name " + made.roleName() + " already exists.");
        }
        return shown(made);
    }

    Role get(String name) {
        return shown(policies.get(Inputs.name("roleName", name, 64)).role())
                .copy(role -> role.roleLastUsed(RoleLastUsed.builder().build()));
    }

    /** The roles below a path, as IAM lists them: without tags and boundary. */
    List<Role> list(@Nullable String pathPrefix) {
        return state.roles().list(IamState.account()).stream()
                .map(StoredRole::role)
                .filter(role -> pathPrefix == null || role.path().startsWith(pathPrefix))
                .map(role -> shown(role)
                        .copy(bare -> bare.tags((Collection<Tag>) null)
                                .permissionsBoundary((AttachedPermissionsBoundary) null)))
                .toList();
    }

    Role update(String name, @Nullable String description, @Nullable Integer maxSessionDuration) {
        return shown(change(name, role -> {
            if (description != null) {
                role.description(description);
            }
            if (maxSessionDuration != null) {
                role.maxSessionDuration(sessionDuration(maxSessionDuration));
            }
        }));
    }

    void trust(String name, String document) {
        String checked = trust.checked(document);
        change(name, role -> role.assumeRolePolicyDocument(checked));
    }

    void bound(String name, @Nullable String arn) {
        var boundary = arn == null ? null : managed.boundary(arn);
        change(name, role -> role.permissionsBoundary(boundary));
    }

    void tag(String name, List<Tag> tags) {
        change(name, role -> role.tags(Inputs.merged(role.build().tags(), tags)));
    }

    void untag(String name, List<String> keys) {
        change(name, role -> role.tags(Inputs.without(role.build().tags(), keys)));
    }

    void delete(String name) {
        policies.requireNone(modifiable(name));
        remove(name);
    }

    void remove(String name) {
        if (state.roles().remove(IamState.key(name)).isEmpty()) {
            throw policies.noSuch(name);
        }
    }

    /** The policies of roles, where the role of that name is one that its account may change. */
    IdentityPolicies<StoredRole> policiesToChange(String name) {
        modifiable(name);
        return policies;
    }

    IdentityPolicies<StoredRole> policies() {
        return policies;
    }

    private Role change(String name, Consumer<Role.Builder> change) {
        modifiable(name);
        return policies.update(name, stored -> stored.with(change)).role();
    }

    private StoredRole modifiable(String name) {
        StoredRole role = policies.get(Inputs.name("roleName", name, 64));
        if (role.isServiceLinked()) {
            throw IamFaults.unmodifiable("Cannot perform the operation on the protected role '" + name
                    + "' - this role is only modifiable by AWS");
        }
        return role;
    }

    private static Role shown(Role role) {
        return role.copy(
                encoded -> encoded.assumeRolePolicyDocument(Documents.encoded(role.assumeRolePolicyDocument())));
    }

    private static int sessionDuration(@Nullable Integer seconds) {
        if (seconds == null) {
            return HOUR;
        }
        if (seconds < HOUR || seconds > 12 * HOUR) {
            throw IamFaults.validation("1 validation error detected: Value '" + seconds
                    + "' at 'maxSessionDuration' failed to satisfy constraint: Member must have value between 3600"
                    + " and 43200");
        }
        return seconds;
    }
}
