package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Clients;
import dev.fargatecd.local.kernel.Ids;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.core.SdkClient;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.utils.builder.CopyableBuilder;
import software.amazon.awssdk.utils.builder.ToCopyableBuilder;

/**
 * How the resources of a type are made, changed, seen and removed: a declaration that maps the type to operations of
 * the SDK's client. What a template may say of the type is not here but in the schema's facts.
 *
 * <p>A type is declared as one chain of calls that ends with {@link Declaration#deletedBy}; docs/recipes.md shows how.
 *
 * @param <C> the client whose operations it uses
 */
public final class ResourceType<C extends SdkClient> {
    /** Makes the resource and answers its physical id. */
    @FunctionalInterface
    interface Creation<C> {
        String create(C client, Properties properties);
    }

    /** Does something to a resource that exists; the properties are those wanted. */
    @FunctionalInterface
    interface Action<C> {
        void apply(C client, PhysicalResource resource);
    }

    /** Does something with one item of a list that is a property. */
    @FunctionalInterface
    interface ItemAction<C> {
        void apply(C client, PhysicalResource resource, JsonNode item);
    }

    /** Whether the resource has come to rest; throws {@link HandlerFault} where it never will. */
    @FunctionalInterface
    interface Rest<C> {
        boolean isReached(C client, PhysicalResource resource);
    }

    /** Sets and removes tags of a resource that exists. */
    interface Tagging<C> {
        void tag(C client, PhysicalResource resource, Map<String, String> tags);

        void untag(C client, PhysicalResource resource, List<String> keys);
    }

    private final String name;
    private final Class<C> api;
    final Optional<NameRule> naming;
    final Creation<C> creation;
    final List<Facet<C>> facets;
    final Map<String, String> defaults;
    final Set<String> kept;
    final Rest<C> ready;
    final BiFunction<C, PhysicalResource, Map<String, ?>> attributes;
    final Optional<BiFunction<C, PhysicalResource, Map<String, ?>>> reading;
    final Action<C> deletion;
    final Rest<C> gone;

    ResourceType(Declaration<C> declared, Action<C> deletion) {
        name = declared.name;
        api = declared.api;
        naming = declared.naming;
        creation = declared.creation.orElseThrow(() -> new IllegalStateException(declared.name + " has no create"));
        facets = List.copyOf(declared.facets);
        defaults = Map.copyOf(declared.defaults);
        kept = Set.copyOf(declared.kept);
        ready = declared.ready;
        attributes = declared.attributes;
        reading = declared.reading;
        gone = declared.gone;
        this.deletion = deletion;
    }

    /** Begins a declaration. */
    static <C extends SdkClient> Declaration<C> of(String name, Class<C> api) {
        return new Declaration<>(name, api);
    }

    /** {@code AWS::ECS::Service}. */
    public String name() {
        return name;
    }

    /** The service's name in the SDK's messages: {@code Ecs}. */
    String serviceName() {
        return api.getSimpleName().replaceAll("Client$", "");
    }

    /** The type in the hands of somebody: all calls are made as that caller. */
    public Provisioner as(Clients clients, Caller caller, Ids ids) {
        return new BoundType<>(this, clients.as(caller, api), ids);
    }

    /** The properties with a generated name where the type has one and the template gives none. */
    public Properties named(Properties properties, String stackName, String logicalId, Ids ids) {
        return naming.filter(rule -> !properties.has(rule.property()))
                .map(rule -> properties.with(rule.property(), rule.generate(stackName, logicalId, ids)))
                .orElse(properties);
    }

    /**
     * The custom name that stands in the way of replacing a resource: two can't have it at once.
     *
     * @param before as its template gave them
     * @param wanted as its template gives them
     */
    public Optional<String> nameInTheWay(Properties before, Properties wanted) {
        return naming.filter(NameRule::unique)
                .map(rule -> wanted.text(rule.property()))
                .filter(custom -> !custom.isEmpty()
                        && custom.equals(before.text(naming.orElseThrow().property())));
    }

    /** A part of the properties that calls of their own set. */
    sealed interface Facet<C> {
        Set<String> properties();

        /** Whether the creation leaves these properties to the facet. */
        boolean afterCreation();

        void apply(C client, PhysicalResource wanted, Properties before);
    }

    /** Properties that one call changes. */
    record Change<C>(Set<String> properties, boolean afterCreation, Action<C> set, Optional<Action<C>> unset)
            implements Facet<C> {
        @Override
        public void apply(C client, PhysicalResource wanted, Properties before) {
            boolean given = properties.stream().anyMatch(wanted.properties()::has);
            unset.filter(action -> !given).orElse(set).apply(client, wanted);
        }
    }

    /** A list whose items are added and removed one by one. */
    record Members<C>(
            String property,
            boolean afterCreation,
            Function<JsonNode, String> key,
            ItemAction<C> put,
            ItemAction<C> remove)
            implements Facet<C> {
        @Override
        public Set<String> properties() {
            return Set.of(property);
        }

        @Override
        public void apply(C client, PhysicalResource wanted, Properties before) {
            List<JsonNode> old = before.list(property);
            List<JsonNode> now = wanted.properties().list(property);
            Set<String> kept = new LinkedHashSet<>(now.stream().map(key).toList());
            old.stream()
                    .filter(item -> !kept.contains(key.apply(item)))
                    .forEach(item -> remove.apply(client, wanted, item));
            now.stream()
                    .filter(item -> old.stream().noneMatch(same -> Properties.isSame(item, same)))
                    .forEach(item -> put.apply(client, wanted, item));
        }
    }

    /** The tags of what exists. */
    record Tags<C>(boolean afterCreation, Tagging<C> tagging) implements Facet<C> {
        @Override
        public Set<String> properties() {
            return Set.of("Tags");
        }

        @Override
        public void apply(C client, PhysicalResource wanted, Properties before) {
            Map<String, String> now = wanted.properties().tags();
            List<String> gone = before.tags().keySet().stream()
                    .filter(key -> !now.containsKey(key))
                    .toList();
            if (!gone.isEmpty()) {
                tagging.untag(client, wanted, gone);
            }
            if (!now.isEmpty()) {
                tagging.tag(client, wanted, now);
            }
        }
    }

    /** A request that is made from properties, as the generic mapper does it. */
    static <B extends SdkPojo & CopyableBuilder<B, Q>, Q extends ToCopyableBuilder<B, Q>> Q request(
            Supplier<B> builder, Properties properties) {
        return properties.into(builder.get()).build();
    }

    static Set<String> names(String... names) {
        return new LinkedHashSet<>(Arrays.asList(names));
    }

    static UnaryOperator<Properties> asTheyAre() {
        return properties -> properties;
    }
}
