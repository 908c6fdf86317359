package dev.fargatecd.local.iam;

import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.User;

/** A user as it is kept. */
record StoredUser(User user, Attachments attachments) implements Identity<StoredUser> {
    @Override
    public String name() {
        return user.userName();
    }

    @Override
    public StoredUser with(Attachments changed) {
        return new StoredUser(user, changed);
    }

    StoredUser with(Consumer<User.Builder> change) {
        return new StoredUser(user.copy(change), attachments);
    }

    @Override
    public Optional<String> boundary() {
        return Optional.ofNullable(user.permissionsBoundary()).map(AttachedPermissionsBoundary::permissionsBoundaryArn);
    }
}
