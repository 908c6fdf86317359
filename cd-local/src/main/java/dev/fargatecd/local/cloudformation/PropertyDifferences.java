package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.cloudformation.resource.Properties;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.cloudformation.model.DifferenceType;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;

/** Compares what a template sets with what is there, down to the single value. */
final class PropertyDifferences {
    private PropertyDifferences() {}

    /**
     * The differences in what is both expected and read, by their paths such as {@code /Matcher/HttpCode}.
     *
     * @param actual JSON's null for what is known not to be set
     */
    static List<PropertyDifference> between(Properties expected, Properties actual) {
        List<PropertyDifference> differences = new ArrayList<>();
        for (String name : expected.names()) {
            if (actual.names().contains(name)) {
                compare("/" + name, expected.get(name), actual.get(name), differences);
            }
        }
        return List.copyOf(differences);
    }

    private static void compare(String path, JsonNode expected, JsonNode actual, List<PropertyDifference> differences) {
        if (expected.isObject() && actual.isObject()) {
            for (Map.Entry<String, JsonNode> member : expected.properties()) {
                compare(path + "/" + member.getKey(), member.getValue(), actual.path(member.getKey()), differences);
            }
        } else if (actual.isNull() || actual.isMissingNode()) {
            differences.add(difference(path, DifferenceType.REMOVE, text(expected), "null"));
        } else if (!Properties.isSame(expected, actual)) {
            differences.add(difference(path, DifferenceType.NOT_EQUAL, text(expected), text(actual)));
        }
    }

    private static PropertyDifference difference(String path, DifferenceType type, String expected, String actual) {
        return PropertyDifference.builder()
                .propertyPath(path)
                .differenceType(type)
                .expectedValue(expected)
                .actualValue(actual)
                .build();
    }

    private static String text(JsonNode value) {
        return value.isValueNode() ? value.asText() : value.toString();
    }
}
