/** The command fargate-cd: what it understands, and the exit codes it answers with. */
@NullMarked
package dev.fargatecd.cli;

import org.jspecify.annotations.NullMarked;
