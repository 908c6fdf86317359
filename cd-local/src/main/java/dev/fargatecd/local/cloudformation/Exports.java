package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What stacks export: names unique in an account and region. */
final class Exports {
    /** An exported output. */
    record Export(String name, String value, String stackId) {}

    private final Table<Export> exports;
    private final Stacks stacks;

    Exports(Store store, Stacks stacks) {
        exports = store.table("cloudformation.exports", Export.class);
        this.stacks = stacks;
    }

    Optional<Export> find(Scope scope, String name) {
        return exports.get(new Key(scope, name));
    }

    /** All, ordered by name. */
    List<Export> list(Scope scope) {
        return exports.list(scope);
    }

    /** The names of the stacks that import it, ordered. */
    List<String> importers(Scope scope, String name) {
        return stacks.list(scope).stream()
                .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                .filter(stack -> stack.content().imports().contains(name))
                .map(Stack::name)
                .sorted()
                .toList();
    }

    /**
     * Makes the stack's exports be those of its outputs.
     *
     * @return what stands against it, in AWS's words; empty where it is done
     */
    Optional<String> replace(Scope scope, Stack stack, List<Stack.OutputValue> outputs) {
        Map<String, String> wanted = new LinkedHashMap<>();
        outputs.forEach(output -> output.exportName().ifPresent(name -> wanted.put(name, output.value())));
        Optional<String> inTheWay = inTheWay(scope, stack, wanted);
        if (inTheWay.isPresent()) {
            return inTheWay;
        }
        List<String> added = new ArrayList<>();
        for (Map.Entry<String, String> export : wanted.entrySet()) {
            Export mine = new Export(export.getKey(), export.getValue(), stack.id());
            Key key = new Key(scope, export.getKey());
            if (exports.putIfAbsent(key, mine)) {
                added.add(export.getKey());
            } else if (!isOf(stack, exports.update(key, there -> isOf(stack, Optional.of(there)) ? mine : there))) {
                added.forEach(name -> exports.remove(new Key(scope, name)));
                return Optional.of("Export with name " + export.getKey() + " is already exported by stack "
                        + exporter(scope, export.getKey()) + ".");
            }
        }
        ofStack(scope, stack).stream()
                .filter(export -> !wanted.containsKey(export.name()))
                .forEach(export -> exports.remove(new Key(scope, export.name())));
        return Optional.empty();
    }

    /** What stands against the stack's exports being these; nothing where it is empty. */
    Optional<String> inTheWay(Scope scope, Stack stack, Map<String, String> wanted) {
        for (Export export : ofStack(scope, stack)) {
            String now = wanted.get(export.name());
            List<String> importers = importers(scope, export.name());
            if (!Objects.equals(now, export.value()) && !importers.isEmpty()) {
                return Optional.of("Export " + export.name() + " cannot be " + (now == null ? "deleted" : "updated")
                        + " as it is in use by " + sentence(importers));
            }
        }
        return Optional.empty();
    }

    private List<Export> ofStack(Scope scope, Stack stack) {
        return list(scope).stream()
                .filter(export -> export.stackId().equals(stack.id()))
                .toList();
    }

    private String exporter(Scope scope, String name) {
        return find(scope, name)
                .flatMap(export -> stacks.find(scope, export.stackId()))
                .map(Stack::name)
                .orElse("another");
    }

    private static boolean isOf(Stack stack, Optional<Export> export) {
        return export.filter(one -> one.stackId().equals(stack.id())).isPresent();
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    private static String sentence(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
