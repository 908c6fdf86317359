/** Tests of what sessions of roles may do. */
@org.jspecify.annotations.NullMarked
package dev.fargatecd.local.authorization;
