/** Resource types: how each is made, changed, seen and removed through the SDK's clients. Knows nothing of stacks. */
@NullMarked
package dev.fargatecd.local.cloudformation.resource;

import org.jspecify.annotations.NullMarked;
