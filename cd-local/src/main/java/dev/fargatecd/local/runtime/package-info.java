/** Where code runs: builds and tasks as processes of this machine. */
@NullMarked
package dev.fargatecd.local.runtime;

import org.jspecify.annotations.NullMarked;
