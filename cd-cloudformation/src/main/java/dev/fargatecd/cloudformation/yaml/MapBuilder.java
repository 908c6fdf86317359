package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Builds a mapping, entry by entry in the order of the text. */
public final class MapBuilder implements Fragment {
    private final Map<String, Node> entries = new LinkedHashMap<>();
    private final PendingLayout pending = new PendingLayout();
    private Layout header = Layout.NONE;

    MapBuilder() {}

    /** @throws IllegalArgumentException where the key is already there */
    public MapBuilder put(String key, Fragment value) {
        if (entries.putIfAbsent(key, pending.appliedTo(value.node())) != null) {
            throw new IllegalArgumentException("the key " + key + " is already there");
        }
        return this;
    }

    public MapBuilder put(String key, String text) {
        return put(key, Yaml.text(text));
    }

    public MapBuilder put(String key, long number) {
        return put(key, Yaml.number(number));
    }

    public MapBuilder put(String key, boolean value) {
        return put(key, Yaml.bool(value));
    }

    /** Puts the value where there is one; comments for it go where it goes. */
    public MapBuilder put(String key, Optional<? extends Fragment> value) {
        value.ifPresent(present -> put(key, present));
        return this;
    }

    /** All entries of another mapping, in its order. */
    public MapBuilder putAll(MapBuilder other) {
        other.entries.forEach(this::put);
        return this;
    }

    /** Does something to this mapping where the condition holds, to stay in one chain of calls. */
    public MapBuilder when(boolean condition, Consumer<MapBuilder> more) {
        if (condition) {
            more.accept(this);
        }
        return this;
    }

    /** Lines that stand as a comment above the entry that is put next. */
    public MapBuilder comment(String lines) {
        pending.comment(lines);
        return this;
    }

    /** An empty line above the entry that is put next. */
    public MapBuilder blank() {
        pending.blank();
        return this;
    }

    /** Lines that stand as a comment at the head of the document, or above this mapping's own entry. */
    public MapBuilder header(String lines) {
        header = new Layout(lines.lines().toList(), false);
        return this;
    }

    @Override
    public Node.Mapping node() {
        pending.requireNone();
        List<Node.Entry> all = new ArrayList<>();
        entries.forEach((key, value) -> all.add(new Node.Entry(Position.NONE, key, value)));
        return new Node.Mapping(Position.NONE, header, all, List.of(), false);
    }
}
