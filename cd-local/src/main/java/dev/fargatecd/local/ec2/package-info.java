/** EC2's networks. */
@NullMarked
package dev.fargatecd.local.ec2;

import org.jspecify.annotations.NullMarked;
