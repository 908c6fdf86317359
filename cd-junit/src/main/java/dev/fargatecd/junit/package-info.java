/** Tests of one's own delivery: a JUnit extension that hands out local clouds, and assertions about what happens there. */
@NullMarked
package dev.fargatecd.junit;

import org.jspecify.annotations.NullMarked;
