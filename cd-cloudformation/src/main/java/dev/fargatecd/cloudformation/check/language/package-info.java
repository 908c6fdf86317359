/** Checks of the template language: names, references, what YAML makes of a text. */
@NullMarked
package dev.fargatecd.cloudformation.check.language;

import org.jspecify.annotations.NullMarked;
