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

/** IAM's tables. All of it belongs to the account as a whole, to no region. */
record IamState(
        Table<StoredRole> roles,
        Table<StoredUser> users,
        Table<StoredPolicy> policies,
        Table<AccessKeyMetadata> accessKeys) {

    static IamState in(Store store) {
        return new IamState(
                store.table("iam.roles", StoredRole.class),
                store.table("iam.users", StoredUser.class),
                store.table("iam.policies", StoredPolicy.class),
                store.table("iam.access-keys", AccessKeyMetadata.class));
    }

    /** The account of the call in progress. */
    static Scope account() {
        return Caller.current().scope().global();
    }

    /** Names are unique whatever their case. */
    static Key key(String name) {
        return new Key(account(), name.toLowerCase(Locale.ROOT));
    }

    /** Every role and user of the account. */
    List<Identity<?>> identities() {
        return Stream.<Identity<?>>concat(roles.list(account()).stream(), users.list(account()).stream())
                .toList();
    }
}
