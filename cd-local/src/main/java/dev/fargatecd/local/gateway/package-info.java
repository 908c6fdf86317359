/**
 * AWS's wire protocols over the SDK's own models: no service knows of them, and this package knows no service.
 *
 * <p>Every request and response of the SDK lists its own fields with their wire names and places ({@code SdkPojo}), so
 * one reflective gateway serves all services. The way of a request: {@link dev.fargatecd.local.gateway.WireRequest} as it
 * came; {@link dev.fargatecd.local.gateway.Signatures} says whose it is; {@link
 * dev.fargatecd.local.gateway.Protocol} reads it into the operation's request; the {@link
 * dev.fargatecd.local.gateway.Operation} is called; the protocol writes what came of it.
 */
@NullMarked
package dev.fargatecd.local.gateway;

import org.jspecify.annotations.NullMarked;
