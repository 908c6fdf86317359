package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.cloudformation.resource.Properties;
import java.util.Map;
import java.util.Optional;

/** What the stack's engine has to know of resource types: their schemas' facts, and nothing of how they are made. */
interface TypeFacts {
    /** Whether the cloud can make resources of the type. */
    boolean isKnown(String type);

    /** Whether changing the property (a top-level one) from one value to the other needs a new resource. */
    Recreation recreation(String type, String property, JsonNode before, JsonNode after);

    /** The properties with their scalars as the type wants them: {@code 'true'} is true where that is due. */
    Properties coerced(String type, Properties properties);

    /**
     * The properties with these tags added to their own, which win.
     *
     * @return the property {@code Tags} in the form that the type has it, a list or a map; the properties as they are
     *     where the type takes no tags
     */
    Properties tagged(String type, Properties properties, Map<String, String> tags);

    /** Whether GetAtt of the attribute is defined. */
    boolean hasAttribute(String type, String attribute);

    /** What is wrong with the properties, in AWS's words ({@code #: required key [X] not found}); empty where nothing is. */
    Optional<String> fault(String type, Properties properties);
}
