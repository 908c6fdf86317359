@NullMarked
package dev.fargatecd.cloudformation.schema;

import org.jspecify.annotations.NullMarked;
