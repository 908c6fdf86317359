package dev.fargatecd.local.cloudformation.resource;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Action;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Change;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Creation;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Facet;
import dev.fargatecd.local.cloudformation.resource.ResourceType.ItemAction;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Members;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Rest;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Tagging;
import dev.fargatecd.local.cloudformation.resource.ResourceType.Tags;
import java.util.ArrayList;
import java.util.LinkedHashMap;
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
 * The chain of calls that declares a {@link ResourceType}.
 *
 * @param <C> the client whose operations the type uses
 */
final class Declaration<C extends SdkClient> {
    final String name;
    final Class<C> api;
    final List<Facet<C>> facets = new ArrayList<>();
    final Map<String, String> defaults = new LinkedHashMap<>();
    final Set<String> kept = new LinkedHashSet<>();
    Optional<NameRule> naming = Optional.empty();
    Optional<Creation<C>> creation = Optional.empty();
    Rest<C> ready = (client, resource) -> true;
    Rest<C> gone = (client, resource) -> true;
    BiFunction<C, PhysicalResource, Map<String, ?>> attributes = (client, resource) -> Map.of();
    Optional<BiFunction<C, PhysicalResource, Map<String, ?>>> reading = Optional.empty();

    Declaration(String name, Class<C> api) {
        this.name = name;
        this.api = api;
    }

    /** The property that is the resource's name, generated where the template gives none. */
    Declaration<C> named(NameRule rule) {
        naming = Optional.of(rule);
        return this;
    }

    /**
     * One request makes the resource. It gets every property by name, but for those that other calls of the chain set.
     *
     * @param id finds the physical id in the answer
     */
    <B extends SdkPojo & CopyableBuilder<B, Q>, Q extends ToCopyableBuilder<B, Q>, R> Declaration<C> create(
            Supplier<B> request, BiFunction<C, Q, R> call, Function<R, String> id) {
        return create(request, ResourceType.asTheyAre(), call, id);
    }

    /** Like the other, where the request's members are not the properties by name alone. */
    <B extends SdkPojo & CopyableBuilder<B, Q>, Q extends ToCopyableBuilder<B, Q>, R> Declaration<C> create(
            Supplier<B> request, UnaryOperator<Properties> shape, BiFunction<C, Q, R> call, Function<R, String> id) {
        return createdBy((client, properties) ->
                id.apply(call.apply(client, ResourceType.request(request, shape.apply(properties)))));
    }

    /** Code makes the resource: for the true exceptions. What it does not map it must refuse. */
    Declaration<C> createdBy(Creation<C> code) {
        creation = Optional.of(code);
        return this;
    }

    /** A property that calls of its own set and unset, after the creation and when it changes. */
    Declaration<C> setting(String property, Action<C> set, Action<C> unset) {
        facets.add(new Change<>(Set.of(property), true, set, Optional.of(unset)));
        return this;
    }

    /** A property that a call of its own sets, after the creation and when it changes; taking it away is refused. */
    Declaration<C> setting(String property, Action<C> set) {
        facets.add(new Change<>(Set.of(property), true, set, Optional.empty()));
        return this;
    }

    /** Properties that are given at the creation, and that one call changes later. */
    Declaration<C> update(Set<String> properties, Action<C> change) {
        facets.add(new Change<>(properties, false, change, Optional.empty()));
        return this;
    }

    /** Like the other, with one call that puts all of them anew, so that a property can also be taken away. */
    Declaration<C> replace(Set<String> properties, Action<C> change) {
        facets.add(new Change<>(properties, false, change, Optional.of(change)));
        return this;
    }

    /** A list whose items are put and removed one by one, after the creation and when it changes. */
    Declaration<C> members(String property, Function<JsonNode, String> key, ItemAction<C> put, ItemAction<C> remove) {
        facets.add(new Members<>(property, true, key, put, remove));
        return this;
    }

    /** How tags change later; the creation takes them itself. */
    Declaration<C> tags(Tagging<C> tagging) {
        facets.add(new Tags<>(false, tagging));
        return this;
    }

    /** What a property goes back to when the template takes it away, where the API knows no "unset". */
    Declaration<C> defaulting(String property, String value) {
        defaults.put(property, value);
        return this;
    }

    /** Properties that no call takes, and that count later: at the deletion, for example. */
    Declaration<C> keeping(String... properties) {
        kept.addAll(List.of(properties));
        return this;
    }

    /** When the resource is ready: asked after each event of the cloud. */
    Declaration<C> readyWhen(Rest<C> condition) {
        ready = condition;
        return this;
    }

    /** When the resource is gone after its deletion: asked after each event of the cloud. */
    Declaration<C> goneWhen(Rest<C> condition) {
        gone = condition;
        return this;
    }

    /** What GetAtt answers: texts, numbers, booleans, lists of them. What is not in the map is not supported. */
    Declaration<C> attributes(BiFunction<C, PhysicalResource, Map<String, ?>> reading) {
        attributes = reading;
        return this;
    }

    /** The properties that drift detection compares, as they are; those without a value are left out. */
    Declaration<C> reads(BiFunction<C, PhysicalResource, Map<String, ?>> properties) {
        reading = Optional.of(properties);
        return this;
    }

    /** The end of the chain: how the resource is removed. */
    ResourceType<C> deletedBy(Action<C> deletion) {
        return new ResourceType<>(this, deletion);
    }
}
