/** CloudWatch Logs. */
@NullMarked
package dev.fargatecd.local.logs;

import org.jspecify.annotations.NullMarked;
