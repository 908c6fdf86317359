/** AWS CodeConnections: connections to providers of source code, which stay pending. */
@NullMarked
package dev.fargatecd.local.connections;

import org.jspecify.annotations.NullMarked;
