package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.cloudformation.resource.Properties;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What an update means for one resource, as far as it can be known before it happens.
 *
 * @param present the resource as it is; empty for one to add
 * @param properties wanted, with {@link Foresight#UNKNOWN} for what is known only later; none for one to remove
 * @param details what differs; empty for one to add or to remove
 * @param attributes of the template beside the properties that differ: {@code Metadata}, {@code DeletionPolicy}, …
 */
record ResourceChange(
        Action action,
        StackResource.Declared declared,
        Optional<StackResource> present,
        Properties properties,
        List<Detail> details,
        Set<String> attributes) {
    /** What is done. */
    enum Action {
        ADD,
        MODIFY,
        REMOVE
    }

    /** Whether a new resource takes the place of the old; CONDITIONAL where only values still to come decide it. */
    enum Replacement {
        TRUE,
        FALSE,
        CONDITIONAL
    }

    /**
     * A property that differs.
     *
     * @param isForeseen whether the new value is known already
     * @param cause why it differs
     */
    record Detail(
            String property, JsonNode before, JsonNode after, Recreation recreation, boolean isForeseen, Cause cause) {}

    /**
     * Why a property differs.
     *
     * @param source AWS's word: {@code DirectModification}, {@code ParameterReference}, {@code ResourceReference},
     *     {@code ResourceAttribute}
     * @param entity the parameter, resource or {@code resource.attribute}; "" for a change of the template itself
     */
    record Cause(String source, String entity) {
        static final Cause DIRECT = new Cause("DirectModification", "");
    }

    String logicalId() {
        return declared.logicalId();
    }

    /** Whether the resource has to be replaced; FALSE for one to add or to remove. */
    Replacement replacement() {
        Replacement sum = Replacement.FALSE;
        for (Detail detail : details) {
            switch (detail.recreation()) {
                case ALWAYS -> {
                    if (detail.isForeseen()) {
                        return Replacement.TRUE;
                    }
                    sum = Replacement.CONDITIONAL;
                }
                case CONDITIONALLY -> sum = Replacement.CONDITIONAL;
                case NEVER -> {}
            }
        }
        return sum;
    }
}
