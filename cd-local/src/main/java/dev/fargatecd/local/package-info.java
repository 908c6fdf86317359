/** The cloud as a whole: how it is started, reached and closed. */
@NullMarked
package dev.fargatecd.local;

import org.jspecify.annotations.NullMarked;
