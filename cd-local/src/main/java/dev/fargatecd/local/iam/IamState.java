package dev.fargatecd.local.iam;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import software.amazon.awssdk.services.iam.model.AccessKeyMetadata;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;

/** IAM's tables. All of it belongs to the account as a whole, to no region. */
record IamState(
        Table<StoredRole> roles,
        Table<StoredUser> users,
        Table<StoredPolicy> policies,
        Table<AccessKeyMetadata> accessKeys,
        Table<SSHPublicKey> sshKeys) {

    static IamState in(Store store) {
        return new IamState(
                store.table("iam.roles", StoredRole.class),
                store.table("iam.users", StoredUser.class),
                store.table("iam.policies", StoredPolicy.class),
                store.table("iam.access-keys", AccessKeyMetadata.class),
                store.table("iam.ssh-keys", SSHPublicKey.class));
    }

    /** The account of the call in progress. */
    static Scope account() {
        return Caller.current().scope().global();
    }

    /** Names are unique whatever their case. */
    static Key key(String name) {
        return new Key(account(), name.toLowerCase(Locale.ROOT));
    }

    /** The SSH keys of a user, by id. */
    List<SSHPublicKey> sshKeysOf(String user) {
        return sshKeys.list(account()).stream()
                .filter(key -> key.userName().equalsIgnoreCase(user))
                .toList();
    }

    /** Every role and user of the account. */
    List<Identity<?>> identities() {
        return Stream.<Identity<?>>concat(roles.list(account()).stream(), users.list(account()).stream())
                .toList();
    }
}
