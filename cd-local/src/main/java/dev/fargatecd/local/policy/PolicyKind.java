package dev.fargatecd.local.policy;

/** Where a policy is attached, which decides what its statements must and must not have. */
public enum PolicyKind {
    /** Of a user or a role: what it may do. Resources, no principals. */
    IDENTITY,
    /** Of a role: who may assume it. Principals, no resources. */
    TRUST,
    /** Of a bucket, a repository, …: who may do what with it. Principals and resources. */
    RESOURCE
}
