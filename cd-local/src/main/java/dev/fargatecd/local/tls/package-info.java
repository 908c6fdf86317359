/** Certificates with their private keys: made, read, and handed from who keeps them to who serves with them. */
@NullMarked
package dev.fargatecd.local.tls;

import org.jspecify.annotations.NullMarked;
