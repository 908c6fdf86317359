/** AWS STS: who somebody is, and how one becomes somebody else. */
@NullMarked
package dev.fargatecd.local.sts;

import org.jspecify.annotations.NullMarked;
