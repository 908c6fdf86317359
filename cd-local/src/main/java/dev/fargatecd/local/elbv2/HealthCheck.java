package dev.fargatecd.local.elbv2;

import java.time.Duration;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;

/**
 * How the targets of a group are checked.
 *
 * @param port a number, or {@code traffic-port} for the port at which the target is registered
 * @param path with its query, if it has one
 */
record HealthCheck(
        String port,
        String path,
        Duration interval,
        Duration timeout,
        int healthyThreshold,
        int unhealthyThreshold,
        StatusMatcher matcher) {
    static final String TRAFFIC_PORT = "traffic-port";

    static HealthCheck of(TargetGroup group) {
        return new HealthCheck(
                group.healthCheckPort(),
                group.healthCheckPath(),
                Duration.ofSeconds(group.healthCheckIntervalSeconds()),
                Duration.ofSeconds(group.healthCheckTimeoutSeconds()),
                group.healthyThresholdCount(),
                group.unhealthyThresholdCount(),
                StatusMatcher.parse(group.matcher().httpCode()));
    }

    int portOf(int trafficPort) {
        return port.equals(TRAFFIC_PORT) ? trafficPort : Integer.parseInt(port);
    }
}
