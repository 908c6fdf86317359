package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Ids;
import dev.fargatecd.local.network.AddressTable;

/**
 * What an exchange needs to reach a target.
 *
 * @param overPool over kept connections; for what may be asked twice
 * @param overFresh over a connection of its own
 */
record Backends(Targets targets, AddressTable addresses, Ids ids, ReverseProxy overPool, ReverseProxy overFresh) {}
