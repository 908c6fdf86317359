package dev.fargatecd.local.kernel;

/**
 * A role that somebody has assumed.
 *
 * @param caller for calls in-process
 * @param accessKey for calls over HTTP, and for the programs that run as this role
 */
public record RoleSession(Caller caller, AccessKey accessKey) {}
