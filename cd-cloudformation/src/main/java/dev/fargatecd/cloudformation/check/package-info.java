/**
 * The offline checker's frame: what a check is, what it finds, and what it looks at. The checks themselves are in the
 * packages below, by what they are about.
 */
@NullMarked
package dev.fargatecd.cloudformation.check;

import org.jspecify.annotations.NullMarked;
