/** Amazon CloudWatch: alarms, whose state is what somebody sets. */
@NullMarked
package dev.fargatecd.local.cloudwatch;

import org.jspecify.annotations.NullMarked;
