package dev.fargatecd.local.cloudformation.resource;

import dev.fargatecd.local.kernel.Faults;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.IamException;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;

/**
 * A world with one type of resource, {@value #TYPE}, that does what its properties say: {@code Fails} lists operations
 * that fail ({@code create, complete, update, delete}), {@code Waits} that it is not ready until it is released.
 */
public final class Things {
    public static final String TYPE = "Test::Local::Thing";

    private final Map<String, Properties> existing = new ConcurrentHashMap<>();
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    private final Set<String> released = ConcurrentHashMap.newKeySet();
    private final AtomicInteger made = new AtomicInteger();
    private final Set<String> mended = ConcurrentHashMap.newKeySet();

    public ResourceTypes types() {
        return ResourceTypes.of(List.of(ResourceType.of(TYPE, IamClient.class)
                .named(NameRule.of("Name", 40))
                .createdBy((iam, thing) -> {
                    failWhereAsked(thing, "create");
                    String id = thing.text("Label") + "-" + made.incrementAndGet();
                    existing.put(id, thing);
                    calls.add("create " + thing.text("Label"));
                    return id;
                })
                .setting(
                        "Colour",
                        (iam, thing) -> failWhereAsked(thing.properties(), "complete"),
                        (iam, thing) -> failWhereAsked(thing.properties(), "complete"))
                .replace(ResourceType.names("Size", "Fails", "Waits", "Tags", "Uses", "Gone"), (iam, thing) -> {
                    failWhereAsked(thing.properties(), "update");
                    existing.put(thing.id(), thing.properties());
                    calls.add("update " + thing.properties().text("Label") + " to "
                            + thing.properties().text("Size"));
                })
                .readyWhen((iam, thing) -> !thing.properties().flag("Waits")
                        || released.contains(thing.properties().text("Label")))
                .goneWhen((iam, thing) -> !thing.properties().has("Gone")
                        || released.contains(thing.properties().text("Label")))
                .attributes((iam, thing) -> Map.of("Size", thing.properties().text("Size"), "Id", thing.id()))
                .deletedBy((iam, thing) -> {
                    failWhereAsked(thing.properties(), "delete");
                    if (existing.remove(thing.id()) == null) {
                        throw Faults.of(NoSuchEntityException.builder(), 404, "NoSuchEntity", "gone");
                    }
                    calls.add("delete " + thing.properties().text("Label"));
                })));
    }

    private void failWhereAsked(Properties thing, String operation) {
        if (thing.text("Fails").contains(operation) && !mended.contains(thing.text("Label"))) {
            throw Faults.of(IamException.builder(), 400, "ValidationError", "cannot " + operation);
        }
    }

    /** From now on the things of that label are ready. Somebody has to write an event for this to be noticed. */
    public void release(String label) {
        released.add(label);
    }

    /** From now on nothing fails with the things of that label. */
    public void mend(String label) {
        mended.add(label);
    }

    /** What exists, by physical id. */
    public Map<String, Properties> existing() {
        return new LinkedHashMap<>(existing);
    }

    /** The labels of what exists, ordered. */
    public List<String> labels() {
        return existing.values().stream()
                .map(thing -> thing.text("Label"))
                .sorted()
                .toList();
    }

    /** The calls that succeeded, in order. */
    public List<String> calls() {
        return List.copyOf(calls);
    }
}
