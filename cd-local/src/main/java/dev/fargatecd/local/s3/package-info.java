/** S3. */
@NullMarked
package dev.fargatecd.local.s3;

import org.jspecify.annotations.NullMarked;
