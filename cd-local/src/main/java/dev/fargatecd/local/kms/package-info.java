/** AWS KMS: symmetric keys that really encrypt, and their aliases. */
@NullMarked
package dev.fargatecd.local.kms;

import org.jspecify.annotations.NullMarked;
