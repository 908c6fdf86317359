package dev.fargatecd.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class PollingTest {
    private final Polling polling = Polling.atPace(new Polling.Pace(Duration.ofMillis(1), Duration.ofMillis(4), 1.5));

    @AfterEach
    void close() {
        polling.close();
    }

    @Test
    void asksUntilThereIsAnAnswer() {
        AtomicInteger asked = new AtomicInteger();
        String answer = polling.await(
                "it",
                Duration.ofSeconds(10),
                () -> asked.incrementAndGet() < 5 ? Optional.empty() : Optional.of("yes"));
        assertThat(answer).isEqualTo("yes");
        assertThat(asked).hasValue(5);
    }

    @Test
    void saysWhatItWaitedForInVain() {
        assertThatThrownBy(() -> polling.await("the moon", Duration.ofMillis(20), Optional::empty))
                .isInstanceOf(WaitedInVainException.class)
                .hasMessageContaining("waited 20 ms in vain for the moon");
    }

    @Test
    void throwsWhatTheQuestionThrows() {
        assertThatThrownBy(() -> polling.await("it", Duration.ofSeconds(10), () -> {
                    throw new IllegalStateException("refused");
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("refused");
    }

    @Test
    void leavesNobodyWaitingWhenItIsClosed() {
        CompletableFuture<String> answer = polling.until("it", Duration.ofSeconds(10), Optional::empty);
        polling.close();
        assertThatThrownBy(answer::join).isInstanceOf(CancellationException.class);
    }

    @Test
    void refusesAPaceThatGrowsFaster() {
        assertThatThrownBy(() -> new Polling.Pace(Duration.ofSeconds(2), Duration.ofSeconds(1), 1.5))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
