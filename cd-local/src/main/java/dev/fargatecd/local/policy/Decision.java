package dev.fargatecd.local.policy;

/** What a policy says of an access. */
public enum Decision {
    ALLOWED,
    /** An explicit deny, which no allow elsewhere outweighs. */
    DENIED,
    /** No statement speaks of it. */
    SILENT
}
