package dev.fargatecd.local.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class MemoryStoreTest {
    private static final Scope HERE = new Scope("000000000000", "us-east-1");
    private static final Scope THERE = new Scope("000000000000", "us-east-2");

    private final Table<String> table = new MemoryStore().table("test.things", String.class);

    @Test
    void listsAScopeByNameAndNothingOfAnother() {
        put(HERE, "b", "a", "c");
        put(THERE, "d");

        assertThat(table.list(HERE)).containsExactly("a", "b", "c");
        assertThat(table.list(THERE)).containsExactly("d");
    }

    @Test
    void listsTheNamesThatBeginAlikeWithoutThoseAroundThem() {
        put(HERE, "a", "group", "group:1", "group:2", "group-1:1", "h");
        put(THERE, "group:3");

        assertThat(table.list(HERE, "group:")).containsExactly("group:1", "group:2");
    }

    @Test
    void forgetsWhatWasRemovedAndFindsWhatCameBack() {
        put(HERE, "a", "b");
        assertThat(table.remove(new Key(HERE, "a"))).contains("a");
        assertThat(table.remove(new Key(HERE, "a"))).isEmpty();
        assertThat(table.list(HERE)).containsExactly("b");

        assertThat(table.putIfAbsent(new Key(HERE, "a"), "again")).isTrue();
        assertThat(table.putIfAbsent(new Key(HERE, "a"), "again")).isFalse();
        assertThat(table.list(HERE)).containsExactly("again", "b");
    }

    @Test
    void keepsItsOrderRightWhileManyWrite() {
        CompletableFuture<?>[] writers = IntStream.range(0, 4)
                .mapToObj(writer -> CompletableFuture.runAsync(() -> {
                    for (int i = 0; i < 500; i++) {
                        table.put(new Key(HERE, "key-" + i % 7), "value");
                        table.remove(new Key(HERE, "key-" + (i + writer) % 7));
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(writers).join();

        assertThat(table.list(HERE)).hasSameSizeAs(table.all().keySet());
    }

    private void put(Scope scope, String... names) {
        List.of(names).forEach(name -> table.put(new Key(scope, name), name));
    }
}
