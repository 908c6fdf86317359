/** EventBridge. */
@NullMarked
package dev.fargatecd.local.events;

import org.jspecify.annotations.NullMarked;
