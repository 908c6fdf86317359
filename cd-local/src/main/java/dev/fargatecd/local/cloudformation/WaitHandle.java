package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.local.cloudformation.resource.PhysicalResource;
import dev.fargatecd.local.cloudformation.resource.Properties;
import dev.fargatecd.local.cloudformation.resource.Provisioner;
import dev.fargatecd.local.cloudformation.resource.ResourceTypes;
import dev.fargatecd.local.kernel.Scope;
import java.util.Map;
import java.util.Set;

/** A URL to which programs signal; it has no properties, so nothing of it can change. */
record WaitHandle(WaitSignals signals, Scope scope) implements Provisioner {
    static final String TYPE = ResourceTypes.WAIT_HANDLE;

    @Override
    public String create(Properties properties) {
        return signals.open(scope);
    }

    @Override
    public void complete(PhysicalResource resource) {
        // the creation sets everything
    }

    @Override
    public void update(PhysicalResource wanted, Properties before, Set<String> changed) {
        throw new IllegalStateException("a wait condition handle has no properties: " + changed);
    }

    @Override
    public void delete(PhysicalResource resource) {
        signals.close(scope, resource.id());
    }

    @Override
    public boolean isReady(PhysicalResource resource) {
        return true;
    }

    @Override
    public boolean isGone(PhysicalResource resource) {
        return true;
    }

    @Override
    public Map<String, JsonNode> attributes(PhysicalResource resource) {
        return Map.of("Id", TextNode.valueOf(resource.id()));
    }
}
