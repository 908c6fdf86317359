package dev.fargatecd.cloudformation.evaluate;

import java.util.List;

/**
 * The stack that a template is evaluated for, as the pseudo parameters show it.
 *
 * @param stackId its ARN
 */
public record StackIdentity(
        String account, String region, String stackName, String stackId, List<String> notificationArns) {
    public StackIdentity {
        notificationArns = List.copyOf(notificationArns);
    }

    /** {@code aws}, {@code aws-cn} or {@code aws-us-gov}. */
    public String partition() {
        return region.startsWith("cn-") ? "aws-cn" : region.startsWith("us-gov-") ? "aws-us-gov" : "aws";
    }

    /** The suffix of the region's domain names. */
    public String urlSuffix() {
        return region.startsWith("cn-") ? "amazonaws.com.cn" : "amazonaws.com";
    }
}
