package dev.fargatecd.local.kernel;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * The things of one kind that a service keeps. Values are immutable; each method is atomic for its key.
 *
 * @param <V> records, or the SDK's own model objects
 */
public interface Table<V> {
    /** The value, or empty where there is none. */
    Optional<V> get(Key key);

    /** Sets the value, whether there was one or not. */
    void put(Key key, V value);

    /** Sets the value if there is none, and tells whether it did. */
    boolean putIfAbsent(Key key, V value);

    /**
     * Changes the value where there is one.
     *
     * @param change from the old to the new value; quick, without calls to others: it runs under the key's lock
     * @return the new value, or empty where there was none
     */
    Optional<V> update(Key key, UnaryOperator<V> change);

    /** Removes the value and returns it, or empty where there was none. */
    Optional<V> remove(Key key);

    /** All values of a scope, ordered by name. */
    default List<V> list(Scope scope) {
        return list(scope, "");
    }

    /**
     * The values of a scope whose names begin so, ordered by name; costs what it answers, not what the table holds.
     *
     * @param prefix "" for all
     */
    List<V> list(Scope scope, String prefix);

    /** All values of all scopes, ordered by scope and name. */
    Map<Key, V> all();
}
