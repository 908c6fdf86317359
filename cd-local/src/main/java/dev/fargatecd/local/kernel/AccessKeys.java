package dev.fargatecd.local.kernel;

import java.util.Optional;

/** Every access key of the cloud, by its id: the account's own, users', and those of role sessions. */
public final class AccessKeys {
    private final Table<AccessKey> keys;

    public AccessKeys(Store store) {
        keys = store.table("kernel.access-keys", AccessKey.class);
    }

    /** The key of that id, or empty where there is none. */
    public Optional<AccessKey> find(String id) {
        return keys.get(key(id));
    }

    public void add(AccessKey accessKey) {
        keys.put(key(accessKey.id()), accessKey);
    }

    public void remove(String id) {
        keys.remove(key(id));
    }

    /** Access key ids are unique across accounts, so they are kept under none. */
    private static Key key(String id) {
        return new Key(new Scope("000000000000", Scope.GLOBAL), id);
    }
}
