/** What {@code fargate-cd init} notices in a repository, and what it proposes to write there. */
@NullMarked
package dev.fargatecd.cli.init;

import org.jspecify.annotations.NullMarked;
