package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Principal;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.AttachedPermissionsBoundary;
import software.amazon.awssdk.services.iam.model.CreateUserRequest;
import software.amazon.awssdk.services.iam.model.StatusType;
import software.amazon.awssdk.services.iam.model.Tag;
import software.amazon.awssdk.services.iam.model.User;

/** Users and their access keys. */
final class Users {
    private static final int MAX_KEYS = 2;

    private final IamState state;
    private final IdentityPolicies<StoredUser> policies;
    private final ManagedPolicies managed;
    private final CloudContext cloud;

    Users(IamState state, ManagedPolicies managed, CloudContext cloud) {
        this.state = state;
        this.managed = managed;
        this.cloud = cloud;
        policies = new IdentityPolicies<>("user", state.users(), managed, 2048);
    }

    User create(CreateUserRequest request) {
        String name = Inputs.name("userName", request.userName(), 64);
        String path = Inputs.path(request.path());
        User user = User.builder()
                .userName(name)
                .userId(cloud.ids().iam("AIDA"))
                .path(path)
                .arn(IamState.account().arn("iam", "user" + path + name))
                .createDate(now())
                .permissionsBoundary(
                        request.permissionsBoundary() == null ? null : managed.boundary(request.permissionsBoundary()))
                .tags(Inputs.merged(List.of(), request.tags()))
                .build();
        if (!state.users().putIfAbsent(IamState.key(name), new StoredUser(user, Attachments.NONE))) {
            throw IamFaults.alreadyExists("User with name " + name + " already exists.");
        }
        return user;
    }

    /** The user of that name; without one, whoever is calling. */
    User get(@Nullable String name) {
        Principal caller = Caller.current().principal();
        if (name == null && caller.kind() == Principal.Kind.ROOT) {
            return User.builder()
                    .userId(caller.account())
                    .arn(caller.arn())
                    .path("/")
                    .createDate(now())
                    .build();
        }
        return policies.get(nameOrCaller(name)).user();
    }

    /** The user of that name, of whom there is a record: without a name the caller, unless it is the account itself. */
    User existing(@Nullable String name) {
        return policies.get(nameOrCaller(name)).user();
    }

    List<User> list(@Nullable String pathPrefix) {
        return state.users().list(IamState.account()).stream()
                .map(StoredUser::user)
                .filter(user -> pathPrefix == null || user.path().startsWith(pathPrefix))
                .map(user -> user.copy(bare ->
                        bare.tags((Collection<Tag>) null).permissionsBoundary((AttachedPermissionsBoundary) null)))
                .toList();
    }

    void bound(String name, @Nullable String arn) {
        var boundary = arn == null ? null : managed.boundary(arn);
        change(name, user -> user.permissionsBoundary(boundary));
    }

    void tag(String name, List<Tag> tags) {
        change(name, user -> user.tags(Inputs.merged(user.build().tags(), tags)));
    }

    void untag(String name, List<String> keys) {
        change(name, user -> user.tags(Inputs.without(user.build().tags(), keys)));
    }

    void delete(String name) {
        policies.requireNone(policies.get(Inputs.name("userName", name, 64)));
        if (!keysOf(name).isEmpty()) {
            throw IamFaults.deleteConflict("Cannot delete entity, must delete access keys first.");
        }
        if (!state.sshKeysOf(name).isEmpty()) {
            throw IamFaults.deleteConflict("Cannot delete entity, must delete SSH public keys first.");
        }
        if (state.users().remove(IamState.key(name)).isEmpty()) {
            throw policies.noSuch(name);
        }
    }

    IdentityPolicies<StoredUser> policies() {
        return policies;
    }

    /** Makes a key; only this answer ever tells the secret. */
    software.amazon.awssdk.services.iam.model.AccessKey createKey(@Nullable String name) {
        User user = existing(name);
        if (keysOf(user.userName()).size() >= MAX_KEYS) {
            throw IamFaults.limitExceeded("Cannot exceed quota for AccessKeysPerUser: " + MAX_KEYS);
        }
        Principal principal = new Principal(
                Principal.Kind.USER, IamState.account().account(), user.arn(), user.userId(), Optional.empty());
        AccessKey key = new AccessKey(
                cloud.ids().iam("AKIA"), cloud.ids().secret(), Optional.empty(), principal, Optional.empty());
        Instant now = now();
        state.accessKeys()
                .put(
                        new Key(IamState.account(), key.id()),
                        AccessKeyMetadata.builder()
                                .accessKeyId(key.id())
                                .userName(user.userName())
                                .status(StatusType.ACTIVE)
                                .createDate(now)
                                .build());
        cloud.accessKeys().add(key);
        return software.amazon.awssdk.services.iam.model.AccessKey.builder()
                .accessKeyId(key.id())
                .secretAccessKey(key.secret())
                .userName(user.userName())
                .status(StatusType.ACTIVE)
                .createDate(now)
                .build();
    }

    /** The keys of a user, oldest first; without a name, of whoever is calling. */
    List<AccessKeyMetadata> keys(@Nullable String name) {
        return keysOf(policies.get(nameOrCaller(name)).name());
    }

    void deleteKey(@Nullable String name, String id) {
        String user = policies.get(nameOrCaller(name)).name();
        Key key = new Key(IamState.account(), Inputs.required("accessKeyId", id));
        if (state.accessKeys()
                .get(key)
                .filter(found -> found.userName().equals(user))
                .isEmpty()) {
            throw IamFaults.noSuchEntity("The Access Key with id " + id + " cannot be found.");
        }
        cloud.accessKeys().remove(id);
        state.accessKeys().remove(key);
    }

    private List<AccessKeyMetadata> keysOf(String user) {
        return state.accessKeys().list(IamState.account()).stream()
                .filter(key -> key.userName().equalsIgnoreCase(user))
                .sorted(Comparator.comparing(AccessKeyMetadata::createDate))
                .toList();
    }

    private void change(String name, Consumer<User.Builder> change) {
        policies.update(Inputs.name("userName", name, 64), stored -> stored.with(change));
    }

    private static String nameOrCaller(@Nullable String name) {
        Principal caller = Caller.current().principal();
        if (name == null && caller.kind() == Principal.Kind.USER) {
            return caller.arn().substring(caller.arn().lastIndexOf('/') + 1);
        }
        if (name == null) {
            throw IamFaults.validation("Must specify userName when calling with non-User credentials");
        }
        return Inputs.name("userName", name, 64);
    }

    private Instant now() {
        return cloud.clock().instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
