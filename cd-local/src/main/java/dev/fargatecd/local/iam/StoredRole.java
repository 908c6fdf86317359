package dev.fargatecd.local.iam;

import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.Role;

/** A role as it is kept: its document is the text as it was given. */
record StoredRole(Role role, Attachments attachments) implements Identity<StoredRole> {
    @Override
    public String name() {
        return role.roleName();
    }

    @Override
    public StoredRole with(Attachments changed) {
        return new StoredRole(role, changed);
    }

    StoredRole with(Consumer<Role.Builder> change) {
        return new StoredRole(role.copy(change), attachments);
    }

    @Override
    public Optional<String> boundary() {
        return Optional.ofNullable(role.permissionsBoundary()).map(AttachedPermissionsBoundary::permissionsBoundaryArn);
    }

    /** Made by one of AWS's services for itself, and changed by it alone. */
    boolean isServiceLinked() {
        return role.path().startsWith("/aws-service-role/");
    }
}
