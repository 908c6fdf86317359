@NullMarked
package dev.fargatecd.cloudformation.template;

import org.jspecify.annotations.NullMarked;
