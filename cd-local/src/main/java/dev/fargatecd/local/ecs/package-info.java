/** ECS. */
@NullMarked
package dev.fargatecd.local.ecs;

import org.jspecify.annotations.NullMarked;
