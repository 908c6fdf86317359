package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.ArrayList;
import java.util.List;

/** The comments and the empty line that a builder was given and that stand above whatever it is given next. */
final class PendingLayout {
    private final List<String> comments = new ArrayList<>();
    private boolean blank;

    void comment(String text) {
        comments.addAll(text.lines().toList());
    }

    void blank() {
        blank = true;
    }

    /** The node with what is pending added to what it has. */
    Node appliedTo(Node node) {
        if (comments.isEmpty() && !blank) {
            return node;
        }
        List<String> all = new ArrayList<>(comments);
        all.addAll(node.layout().comments());
        Layout layout = new Layout(all, blank || node.layout().blankBefore());
        comments.clear();
        blank = false;
        return node.with(layout);
    }

    /** Fails where a comment would be lost because nothing follows it. */
    void requireNone() {
        if (!comments.isEmpty()) {
            throw new IllegalStateException("nothing follows the comment \"" + comments.get(0) + "\"");
        }
    }
}
