/** AWS Systems Manager, as far as it is Parameter Store. */
@NullMarked
package dev.fargatecd.local.ssm;

import org.jspecify.annotations.NullMarked;
