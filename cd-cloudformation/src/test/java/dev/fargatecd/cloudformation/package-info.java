@NullMarked
package dev.fargatecd.cloudformation;

import org.jspecify.annotations.NullMarked;
