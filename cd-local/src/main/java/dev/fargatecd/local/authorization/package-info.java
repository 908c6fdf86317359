/**
 * Whether the session of a role may make a call: what the call asks for, the role's policies, and the service's refusal.
 * It meets IAM and EC2 through the SDK's interfaces alone.
 */
@NullMarked
package dev.fargatecd.local.authorization;

import org.jspecify.annotations.NullMarked;
