/**
 * How AWS's signature version 4 is calculated; whoever verifies one brings its own text to sign.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv.html">Signature Version 4</a>
 */
@NullMarked
package dev.fargatecd.local.signature;

import org.jspecify.annotations.NullMarked;
