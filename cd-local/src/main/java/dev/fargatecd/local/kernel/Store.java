package dev.fargatecd.local.kernel;

/** Where services keep their state, and nowhere else. */
public interface Store {
    /**
     * The table of that name, made when first asked for.
     *
     * @param name service and content, for example {@code ecs.services}; its owner alone opens it
     * @throws IllegalArgumentException when the table exists with another type
     */
    <V> Table<V> table(String name, Class<V> type);
}
