/** IAM. */
@NullMarked
package dev.fargatecd.local.iam;

import org.jspecify.annotations.NullMarked;
