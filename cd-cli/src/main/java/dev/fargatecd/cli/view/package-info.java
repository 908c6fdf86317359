/** What the command shows: data on stdout, talk on stderr; live on a terminal, plain lines elsewhere. */
@NullMarked
package dev.fargatecd.cli.view;

import org.jspecify.annotations.NullMarked;
