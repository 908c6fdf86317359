package dev.fargatecd.local.gateway;

/** Families of protocols that name the same failures of authentication differently. */
enum Dialect {
    QUERY,
    EC2,
    JSON,
    S3
}
