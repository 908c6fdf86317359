package dev.fargatecd.local.logs;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;

/** Amazon CloudWatch Logs: groups, streams, events. */
public final class LogsService implements CloudWatchLogsClient {

    public LogsService(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
