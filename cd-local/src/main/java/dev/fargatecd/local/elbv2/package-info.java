/** Elastic Load Balancing (version 2). */
@NullMarked
package dev.fargatecd.local.elbv2;

import org.jspecify.annotations.NullMarked;
