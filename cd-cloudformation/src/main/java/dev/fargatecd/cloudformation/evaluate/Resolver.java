package dev.fargatecd.cloudformation.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/**
 * What only the engine of a stack knows. Its answers are values; it throws what the engine wants to see thrown, which
 * passes through the {@link Evaluator} as it is.
 */
public interface Resolver {
    /** What {@code Ref} of a resource answers: its physical id, mostly. */
    JsonNode ref(String logicalId);

    /** What {@code Fn::GetAtt} answers. */
    JsonNode attribute(String logicalId, String attribute);

    /** The value that another stack of the account and region exports under the name. */
    String importValue(String exportName);

    /** The availability zones of a region in which the account may make subnets, in order. */
    List<String> availabilityZones(String region);
}
