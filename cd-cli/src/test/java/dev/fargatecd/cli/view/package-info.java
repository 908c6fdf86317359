/** Tests of what is shown while things go on. */
@NullMarked
package dev.fargatecd.cli.view;

import org.jspecify.annotations.NullMarked;
