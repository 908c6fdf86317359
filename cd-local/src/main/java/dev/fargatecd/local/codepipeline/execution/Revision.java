package dev.fargatecd.local.codepipeline.execution;

import java.time.Instant;

/**
 * What a source action found.
 *
 * @param id the commit's
 * @param summary its message
 */
public record Revision(String id, String summary, String url, Instant created) {}
