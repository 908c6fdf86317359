package dev.fargatecd.local.policy;

/** What the policies of an identity say together. */
public enum Verdict {
    ALLOWED,
    /** No policy of the identity allows it. */
    NOT_ALLOWED,
    /** A policy of the identity denies it. */
    DENIED,
    /** The identity's own policies allow it, but its permissions boundary does not. */
    NOT_WITHIN_BOUNDARY,
    /** The permissions boundary denies it. */
    DENIED_BY_BOUNDARY
}
