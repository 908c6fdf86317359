package dev.fargatecd.local.kernel;

import java.util.List;
import java.util.Optional;

/** Every SSH key that is active, by its id. */
public final class SshKeys {
    private final Table<SshKey> keys;

    public SshKeys(Store store) {
        keys = store.table("kernel.ssh-keys", SshKey.class);
    }

    /** The key of that id, or empty where there is none or it is inactive. */
    public Optional<SshKey> find(String id) {
        return keys.get(key(id));
    }

    /** The keys of all users of an account, by id. */
    public List<SshKey> of(String account) {
        return keys.all().values().stream()
                .filter(key -> key.principal().account().equals(account))
                .toList();
    }

    public void add(SshKey sshKey) {
        keys.put(key(sshKey.id()), sshKey);
    }

    public void remove(String id) {
        keys.remove(key(id));
    }

    /** The ids are unique across accounts, so they are kept under none. */
    private static Key key(String id) {
        return new Key(new Scope("000000000000", Scope.GLOBAL), id);
    }
}
