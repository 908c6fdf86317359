package dev.fargatecd.aws;

import java.util.List;

/**
 * Why an execution failed.
 *
 * @param where stage and action
 * @param why one sentence, in AWS's words where it is AWS's
 * @param evidence what shows it, as lines: of a build's log, of a stack's or a service's events
 */
public record Failure(String where, String why, List<String> evidence) {
    public Failure {
        evidence = List.copyOf(evidence);
    }
}
