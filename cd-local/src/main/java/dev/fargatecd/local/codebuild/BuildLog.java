package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.kernel.CloudContext;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;

/** What a build writes, in CloudWatch Logs a moment later, without the secrets it was given. */
final class BuildLog implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(BuildLog.class);
    private static final Duration DELAY = Duration.ofMillis(100);
    /** Within what one PutLogEvents takes: 10,000 events and 1 MiB, of lines of at most 16 KiB. */
    private static final int BATCH = 60;

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy/MM/dd HH:mm:ss.SSSSSS", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final CloudContext cloud;
    private final CloudWatchLogsClient logs;
    private final String group;
    private final String stream;
    private final Set<String> secrets = ConcurrentHashMap.newKeySet();
    private final List<InputLogEvent> waiting = new ArrayList<>();
    private final Object sending = new Object();
    private boolean scheduled;

    /** @param logs a client that calls as the build's role */
    BuildLog(CloudContext cloud, CloudWatchLogsClient logs, String group, String stream) {
        this.cloud = cloud;
        this.logs = logs;
        this.group = group;
        this.stream = stream;
    }

    /**
     * Makes the stream, and the group where there is none.
     *
     * @throws SdkException where the role may not
     */
    void open() {
        try {
            createStream();
        } catch (ResourceNotFoundException noGroup) {
            // Only then: a role that may write to a group that is there need not be allowed to make one.
            logs.createLogGroup(request -> request.logGroupName(group));
            createStream();
        }
    }

    private void createStream() {
        logs.createLogStream(request -> request.logGroupName(group).logStreamName(stream));
    }

    /** From now on this text is not shown; short ones would hide half of every line, and are no secrets. */
    void hide(String secret) {
        if (secret.length() >= 8) {
            secrets.add(secret);
        }
    }

    /** The text with each secret in it replaced. */
    String masked(String text) {
        String masked = text;
        for (String secret : secrets.stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList()) {
            masked = masked.replace(secret, "***");
        }
        return masked;
    }

    /** A line of the build's own output. */
    void line(String text) {
        add(masked(text));
    }

    /** A line by which the cloud says what it does. */
    void say(String text) {
        add("[Container] " + TIME.format(cloud.clock().instant()) + " " + masked(text));
    }

    private void add(String message) {
        // The API refuses events without a text.
        InputLogEvent event = InputLogEvent.builder()
                .timestamp(cloud.clock().millis())
                .message(message.isEmpty() ? " " : message)
                .build();
        synchronized (waiting) {
            waiting.add(event);
            if (scheduled) {
                return;
            }
            scheduled = true;
        }
        // Nobody waits for it: closing sends what is left.
        Future<?> unused = cloud.work().after(DELAY, this::send);
    }

    private void send() {
        synchronized (sending) {
            List<InputLogEvent> batch;
            synchronized (waiting) {
                scheduled = false;
                batch = List.copyOf(waiting);
                waiting.clear();
            }
            for (int from = 0; from < batch.size(); from += BATCH) {
                List<InputLogEvent> part = batch.subList(from, Math.min(batch.size(), from + BATCH));
                try {
                    logs.putLogEvents(request ->
                            request.logGroupName(group).logStreamName(stream).logEvents(part));
                } catch (SdkException refused) {
                    LOG.warn("{} lines of the build's log {} are lost", part.size(), stream, refused);
                }
            }
        }
    }

    /** Writes what is not written yet. */
    @Override
    public void close() {
        send();
    }
}
