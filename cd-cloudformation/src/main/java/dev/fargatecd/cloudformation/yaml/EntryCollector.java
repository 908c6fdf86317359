package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Collects the entries of a mapping; of a key that comes twice the last counts, and the first is remembered. */
final class EntryCollector {
    private final Map<String, Node.Entry> entries = new LinkedHashMap<>();
    private final List<Node.Entry> overridden = new ArrayList<>();

    void add(Position position, String key, Node value) {
        Node.Entry before = entries.put(key, new Node.Entry(position, key, value));
        if (before != null) {
            overridden.add(before);
        }
    }

    Node.Mapping mapping(Position position) {
        return new Node.Mapping(position, Layout.NONE, List.copyOf(entries.values()), overridden, false);
    }
}
