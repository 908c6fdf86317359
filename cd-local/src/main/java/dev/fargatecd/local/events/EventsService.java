package dev.fargatecd.local.events;

import dev.fargatecd.local.kernel.CloudContext;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;

/** Amazon EventBridge: rules that turn the journal's events into calls. */
public final class EventsService implements EventBridgeClient {

    public EventsService(CloudContext cloud) {}

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
