package dev.fargatecd.local.kernel;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.UnaryOperator;

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

    private static final class MemoryTable<V> implements Table<V> {
        private final ConcurrentMap<Key, V> values = new ConcurrentHashMap<>();

        @Override
        public Optional<V> get(Key key) {
            return Optional.ofNullable(values.get(key));
        }

        @Override
        public void put(Key key, V value) {
            values.put(key, value);
        }

        @Override
        public boolean putIfAbsent(Key key, V value) {
            return values.putIfAbsent(key, value) == null;
        }

        @Override
        public Optional<V> update(Key key, UnaryOperator<V> change) {
            return Optional.ofNullable(values.computeIfPresent(key, (k, old) -> change.apply(old)));
        }

        @Override
        public Optional<V> remove(Key key) {
            return Optional.ofNullable(values.remove(key));
        }

        @Override
        public List<V> list(Scope scope) {
            return values.entrySet().stream()
                    .filter(entry -> entry.getKey().scope().equals(scope))
                    .sorted(Comparator.comparing(entry -> entry.getKey().name()))
                    .map(Map.Entry::getValue)
                    .toList();
        }

        @Override
        public Map<Key, V> all() {
            Map<Key, V> sorted = new TreeMap<>(ORDER);
            sorted.putAll(values);
            return sorted;
        }
    }
}
