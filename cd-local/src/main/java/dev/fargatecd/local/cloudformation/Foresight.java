package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.cloudformation.evaluate.Resolver;
import dev.fargatecd.local.cloudformation.resource.Properties;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.StreamSupport;

/** Resolves what is known before anything is done, and answers a mark for what is known only later. */
final class Foresight implements Resolver {
    /** What AWS shows in a change set in the place of such a value. */
    static final String UNKNOWN = "{{changeSet:KNOWN_AFTER_APPLY}}";

    private final Map<String, StackResource> present;
    private final Function<String, String> imports;
    private final Function<String, List<String>> zones;
    private final Map<String, ResourceChange> decided = new HashMap<>();

    /**
     * @param present what is there
     * @param imports the value of another stack's export; throws where there is none
     * @param zones the availability zones of a region
     */
    Foresight(
            Map<String, StackResource> present,
            Function<String, String> imports,
            Function<String, List<String>> zones) {
        this.present = present;
        this.imports = imports;
        this.zones = zones;
    }

    /** Takes note of what becomes of a resource, for those that refer to it. */
    void note(ResourceChange change) {
        decided.put(change.logicalId(), change);
    }

    @Override
    public JsonNode ref(String logicalId) {
        boolean keepsItsId = Optional.ofNullable(decided.get(logicalId))
                .map(change -> change.action() == ResourceChange.Action.MODIFY
                        && change.replacement() == ResourceChange.Replacement.FALSE)
                .orElse(true);
        return TextNode.valueOf(Optional.ofNullable(present.get(logicalId))
                .filter(resource -> keepsItsId)
                .flatMap(StackResource::physicalId)
                .orElse(UNKNOWN));
    }

    @Override
    public JsonNode attribute(String logicalId, String attribute) {
        return Optional.ofNullable(present.get(logicalId))
                .filter(resource -> !decided.containsKey(logicalId))
                .map(resource -> resource.attributes().get(attribute))
                .orElse(TextNode.valueOf(UNKNOWN));
    }

    @Override
    public String importValue(String exportName) {
        return imports.apply(exportName);
    }

    @Override
    public List<String> availabilityZones(String region) {
        return zones.apply(region);
    }

    /** Whether the value, or a part of it, is known only later. */
    static boolean isUnknown(JsonNode value) {
        return value.isContainerNode()
                ? StreamSupport.stream(value.spliterator(), false).anyMatch(Foresight::isUnknown)
                : value.asText().contains(UNKNOWN);
    }

    /** Whether any of the properties is known only later. */
    static boolean isUnknown(Properties properties) {
        return properties.names().stream().anyMatch(name -> isUnknown(properties.get(name)));
    }
}
