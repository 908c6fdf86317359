package dev.fargatecd.it.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.aws.LogLine;
import dev.fargatecd.aws.LogReader;
import dev.fargatecd.it.suite.Contract;
import dev.fargatecd.it.suite.ContractSuite;
import dev.fargatecd.it.suite.TargetCloud;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtendWith;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;

/** The logs of builds and services. */
@ExtendWith(ContractSuite.class)
final class LogsContractTest {
    private final TargetCloud target;
    private final CloudWatchLogsClient logs;

    LogsContractTest(TargetCloud target) {
        this.target = target;
        logs = target.client(CloudWatchLogsClient.class);
    }

    @Contract(
            service = "CloudWatch Logs",
            needs = {"logs PutLogEvents", "logs GetLogEvents", "logs FilterLogEvents"})
    void linesAreReadInTheOrderInWhichTheyWereWritten() {
        String group = target.named("lines");
        target.willMake("log group " + group, () -> logs.deleteLogGroup(request -> request.logGroupName(group)));
        logs.createLogGroup(request -> request.logGroupName(group));
        logs.createLogStream(request -> request.logGroupName(group).logStreamName("stream"));
        Instant now = Instant.now();
        logs.putLogEvents(request -> request.logGroupName(group)
                .logStreamName("stream")
                .logEvents(event(now.minusSeconds(2), "one"), event(now.minusSeconds(1), "two")));
        LogReader reader = new LogReader(logs, target.polling());
        assertThat(target.await(
                        "the lines to be read",
                        () -> Optional.of(reader.tail(group, "stream", 10)).filter(lines -> lines.size() == 2)))
                .extracting(LogLine::text)
                .containsExactly("one", "two");
        List<LogLine> since = target.await(
                "the lines to be found",
                () -> Optional.of(reader.since(group, now.minus(Duration.ofMinutes(1))))
                        .filter(lines -> lines.size() == 2));
        assertThat(since).extracting(LogLine::text).containsExactly("one", "two");
    }

    private static InputLogEvent event(Instant time, String text) {
        return InputLogEvent.builder()
                .timestamp(time.toEpochMilli())
                .message(text)
                .build();
    }
}
