package dev.fargatecd.local.autoscaling;

import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;

/** What can be scaled: the desired count of one ECS service. */
record Dimension(String cluster, String service) {
    static final String NAME = "ecs:service:DesiredCount";

    private static final Pattern RESOURCE = Pattern.compile("service/([\\w-]+)/([\\w-]+)");

    /**
     * Reads the three members that each request has.
     *
     * @param operation for messages: {@code PutScalingPolicy}
     */
    static Dimension of(
            String operation,
            @Nullable ServiceNamespace namespace,
            @Nullable String resourceId,
            @Nullable ScalableDimension dimension) {
        requireEcs(operation, namespace);
        if (dimension != ScalableDimension.ECS_SERVICE_DESIRED_COUNT) {
            throw ScalingFaults.validation("Unsupported service namespace, resource type or scalable dimension");
        }
        Matcher matcher = RESOURCE.matcher(Objects.requireNonNullElse(resourceId, ""));
        if (!matcher.matches()) {
            throw ScalingFaults.validation("Unsupported service namespace, resource type or scalable dimension");
        }
        return new Dimension(matcher.group(1), matcher.group(2));
    }

    static void requireEcs(String operation, @Nullable ServiceNamespace namespace) {
        if (namespace == null) {
            throw ScalingFaults.validation("1 validation error detected: Value null at 'serviceNamespace' failed to"
                    + " satisfy constraint: Member must not be null");
        }
        if (namespace != ServiceNamespace.ECS) {
            throw new UnsupportedOperationException("application-autoscaling " + operation + ": ServiceNamespace "
                    + namespace + " is not supported by the local cloud");
        }
    }

    String resourceId() {
        return "service/" + cluster + "/" + service;
    }
}
