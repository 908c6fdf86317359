package dev.fargatecd.aws;

import java.time.Instant;

/** One line of a log. */
public record LogLine(Instant time, String stream, String text) {}
