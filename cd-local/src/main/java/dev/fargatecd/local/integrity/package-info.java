/** Bodies that are checked while they are read, by checksums and hashes that were sent with them. */
@NullMarked
package dev.fargatecd.local.integrity;

import org.jspecify.annotations.NullMarked;
