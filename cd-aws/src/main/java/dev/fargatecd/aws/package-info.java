/**
 * A delivery in an account: put there, followed to its end, explained, taken away. Every target, AWS or local, is reached
 * by the same code through the SDK's client interfaces; what comes back are records of our own.
 */
@NullMarked
package dev.fargatecd.aws;

import org.jspecify.annotations.NullMarked;
