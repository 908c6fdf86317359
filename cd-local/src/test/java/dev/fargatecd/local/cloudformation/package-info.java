@NullMarked
package dev.fargatecd.local.cloudformation;

import org.jspecify.annotations.NullMarked;
