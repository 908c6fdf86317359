package dev.fargatecd.local.elbv2;

/**
 * What one health check found.
 *
 * @param reason "" where it passed, else one of API_TargetHealth.html
 */
record ProbeOutcome(boolean passed, String reason, String description) {
    static final ProbeOutcome PASSED = new ProbeOutcome(true, "", "");
    static final ProbeOutcome TIMED_OUT = new ProbeOutcome(false, "Target.Timeout", "Request timed out");
    static final ProbeOutcome FAILED = new ProbeOutcome(false, "Target.FailedHealthChecks", "Health checks failed");

    static ProbeOutcome mismatch(int status) {
        return new ProbeOutcome(
                false, "Target.ResponseCodeMismatch", "Health checks failed with these codes: [" + status + "]");
    }

    Health unhealthy() {
        return new Health(TargetState.UNHEALTHY, reason, description);
    }
}
