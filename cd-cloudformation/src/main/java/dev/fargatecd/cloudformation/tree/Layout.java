package dev.fargatecd.cloudformation.tree;

import java.util.List;

/**
 * What stands above a node when it is written, and says nothing about its meaning.
 *
 * @param comments lines, without the {@code #}
 * @param blankBefore whether an empty line sets it off from what comes before
 */
public record Layout(List<String> comments, boolean blankBefore) {
    /** Nothing above the node. */
    public static final Layout NONE = new Layout(List.of(), false);

    public Layout {
        comments = List.copyOf(comments);
    }
}
