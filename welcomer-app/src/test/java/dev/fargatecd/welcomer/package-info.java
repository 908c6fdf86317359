@NullMarked
package dev.fargatecd.welcomer;

import org.jspecify.annotations.NullMarked;
