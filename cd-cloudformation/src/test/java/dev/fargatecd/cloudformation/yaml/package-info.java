@NullMarked
package dev.fargatecd.cloudformation.yaml;

import org.jspecify.annotations.NullMarked;
