/** AWS Secrets Manager, but for rotation and replication. */
@NullMarked
package dev.fargatecd.local.secretsmanager;

import org.jspecify.annotations.NullMarked;
