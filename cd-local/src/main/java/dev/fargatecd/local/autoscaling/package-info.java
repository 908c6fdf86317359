/** Application Auto Scaling: targets and policies, kept; nothing measures and nothing scales. */
@NullMarked
package dev.fargatecd.local.autoscaling;

import org.jspecify.annotations.NullMarked;
