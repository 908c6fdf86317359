package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Builds a sequence, item by item. */
public final class ListBuilder implements Fragment {
    private final List<Node> items = new ArrayList<>();
    private final PendingLayout pending = new PendingLayout();

    ListBuilder() {}

    public ListBuilder add(Fragment item) {
        items.add(pending.appliedTo(item.node()));
        return this;
    }

    public ListBuilder add(String text) {
        return add(Yaml.text(text));
    }

    public ListBuilder add(long number) {
        return add(Yaml.number(number));
    }

    public ListBuilder addAll(List<? extends Fragment> more) {
        more.forEach(this::add);
        return this;
    }

    /** Does something to this sequence where the condition holds, to stay in one chain of calls. */
    public ListBuilder when(boolean condition, Consumer<ListBuilder> more) {
        if (condition) {
            more.accept(this);
        }
        return this;
    }

    /** Lines that stand as a comment above the item that is added next. */
    public ListBuilder comment(String lines) {
        pending.comment(lines);
        return this;
    }

    @Override
    public Node.Sequence node() {
        pending.requireNone();
        return new Node.Sequence(Position.NONE, Layout.NONE, items);
    }
}
