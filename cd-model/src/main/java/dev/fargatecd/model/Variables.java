package dev.fargatecd.model;

import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The environment variables of a service, sorted by name.
 *
 * @param plain those whose values are in the definition
 * @param secret those whose values ECS fetches when a task starts
 */
public record Variables(SortedMap<VariableName, String> plain, SortedMap<VariableName, SecretArn> secret) {
    /** No variable. */
    public static final Variables NONE = of(Map.of(), Map.of());

    public Variables {
        plain = Collections.unmodifiableSortedMap(new TreeMap<>(plain));
        secret = Collections.unmodifiableSortedMap(new TreeMap<>(secret));
        for (VariableName name : secret.keySet()) {
            if (plain.containsKey(name)) {
                throw InvalidValue.because("secrets", "has " + name + ", and environment has it too");
            }
        }
    }

    /** The variables in maps of any kind. */
    public static Variables of(Map<VariableName, String> plain, Map<VariableName, SecretArn> secret) {
        return new Variables(new TreeMap<>(plain), new TreeMap<>(secret));
    }
}
