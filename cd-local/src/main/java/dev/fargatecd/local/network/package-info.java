/** How the cloud's private addresses are reached on this machine. */
@NullMarked
package dev.fargatecd.local.network;

import org.jspecify.annotations.NullMarked;
