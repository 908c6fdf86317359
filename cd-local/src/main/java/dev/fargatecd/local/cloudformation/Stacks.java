package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Every stack, those deleted included: they are found by their id alone. Each change of a status becomes an event. */
final class Stacks {
    private final Table<Stack> stacks;
    private final Table<String> ids;
    private final StackEvents events;

    Stacks(Store store, StackEvents events) {
        stacks = store.table("cloudformation.stacks", Stack.class);
        ids = store.table("cloudformation.stack-ids", String.class);
        this.events = events;
    }

    /** The stack of that name, or of that id; empty where there is none, or none any more of that name. */
    Optional<Stack> find(Scope scope, String nameOrId) {
        return nameOrId.startsWith("arn:")
                ? stacks.get(new Key(scope, nameOrId))
                : ids.get(new Key(scope, nameOrId)).flatMap(id -> stacks.get(new Key(scope, id)));
    }

    /** The stack of that id, which exists. */
    Stack get(Key key) {
        return stacks.get(key).orElseThrow(() -> new IllegalStateException("there is no stack " + key.name()));
    }

    /** All of a scope, the newest first. */
    List<Stack> list(Scope scope) {
        return stacks.list(scope).stream()
                .sorted(Comparator.comparing((Stack stack) -> stack.times().created())
                        .reversed())
                .toList();
    }

    /** Keeps a new stack and tells of its first status; answers false where its name is taken. */
    boolean add(Scope scope, Stack stack, String token) {
        if (!ids.putIfAbsent(new Key(scope, stack.name()), stack.id())) {
            return false;
        }
        stacks.put(new Key(scope, stack.id()), stack);
        events.tell(scope, stack, token);
        return true;
    }

    /** Changes what is not a status. */
    Stack change(Key key, UnaryOperator<Stack> change) {
        return stacks.update(key, change)
                .orElseThrow(() -> new IllegalStateException("there is no stack " + key.name()));
    }

    /** Moves the stack on, and tells. */
    Stack move(Key key, StackStatus status, Optional<String> reason, String token) {
        return move(key, status, reason, token, stack -> stack);
    }

    /** Moves the stack on with whatever else changes at once, and tells. */
    Stack move(Key key, StackStatus status, Optional<String> reason, String token, UnaryOperator<Stack> also) {
        Stack moved = change(key, stack -> also.apply(stack.in(status, reason)));
        if (status == StackStatus.DELETE_COMPLETE) {
            ids.remove(new Key(key.scope(), moved.name()));
        }
        events.tell(key.scope(), moved, token);
        return moved;
    }

    /** Keeps a resource as part of its stack and tells of its status. */
    void tell(Key key, StackResource resource, String token) {
        Stack stack = change(key, before -> before.with(before.content().with(resource)));
        events.tell(key.scope(), stack, resource, token);
    }

    /** Tells of the status of a resource that is not, or no longer, part of its stack. */
    void tellOfLeftover(Key key, StackResource resource, String token) {
        events.tell(key.scope(), get(key), resource, token);
    }
}
