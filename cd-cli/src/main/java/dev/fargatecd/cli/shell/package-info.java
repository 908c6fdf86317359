/** What shells and {@code man} are told of the command, made from its own options. */
@NullMarked
package dev.fargatecd.cli.shell;

import org.jspecify.annotations.NullMarked;
