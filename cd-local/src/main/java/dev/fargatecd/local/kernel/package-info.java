/**
 * What every service of the local cloud is made of: scopes, callers, the store, the journal, the clock and the workers.
 * It knows no service.
 */
@NullMarked
package dev.fargatecd.local.kernel;

import org.jspecify.annotations.NullMarked;
