@NullMarked
package dev.fargatecd.cloudformation.evaluate;

import org.jspecify.annotations.NullMarked;
