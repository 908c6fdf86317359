package dev.fargatecd.local.kernel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A store that ends with the JVM. */
public final class MemoryStore implements Store {
    private static final Comparator<Key> ORDER = Comparator.comparing(
                    (Key key) -> key.scope().account())
            .thenComparing(key -> key.scope().region())
            .thenComparing(Key::name);

    private record Typed(Class<?> type, Table<?> table) {}

    private final ConcurrentMap<String, Typed> tables = new ConcurrentHashMap<>();

    @Override
    public <V> Table<V> table(String name, Class<V> type) {
        Typed found = tables.computeIfAbsent(name, n -> new Typed(type, new MemoryTable<V>()));
        if (found.type() != type) {
            throw new IllegalArgumentException(
                    "table " + name + " holds " + found.type().getName() + ", not " + type.getName());
        }
        @SuppressWarnings("unchecked")
        Table<V> table = (Table<V>) found.table();
        return table;
    }

    /**
     * The values by their keys, and the keys in order, so that reading a scope costs what the scope holds and no sorting.
     * A key enters and leaves the order under its own lock.
     */
    private static final class MemoryTable<V> implements Table<V> {
        private final ConcurrentMap<Key, V> values = new ConcurrentHashMap<>();
        private final NavigableSet<Key> order = new ConcurrentSkipListSet<>(ORDER);

        @Override
        public Optional<V> get(Key key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void put(Key key, V value) {
            values.compute(key, (k, old) -> {
                order.add(key);
                return value;
            });
        }

        @Override
        public boolean putIfAbsent(Key key, V value) {
            AtomicBoolean added = new AtomicBoolean();
            values.computeIfAbsent(key, k -> {
                order.add(key);
                added.set(true);
                return value;
            });
            return added.get();
        }

        @Override
        public Optional<V> update(Key key, UnaryOperator<V> change) {
            return Optional.ofNullable(values.computeIfPresent(key, (k, old) -> change.apply(old)));
        }

        @Override
        public Optional<V> remove(Key key) {
            AtomicReference<@Nullable V> removed = new AtomicReference<>();
            values.computeIfPresent(key, (k, old) -> {
                order.remove(key);
                removed.set(old);
                return null;
            });
            return Optional.ofNullable(removed.get());
        }

        @Override
        public List<V> list(Scope scope, String prefix) {
            List<V> found = new ArrayList<>();
            for (Key key : order.tailSet(new Key(scope, prefix))) {
                if (!key.scope().equals(scope) || !key.name().startsWith(prefix)) {
                    break; // names that begin alike stand together
                }
                get(key).ifPresent(found::add);
            }
            return List.copyOf(found);
        }

        @Override
        public Map<Key, V> all() {
            Map<Key, V> sorted = new TreeMap<>(ORDER);
            sorted.putAll(values);
            return sorted;
        }
    }
}
