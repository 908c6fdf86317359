package dev.fargatecd.model;

/** What runs in every environment: one container behind a load balancer. */
public record Service(Endpoint endpoint, FargateSize size, Variables variables) {}
