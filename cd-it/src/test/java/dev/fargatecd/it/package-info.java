/** One contract suite: what cd-aws does with AWS, on whichever target it is pointed at. */
@NullMarked
package dev.fargatecd.it;

import org.jspecify.annotations.NullMarked;
