package dev.fargatecd.local.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.kernel.Work;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Health checks of processes. */
final class HealthLoopTest {
    private static final Duration INTERVAL = Duration.ofMillis(5);
    private static final Duration LONG = Duration.ofSeconds(30);

    private final Work work = new Work();
    private final Programs programs = new Programs(work);
    private final Path folder;
    private final BlockingQueue<Boolean> told = new LinkedBlockingQueue<>();

    HealthLoopTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @AfterEach
    void close() {
        programs.close();
        work.close();
    }

    @Test
    void tellsOnceWhenAProgramBecomesWellAndWhenItBecomesUnwell() throws Exception {
        Path well = Files.createFile(folder.resolve("well"));
        begin(new HealthCheck(List.of("test", "-e", "well"), INTERVAL, LONG, 2, Duration.ZERO));
        assertThat(next()).isTrue();
        Files.delete(well);
        assertThat(next()).isFalse();
        Files.createFile(well);
        assertThat(next()).isTrue();
    }

    @Test
    void failuresDoNotCountInTheStartPeriod() throws Exception {
        // Fails twice, which would be once too often, then succeeds.
        begin(new HealthCheck(
                List.of("sh", "-c", "echo >>runs; test \"$(wc -l <runs)\" -gt 2"), INTERVAL, LONG, 1, LONG));
        assertThat(next()).isTrue();
        assertThat(Files.readAllLines(folder.resolve("runs"))).hasSizeGreaterThan(2);
    }

    @Test
    void aCheckThatHangsHasFailed() throws Exception {
        begin(new HealthCheck(List.of("sleep", "60"), INTERVAL, Duration.ofMillis(20), 1, Duration.ZERO));
        assertThat(next()).isFalse();
    }

    @Test
    void aCheckThatIsNoProgramHasFailed() throws Exception {
        begin(new HealthCheck(List.of("no-such-program"), INTERVAL, LONG, 1, Duration.ZERO));
        assertThat(next()).isFalse();
    }

    private void begin(HealthCheck check) {
        Command command = new Command(check.command(), Map.of("PATH", System.getenv("PATH")), folder);
        new HealthLoop(check, programs, command, work, () -> false, told::add).next();
    }

    private boolean next() throws InterruptedException, IOException {
        Boolean health = told.poll(30, TimeUnit.SECONDS);
        if (health == null) {
            throw new IOException("nothing was told in 30 s");
        }
        return health;
    }
}
