/** Amazon SNS: topics, and what is published to them taken to HTTP endpoints of this machine. */
@NullMarked
package dev.fargatecd.local.sns;

import org.jspecify.annotations.NullMarked;
