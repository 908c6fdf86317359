@NullMarked
package dev.fargatecd.junit;

import org.jspecify.annotations.NullMarked;
