package dev.fargatecd.aws;

import java.util.Map;
import java.util.Optional;

/**
 * A stack as it is now.
 *
 * @param statusReason CloudFormation's reason for the status, where it gives one
 * @param parameters by name, as resolved
 * @param outputs by name
 */
public record DeployedStack(
        String name,
        String id,
        StackStatus status,
        Optional<String> statusReason,
        Map<String, String> parameters,
        Map<String, String> outputs) {
    public DeployedStack {
        parameters = Map.copyOf(parameters);
        outputs = Map.copyOf(outputs);
    }
}
