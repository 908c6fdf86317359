package dev.fargatecd.local.gateway;

import software.amazon.awssdk.core.SdkPojo;

/** An operation and the request it is called with. */
record Call(Operation operation, SdkPojo request) {}
