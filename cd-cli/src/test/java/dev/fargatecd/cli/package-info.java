/** Tests of the command as its user meets it: arguments in, lines and an exit code out. */
@NullMarked
package dev.fargatecd.cli;

import org.jspecify.annotations.NullMarked;
