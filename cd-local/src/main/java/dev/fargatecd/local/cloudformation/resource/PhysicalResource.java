package dev.fargatecd.local.cloudformation.resource;

/**
 * A resource as it was made.
 *
 * @param id the physical id, which is what Ref answers
 * @param properties with which it was made or last changed
 */
public record PhysicalResource(String id, Properties properties) {}
