@NullMarked
package dev.fargatecd.local.cloudformation.resource;

import org.jspecify.annotations.NullMarked;
