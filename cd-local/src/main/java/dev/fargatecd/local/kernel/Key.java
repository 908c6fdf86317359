package dev.fargatecd.local.kernel;

/** Where a thing is kept: its scope and its name within the table. */
public record Key(Scope scope, String name) {}
