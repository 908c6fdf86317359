package dev.fargatecd.local.runtime;

import java.util.Optional;

/**
 * What a container may use, where the runtime limits anything.
 *
 * @param cpuUnits 1024 are one processor
 * @param memoryMib beyond which it is killed
 * @param reservedMib what it is kept to when memory is short; empty for nothing less than its limit
 */
public record Limits(int cpuUnits, int memoryMib, Optional<Integer> reservedMib) {}
