package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.local.cloudformation.WaitSignals.Signal;
import dev.fargatecd.local.cloudformation.resource.PhysicalResource;
import dev.fargatecd.local.cloudformation.resource.Properties;
import dev.fargatecd.local.cloudformation.resource.Provisioner;
import dev.fargatecd.local.cloudformation.resource.ResourceFailure;
import dev.fargatecd.local.cloudformation.resource.ResourceTypes;
import dev.fargatecd.local.kernel.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A resource that is ready once its handle has been signalled as often as it wants.
 *
 * @param name the physical id that it gets
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-waitcondition.html">AWS::CloudFormation::WaitCondition</a>
 */
record WaitCondition(WaitSignals signals, Scope scope, String name) implements Provisioner {
    static final String TYPE = ResourceTypes.WAIT_CONDITION;

    private static final int LONGEST_SECONDS = 43_200;

    @Override
    public String create(Properties properties) {
        for (String required : List.of("Handle", "Timeout")) {
            if (!properties.has(required)) {
                throw new ResourceFailure("Property " + required + " cannot be empty.");
            }
        }
        if (signals.of(scope, properties.text("Handle")).isEmpty()) {
            throw new ResourceFailure("Invalid wait condition handle: " + properties.text("Handle"));
        }
        signals.expect(scope, name, timeout(properties));
        return name;
    }

    private static Duration timeout(Properties properties) {
        int seconds = properties.number("Timeout");
        if (seconds < 1 || seconds > LONGEST_SECONDS) {
            throw new ResourceFailure("Timeout " + seconds + " is not between 1 and " + LONGEST_SECONDS + " seconds");
        }
        return Duration.ofSeconds(seconds);
    }

    @Override
    public Duration patience(PhysicalResource resource) {
        return timeout(resource.properties()).plusMinutes(1);
    }

    @Override
    public void complete(PhysicalResource resource) {
        // the creation sets everything
    }

    @Override
    public void update(PhysicalResource wanted, Properties before, Set<String> changed) {
        if (!changed.isEmpty()) {
            throw new ResourceFailure(notUpdatable());
        }
    }

    /** Why it can't change. */
    static String notUpdatable() {
        return "Update to resource type " + TYPE + " is not supported.";
    }

    @Override
    public void delete(PhysicalResource resource) {
        signals.forget(scope, resource.id());
    }

    @Override
    public boolean isReady(PhysicalResource resource) {
        List<Signal> received = received(resource);
        received.stream().filter(signal -> !signal.success()).findFirst().ifPresent(failed -> {
            throw new ResourceFailure("WaitCondition received failed message: '" + failed.reason() + "' for uniqueId: "
                    + failed.uniqueId());
        });
        int expected =
                resource.properties().has("Count") ? resource.properties().number("Count") : 1;
        if (received.size() >= expected) {
            signals.forget(scope, resource.id());
            return true;
        }
        if (signals.isOver(scope, resource.id())) {
            throw new ResourceFailure(
                    "WaitCondition timed out. Received " + received.size() + " conditions when expecting " + expected);
        }
        return false;
    }

    private List<Signal> received(PhysicalResource resource) {
        return signals.of(scope, resource.properties().text("Handle")).orElse(List.of());
    }

    @Override
    public boolean isGone(PhysicalResource resource) {
        return true;
    }

    /** Data is a text of JSON: each signal's data by its id. */
    @Override
    public Map<String, JsonNode> attributes(PhysicalResource resource) {
        ObjectNode data = JsonNodeFactory.instance.objectNode();
        received(resource).forEach(signal -> data.put(signal.uniqueId(), signal.data()));
        return Map.of("Data", TextNode.valueOf(data.toString()), "Id", TextNode.valueOf(resource.id()));
    }
}
