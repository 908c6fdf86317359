package dev.fargatecd.local.elbv2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class ProbingTest {
    private final Instant start = Instant.parse("2026-01-01T00:00:00Z");
    private final HealthCheck check = new HealthCheck(
            "traffic-port", "/", Duration.ofSeconds(10), Duration.ofSeconds(5), 3, 2, StatusMatcher.parse("200"));
    private final Probing fresh = Probing.begin(start);

    @Test
    void isHealthyAfterTheFirstPass() {
        Probing next = fresh.after(ProbeOutcome.PASSED, check, start);
        assertThat(next.health()).isEqualTo(Health.HEALTHY);
        assertThat(next.pause(check)).isEqualTo(Duration.ofSeconds(10));
    }

    @Test
    void staysInitialWhileTheThresholdHasNotPassedInRealTime() {
        Probing next = fresh;
        for (int tenth = 1; tenth < 200; tenth++) {
            next = next.after(ProbeOutcome.FAILED, check, start.plusMillis(tenth * 100L));
            assertThat(next.health()).isEqualTo(Health.CHECKING);
            assertThat(next.pause(check)).isEqualTo(Duration.ofMillis(100));
        }
        next = next.after(ProbeOutcome.mismatch(500), check, start.plusSeconds(20));
        assertThat(next.health())
                .isEqualTo(new Health(
                        TargetState.UNHEALTHY,
                        "Target.ResponseCodeMismatch",
                        "Health checks failed with these codes: [500]"));
    }

    @Test
    void turnsUnhealthyOnlyAfterTheThresholdAndBackAfterTheOther() {
        Probing next = fresh.after(ProbeOutcome.PASSED, check, start).after(ProbeOutcome.TIMED_OUT, check, start);
        assertThat(next.health().state()).isEqualTo(TargetState.HEALTHY);
        next = next.after(ProbeOutcome.TIMED_OUT, check, start);
        assertThat(next.health()).isEqualTo(ProbeOutcome.TIMED_OUT.unhealthy());
        next = next.after(ProbeOutcome.PASSED, check, start).after(ProbeOutcome.PASSED, check, start);
        assertThat(next.health().state()).isEqualTo(TargetState.UNHEALTHY);
        assertThat(next.after(ProbeOutcome.PASSED, check, start).health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void forgetsFailuresThatAPassInterrupts() {
        Probing next = fresh.after(ProbeOutcome.PASSED, check, start)
                .after(ProbeOutcome.FAILED, check, start)
                .after(ProbeOutcome.PASSED, check, start)
                .after(ProbeOutcome.FAILED, check, start);
        assertThat(next.health().state()).isEqualTo(TargetState.HEALTHY);
    }
}
