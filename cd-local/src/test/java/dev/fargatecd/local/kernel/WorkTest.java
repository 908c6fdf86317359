package dev.fargatecd.local.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** The threads of the cloud, and that they end without noise. */
final class WorkTest {
    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Logger log = (Logger) LoggerFactory.getLogger(Work.class);
    private final CompletableFuture<ILoggingEvent> first = new CompletableFuture<>();
    private final ListAppender<ILoggingEvent> said = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            super.append(event);
            first.complete(event);
        }
    };
    private final Work work = new Work();

    @BeforeEach
    void listen() {
        said.start();
        log.addAppender(said);
    }

    @AfterEach
    void close() {
        work.close();
        log.detachAppender(said);
    }

    private List<ILoggingEvent> complaints() {
        return List.copyOf(said.list).stream()
                .filter(event -> event.getLevel().isGreaterOrEqual(Level.WARN))
                .toList();
    }

    @Test
    void saysNothingOfWorkThatItsClosingInterrupts() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        work.execute(() -> {
            begun.countDown();
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException closing) {
                try {
                    work.execute(() -> {}); // as a future does that hands on to the next step
                } finally {
                    ended.countDown();
                }
            }
        });
        assertThat(begun.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();

        work.close();

        assertThat(ended.await(BOUND.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(complaints()).isEmpty();
    }

    @Test
    void failsTheFutureOfAStepThatCanNotBeginAnyMore() {
        CompletableFuture<Void> before = new CompletableFuture<>();
        CompletableFuture<Void> after = before.thenRunAsync(() -> {}, work);
        work.close();
        before.complete(null);

        assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> after.get(BOUND.toSeconds(), TimeUnit.SECONDS))
                .withCauseInstanceOf(RejectedExecutionException.class);
        assertThat(complaints()).isEmpty();
    }

    @Test
    void logsAFailureThatNobodyCatchesWhileItIsOpen() throws Exception {
        work.execute(() -> {
            throw new IllegalStateException("planted");
        });

        assertThat(first.get(BOUND.toSeconds(), TimeUnit.SECONDS).getFormattedMessage())
                .isEqualTo("Background work failed");
    }
}
