package dev.fargatecd.local.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

final class JournalTest {
    private final Journal journal = new Journal(Clock.systemUTC(), new Ids(new java.util.SplittableRandom(1)));
    private final Scope scope = new Scope("000000000000", "us-east-1");

    @AfterEach
    void close() {
        journal.close();
    }

    @Test
    void answersWhoWaitsOnceTheConditionHolds() throws Exception {
        AtomicBoolean done = new AtomicBoolean();
        CompletableFuture<String> future =
                journal.until("it", Duration.ofSeconds(5), () -> done.get() ? Optional.of("yes") : Optional.empty());
        write("first");
        assertThat(future).isNotDone();
        done.set(true);
        write("second");
        assertThat(future.get(5, TimeUnit.SECONDS)).isEqualTo("yes");
    }

    @Test
    void saysWhatItWaitedForInVain() {
        CompletableFuture<String> future = journal.until("the moon", Duration.ofMillis(20), Optional::empty);
        assertThatThrownBy(() -> future.get(5, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(TimeoutException.class)
                .hasMessageContaining("waited 20 ms in vain for the moon");
    }

    @Test
    void findsTheEventsAboutAResource() {
        journal.append(scope, "aws.test", "Made", List.of("arn:a"), Map.of());
        journal.append(scope, "aws.test", "Made", List.of("arn:b"), Map.of());
        journal.append(scope, "aws.test", "Joined", List.of("arn:b", "arn:a"), Map.of());

        assertThat(journal.about("arn:a")).extracting(Event::type).containsExactly("Made", "Joined");
        assertThat(journal.about("arn:c")).isEmpty();
    }

    @Test
    void numbersEventsInTheOrderOfWriting() {
        write("a");
        write("b");
        assertThat(journal.since(0)).extracting(Event::sequence).containsExactly(1L, 2L);
        assertThat(journal.since(1)).extracting(Event::type).containsExactly("b");
    }

    private void write(String type) {
        journal.append(scope, "local.test", type, List.of(), Map.of());
    }
}
