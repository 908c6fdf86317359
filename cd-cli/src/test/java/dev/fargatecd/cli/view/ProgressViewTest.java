package dev.fargatecd.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.ActionStatus;
import dev.fargatecd.aws.ProgressEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What somebody reads in a log, and sees on a terminal, while a delivery goes on. */
final class ProgressViewTest {
    private static final Instant START = Instant.parse("2026-01-01T10:00:00Z");

    private final ByteArrayOutputStream talk = new ByteArrayOutputStream();

    @Test
    void tellsOfAStackWhenItBeginsAndWhenItEnds() {
        List<String> lines = plain(
                stack(0, "REVIEW_IN_PROGRESS"),
                stack(5, "CREATE_IN_PROGRESS"),
                resource(10, "Vpc", "CREATE_IN_PROGRESS", ""),
                resource(12, "Vpc", "CREATE_IN_PROGRESS", "Resource creation Initiated"),
                resource(20, "Vpc", "CREATE_COMPLETE", ""),
                stack(50, "CREATE_COMPLETE"));
        assertThat(lines).containsExactly("▸ greeter  create in progress", "✓ greeter  create complete");
    }

    @Test
    void tellsOfAResourceThatTookItsTime() {
        List<String> lines = plain(
                resource(0, "LoadBalancer", "CREATE_IN_PROGRESS", ""),
                resource(10, "LoadBalancer", "CREATE_IN_PROGRESS", "Resource creation Initiated"),
                resource(2500, "LoadBalancer", "CREATE_COMPLETE", ""));
        assertThat(lines).containsExactly("✓ greeter / LoadBalancer  create complete  2.5 s");
    }

    @Test
    void tellsOfAResourceThatFailsAtOnce() {
        List<String> lines = plain(
                resource(0, "Rule", "CREATE_IN_PROGRESS", ""),
                resource(3, "Rule", "CREATE_FAILED", "Priority '10' is currently in use"));
        assertThat(lines).containsExactly("✗ greeter / Rule  create failed: Priority '10' is currently in use");
    }

    @Test
    void tellsOfAnActionOnceWhereItsStatusIsToldTwice() {
        ProgressEvent busy = action(0, ActionStatus.IN_PROGRESS);
        assertThat(plain(busy, busy, action(25_700, ActionStatus.SUCCEEDED)))
                .containsExactly("▸ Build / Build  in progress", "✓ Build / Build  succeeded  25.7 s");
    }

    @Test
    void forgetsAResourceThatIsKept() {
        String screen = live(
                resource(0, "Repository", "DELETE_IN_PROGRESS", ""), resource(2, "Repository", "DELETE_SKIPPED", ""));
        assertThat(screen).endsWith("\u001b[1A\r\u001b[J");
    }

    @Test
    void keepsTheLiveScreenToWhatIsBusyAndWhatMatters() {
        String screen = live(
                stack(0, "CREATE_IN_PROGRESS"),
                resource(1, "Vpc", "CREATE_IN_PROGRESS", ""),
                resource(9, "Vpc", "CREATE_COMPLETE", ""));
        assertThat(screen)
                .contains("▸ greeter / Vpc  create in progress\n")
                .doesNotContain("✓ greeter / Vpc")
                .endsWith("\u001b[2A\r\u001b[J▸ greeter  create in progress\n");
    }

    @Test
    void showsHowLongSomethingHasBeenBusy() {
        Instant[] now = {START};
        try (LiveProgressView view = new LiveProgressView(terminal(), () -> now[0])) {
            view.on(action(0, ActionStatus.IN_PROGRESS));
            now[0] = START.plusSeconds(12);
            view.tick();
            assertThat(talk.toString(StandardCharsets.UTF_8)).endsWith("▸ Build / Build  in progress  12 s\n");
            view.close();
            int before = talk.size();
            view.tick();
            assertThat(talk.size()).as("drawn after it was closed").isEqualTo(before);
        }
    }

    private List<String> plain(ProgressEvent... events) {
        show(new PlainProgressView(terminal()), events);
        return talk.toString(StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.substring("HH:mm:ss ".length()))
                .toList();
    }

    private String live(ProgressEvent... events) {
        show(new LiveProgressView(terminal(), () -> START), events);
        return talk.toString(StandardCharsets.UTF_8);
    }

    private static void show(ProgressView view, ProgressEvent... events) {
        for (ProgressEvent event : events) {
            view.on(event);
        }
    }

    private Terminal terminal() {
        PrintStream stream = new PrintStream(talk, true, StandardCharsets.UTF_8);
        return new Terminal(stream, stream, false, 100, new Theme(true, false));
    }

    private static ProgressEvent stack(long millis, String status) {
        return new ProgressEvent.Resource(
                START.plusMillis(millis), "greeter", "greeter", "AWS::CloudFormation::Stack", status, Optional.empty());
    }

    private static ProgressEvent resource(long millis, String name, String status, String reason) {
        return new ProgressEvent.Resource(
                START.plusMillis(millis),
                "greeter",
                name,
                "AWS::EC2::VPC",
                status,
                Optional.of(reason).filter(text -> !text.isEmpty()));
    }

    private static ProgressEvent action(long millis, ActionStatus status) {
        return new ProgressEvent.Action(START.plusMillis(millis), "1", "Build", "Build", status, Optional.empty());
    }
}
