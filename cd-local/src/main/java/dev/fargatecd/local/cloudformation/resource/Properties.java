package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.StreamSupport;
import software.amazon.awssdk.core.SdkPojo;

/** A resource's properties with every function resolved. Immutable: each change answers another. */
public final class Properties {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final ObjectNode content;

    private Properties(ObjectNode content) {
        this.content = content;
    }

    public static Properties none() {
        return new Properties(JSON.objectNode());
    }

    /**
     * The properties of an object.
     *
     * @throws PropertyFault where it is none
     */
    public static Properties of(JsonNode object) {
        if (object instanceof ObjectNode content) {
            return new Properties(content.deepCopy());
        }
        throw PropertyFault.type("", "JSONObject", object.getNodeType().name());
    }

    public Set<String> names() {
        Set<String> names = new LinkedHashSet<>();
        content.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public boolean has(String name) {
        return !get(name).isMissingNode();
    }

    /** The property, or a missing node. Not to be changed. */
    public JsonNode get(String name) {
        JsonNode value = content.get(name);
        return value == null || value.isNull() ? MissingNode.getInstance() : value;
    }

    /** A scalar as text; an object or list as JSON; "" where there is none. */
    public String text(String name) {
        JsonNode value = get(name);
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    /** Whether the property says true, as a boolean or as a text. */
    public boolean flag(String name) {
        return Boolean.parseBoolean(text(name));
    }

    /**
     * A whole number.
     *
     * @throws PropertyFault where it is none
     */
    public int number(String name) {
        try {
            return Integer.parseInt(text(name));
        } catch (NumberFormatException notOne) {
            throw PropertyFault.type("/" + name, "Number", "String");
        }
    }

    /** The items of a list; empty where there is none. A single value counts as a list of one. */
    public List<JsonNode> list(String name) {
        JsonNode value = get(name);
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false).toList();
        }
        return value.isMissingNode() ? List.of() : List.of(value);
    }

    /** The items of a list of texts. */
    public List<String> texts(String name) {
        return list(name).stream().map(JsonNode::asText).toList();
    }

    /** A property that is an object, as properties of its own; empty where there is none. */
    public Properties object(String name) {
        return get(name) instanceof ObjectNode object ? new Properties(object) : none();
    }

    /** A list of Key and Value as a map, in its order. */
    public Map<String, String> tags() {
        Map<String, String> tags = new LinkedHashMap<>();
        // some types, such as AWS::SSM::Parameter, have a map where the others have a list
        get("Tags")
                .properties()
                .forEach(tag -> tags.put(tag.getKey(), tag.getValue().asText()));
        list("Tags")
                .forEach(tag ->
                        tags.put(tag.path("Key").asText(), tag.path("Value").asText()));
        return tags;
    }

    public Properties with(String name, JsonNode value) {
        ObjectNode changed = content.deepCopy();
        changed.set(name, value);
        return new Properties(changed);
    }

    public Properties with(String name, String value) {
        return with(name, JSON.textNode(value));
    }

    public Properties without(String... names) {
        ObjectNode changed = content.deepCopy();
        changed.remove(List.of(names));
        return new Properties(changed);
    }

    public Properties without(Set<String> names) {
        ObjectNode changed = content.deepCopy();
        changed.remove(names);
        return new Properties(changed);
    }

    /** These properties and no others. */
    public Properties only(String... names) {
        return new Properties(content.deepCopy().retain(names));
    }

    /** The property under another name; the same properties where there is none. */
    public Properties renamed(String name, String to) {
        return has(name) ? without(name).with(to, get(name)) : this;
    }

    /** The tags in EC2's shape, a specification for the kind of resource that is created. */
    public Properties tagsSpecified(String resourceType) {
        if (!has("Tags")) {
            return this;
        }
        ObjectNode specification = JSON.objectNode().put("ResourceType", resourceType);
        specification.set("Tags", get("Tags"));
        return without("Tags").with("TagSpecifications", JSON.arrayNode().add(specification));
    }

    /** The tags as a map of keys to values, which some APIs want. */
    public Properties tagsAsMap() {
        if (!has("Tags")) {
            return this;
        }
        ObjectNode map = JSON.objectNode();
        tags().forEach(map::put);
        return with("Tags", map);
    }

    /** The properties with these tags added to their own, which win. */
    public Properties tagged(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(tags());
        more.forEach(all::putIfAbsent);
        if (all.isEmpty()) {
            return this;
        }
        List<JsonNode> list = new ArrayList<>();
        all.forEach((key, value) -> list.add(JSON.objectNode().put("Key", key).put("Value", value)));
        return with("Tags", JSON.arrayNode().addAll(list));
    }

    /**
     * The request with every property set by name.
     *
     * @throws PropertyFault for a property that the request has no member for, or of another type
     */
    public <B extends SdkPojo> B into(B request) {
        RequestMapper.fill(request, content);
        return request;
    }

    /** The names whose values differ from those of the other, a number and its text being the same. */
    public Set<String> differencesFrom(Properties other) {
        Set<String> different = new LinkedHashSet<>();
        Set<String> all = new LinkedHashSet<>(names());
        all.addAll(other.names());
        for (String name : all) {
            if (!isSame(get(name), other.get(name))) {
                different.add(name);
            }
        }
        return different;
    }

    /** Equality where scalars are compared as they are written: 256 is '256', true is 'true'. */
    public static boolean isSame(JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            Properties left = new Properties((ObjectNode) one);
            return left.differencesFrom(new Properties((ObjectNode) other)).isEmpty();
        }
        if (one.isArray() && other.isArray()) {
            if (one.size() != other.size()) {
                return false;
            }
            Iterator<JsonNode> rest = other.iterator();
            for (JsonNode item : one) {
                if (!isSame(item, rest.next())) {
                    return false;
                }
            }
            return true;
        }
        if (one.isValueNode() && other.isValueNode()) {
            return one.asText().equals(other.asText());
        }
        return one.isMissingNode() && other.isMissingNode();
    }

    /** A copy as JSON. */
    public ObjectNode json() {
        return content.deepCopy();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Properties properties && content.equals(properties.content);
    }

    @Override
    public int hashCode() {
        return content.hashCode();
    }

    /** Compact JSON, as DescribeStackEvents shows properties. */
    @Override
    public String toString() {
        return content.toString();
    }
}
