package dev.fargatecd.local.kernel;

import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsRequest;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;

/**
 * Why one service calls another: an event, and the rule that led it there.
 *
 * <p>AWS passes this on behind its APIs (a pipeline execution knows its rule and the commit that was pushed), so the SDK's
 * requests have no member for it. It travels as a header of the in-process request; what comes over HTTP has none.
 *
 * @param eventId of the journal's event
 */
public record Cause(String ruleArn, String eventId) {
    private static final String HEADER = "x-local-cause";

    /** What a request is to carry. */
    public AwsRequestOverrideConfiguration carried() {
        return AwsRequestOverrideConfiguration.builder()
                .putHeader(HEADER, List.of(ruleArn, eventId))
                .build();
    }

    /** What a request carries, or empty where somebody calls for reasons of their own. */
    public static Optional<Cause> of(AwsRequest request) {
        return request.overrideConfiguration()
                .map(carried -> carried.headers().get(HEADER))
                .map(values -> new Cause(values.get(0), values.get(1)));
    }
}
