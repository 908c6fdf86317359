package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.InputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;

/**
 * The awslogs driver of one container: takes lines as they come and puts them into its log stream in batches.
 *
 * <p>A line waits for nothing but the batch before it. Lines that CloudWatch Logs refuses are lost, as on AWS; that is
 * said once.
 */
final class ContainerLog implements Consumer<String> {
    private static final Logger LOG = LoggerFactory.getLogger(ContainerLog.class);
    /** PutLogEvents takes 10,000 events and 1 MiB: with lines of 16 KiB at most, this many always fit. */
    private static final int BATCH = 50;

    private final CloudContext cloud;
    private final CloudWatchLogsClient logs;
    private final String group;
    private final String stream;
    private final List<InputLogEvent> waiting = new ArrayList<>();
    private CompletableFuture<Void> delivery = CompletableFuture.completedFuture(null);
    private boolean refused;

    private ContainerLog(CloudContext cloud, CloudWatchLogsClient logs, String group, String stream) {
        this.cloud = cloud;
        this.logs = logs;
        this.group = group;
        this.stream = stream;
    }

    /**
     * Opens the container's stream, {@code prefix/container/task}, as the execution role.
     *
     * @throws TaskFailure where there is no such group, or the role may not write to it
     */
    static ContainerLog open(CloudContext cloud, Caller executionRole, ContainerDefinition container, String task)
            throws TaskFailure {
        Map<String, String> options = container.logConfiguration().options();
        String region =
                options.getOrDefault("awslogs-region", executionRole.scope().region());
        CloudWatchLogsClient logs = cloud.clients().as(executionRole.in(region), CloudWatchLogsClient.class);
        String group = options.getOrDefault("awslogs-group", "");
        String stream = options.getOrDefault("awslogs-stream-prefix", "ecs") + "/" + container.name() + "/" + task;
        try {
            if (Boolean.parseBoolean(options.getOrDefault("awslogs-create-group", "false"))) {
                createGroup(logs, group);
            }
            logs.createLogStream(request -> request.logGroupName(group).logStreamName(stream));
        } catch (SdkException | UnsupportedOperationException failure) {
            throw TaskFailure.ofTask("ResourceInitializationError: failed to validate logger args: create stream has"
                    + " been retried 1 times: failed to create Cloudwatch log stream: " + failure.getMessage()
                    + " : exit status 1");
        }
        return new ContainerLog(cloud, logs, group, stream);
    }

    private static void createGroup(CloudWatchLogsClient logs, String group) {
        try {
            logs.createLogGroup(request -> request.logGroupName(group));
        } catch (ResourceAlreadyExistsException fine) {
            LOG.debug("The log group {} is there already", group);
        }
    }

    @Override
    public synchronized void accept(String line) {
        if (line.isEmpty()) {
            return; // CloudWatch Logs takes no empty message
        }
        waiting.add(InputLogEvent.builder()
                .timestamp(cloud.clock().millis())
                .message(line)
                .build());
        if (waiting.size() == 1) {
            delivery = delivery.thenRunAsync(this::deliver, cloud.work());
        }
    }

    /** Completes once all lines so far are delivered. */
    synchronized CompletableFuture<Void> flushed() {
        return delivery.copy();
    }

    private void deliver() {
        for (List<InputLogEvent> batch = next(); !batch.isEmpty(); batch = next()) {
            List<InputLogEvent> events = batch;
            try {
                logs.putLogEvents(request ->
                        request.logGroupName(group).logStreamName(stream).logEvents(events));
            } catch (RuntimeException failure) {
                if (!refused) {
                    LOG.warn("The log stream {} of {} takes no lines: {}", stream, group, failure.getMessage());
                }
                refused = true;
            }
            done(events.size());
        }
    }

    /** What waits, at most a batch; it stays until {@link #done}, so that no second delivery starts meanwhile. */
    private synchronized List<InputLogEvent> next() {
        return List.copyOf(waiting.subList(0, Math.min(BATCH, waiting.size())));
    }

    private synchronized void done(int count) {
        waiting.subList(0, count).clear();
    }
}
