/** Checks across the resources of a service: cluster, task, load balancer, network. */
@NullMarked
package dev.fargatecd.cloudformation.check.service;

import org.jspecify.annotations.NullMarked;
