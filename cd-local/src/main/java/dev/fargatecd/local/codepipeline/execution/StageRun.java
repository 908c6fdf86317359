package dev.fargatecd.local.codepipeline.execution;

import java.time.Instant;

/** A stage that an execution has entered. */
public record StageRun(String name, StageStatus status, Instant entered) {}
