/** A template's text as a tree: scalars, sequences and mappings, each with its place. It knows nothing of templates. */
@NullMarked
package dev.fargatecd.cloudformation.tree;

import org.jspecify.annotations.NullMarked;
