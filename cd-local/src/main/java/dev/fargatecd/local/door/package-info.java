/** The one port through which the cloud is reached, and who may come in. */
@NullMarked
package dev.fargatecd.local.door;

import org.jspecify.annotations.NullMarked;
