package dev.fargatecd.local.kms;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The keys and aliases of the caller's account and region, found by whatever names them. */
final class Keys {
    private static final Pattern ALIAS = Pattern.compile("alias/[a-zA-Z0-9/_-]{1,250}");

    private final CloudContext cloud;
    private final Table<StoredKey> keys;
    private final Table<StoredAlias> aliases;

    Keys(CloudContext cloud) {
        this.cloud = cloud;
        keys = cloud.store().table("kms.keys", StoredKey.class);
        aliases = cloud.store().table("kms.aliases", StoredAlias.class);
    }

    void add(StoredKey key) {
        keys.put(new Key(scope(), key.id()), key);
    }

    /** The key of that id, ARN, alias or alias ARN. */
    StoredKey require(@Nullable String named) {
        String name = local(named);
        if (name.startsWith("alias/")) {
            return requireById(aliases.get(new Key(scope(), name))
                    .orElseThrow(() -> KmsFaults.noAlias(scope().arn("kms", name)))
                    .keyId());
        }
        return requireById(name);
    }

    private StoredKey requireById(String id) {
        return keys.get(new Key(scope(), id))
                .filter(this::isThere)
                .orElseThrow(() -> KmsFaults.noKey(scope().arn("kms", "key/" + id)));
    }

    /** A key that nobody has scheduled for deletion. */
    StoredKey requireLive(@Nullable String named) {
        StoredKey key = require(named);
        if (key.removal().isPresent()) {
            throw KmsFaults.pendingDeletion(key.arn());
        }
        return key;
    }

    /** A key that may be used. */
    StoredKey requireUsable(@Nullable String named) {
        StoredKey key = requireLive(named);
        if (!key.settings().isEnabled()) {
            throw KmsFaults.disabled(key.arn());
        }
        return key;
    }

    StoredKey change(StoredKey key, UnaryOperator<StoredKey> change) {
        return keys.update(new Key(scope(), key.id()), change).orElseThrow(() -> KmsFaults.noKey(key.arn()));
    }

    List<StoredKey> all() {
        return keys.list(scope()).stream().filter(this::isThere).toList();
    }

    private boolean isThere(StoredKey key) {
        return key.removal()
                .filter(when -> !when.isAfter(cloud.clock().instant()))
                .isEmpty();
    }

    /** An alias's name, which must not be one of those that AWS keeps for itself. */
    static String aliasName(@Nullable String name) {
        if (name == null || !name.startsWith("alias/")) {
            throw KmsFaults.validation("Invalid identifier");
        }
        if (!ALIAS.matcher(name).matches()) {
            throw KmsFaults.aliasName("Alias must not contain characters other than letters, digits, /, _ and -");
        }
        if (name.startsWith("alias/aws/")) {
            throw KmsFaults.aliasName("Alias must not begin with alias/aws/, which is for AWS's own keys");
        }
        return name;
    }

    void add(StoredAlias alias) {
        if (!aliases.putIfAbsent(new Key(scope(), alias.name()), alias)) {
            throw KmsFaults.aliasExists(alias.arn());
        }
    }

    void move(String alias, StoredKey key) {
        Optional<StoredAlias> moved = aliases.update(
                new Key(scope(), alias), old -> old.to(key.id(), cloud.clock().instant()));
        if (moved.isEmpty()) {
            throw KmsFaults.noAlias(scope().arn("kms", alias));
        }
    }

    void removeAlias(String alias) {
        if (aliases.remove(new Key(scope(), alias)).isEmpty()) {
            throw KmsFaults.noAlias(scope().arn("kms", alias));
        }
    }

    List<StoredAlias> aliases() {
        return aliases.list(scope());
    }

    /** What follows the account in an ARN of this account and region; {@code key/} is left out. */
    private static String local(@Nullable String named) {
        String prefix = scope().arn("kms", "");
        String name = String.valueOf(named);
        if (name.startsWith(prefix)) {
            name = name.substring(prefix.length());
        }
        if (name.startsWith("arn:")) {
            throw KmsFaults.noKey(name);
        }
        return name.startsWith("key/") ? name.substring("key/".length()) : name;
    }

    private static Scope scope() {
        return Caller.current().scope();
    }
}
