package dev.fargatecd.cloudformation.tree;

/** What a node can be had from: a node itself, or a builder of one. */
public interface Fragment {
    Node node();
}
