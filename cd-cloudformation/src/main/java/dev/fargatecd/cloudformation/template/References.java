package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a part of a template refers to by name, wherever it does. */
public final class References {
    private References() {}

    /** The ways to refer to something. */
    public enum Kind {
        REF,
        GET_ATT,
        SUB_REF,
        SUB_ATTRIBUTE,
        CONDITION
    }

    /**
     * One reference.
     *
     * @param name of a parameter, a resource, a pseudo parameter or a condition
     * @param attribute of a resource; empty where the reference has none, or computes it
     */
    public record Reference(Kind kind, String name, String attribute, Position position) {}

    /** Those of the node, in the order of the text, with both branches of each {@code Fn::If}. */
    public static List<Reference> of(Node node) {
        return of(node, condition -> Optional.empty());
    }

    /**
     * Those of the node, in the order of the text.
     *
     * @param conditions what a condition holds; empty where that is not known, and both branches count
     */
    public static List<Reference> of(Node node, Function<String, Optional<Boolean>> conditions) {
        List<Reference> found = new ArrayList<>();
        walk(node, conditions, found::add);
        return List.copyOf(found);
    }

    private static void walk(Node node, Function<String, Optional<Boolean>> conditions, Consumer<Reference> found) {
        Optional<FunctionCall> call = FunctionCall.of(node);
        if (call.isPresent()) {
            walk(call.get(), conditions, found);
            return;
        }
        node.asMapping()
                .ifPresent(mapping -> mapping.entries().forEach(entry -> walk(entry.value(), conditions, found)));
        node.asSequence().ifPresent(list -> list.items().forEach(item -> walk(item, conditions, found)));
    }

    private static void walk(
            FunctionCall call, Function<String, Optional<Boolean>> conditions, Consumer<Reference> found) {
        switch (call.function()) {
            case REF -> {
                call.text(0)
                        .ifPresentOrElse(
                                name -> found.accept(new Reference(Kind.REF, name, "", call.position())),
                                () -> walk(call.argument(0), conditions, found));
            }
            case CONDITION ->
                found.accept(new Reference(Kind.CONDITION, call.text(0).orElseThrow(), "", call.position()));
            case GET_ATT -> {
                call.text(0)
                        .ifPresentOrElse(
                                name -> found.accept(new Reference(
                                        Kind.GET_ATT, name, call.text(1).orElse(""), call.position())),
                                () -> walk(call.argument(0), conditions, found));
                walk(call.argument(1), conditions, found);
            }
            case SUB -> walkSub(call, conditions, found);
            case IF -> {
                String name = call.text(0).orElseThrow();
                found.accept(new Reference(Kind.CONDITION, name, "", call.position()));
                Optional<Boolean> holds = conditions.apply(name);
                if (holds.orElse(true)) {
                    walk(call.argument(1), conditions, found);
                }
                if (!holds.orElse(false)) {
                    walk(call.argument(2), conditions, found);
                }
            }
            case AND, OR, NOT ->
                call.arguments()
                        .forEach(argument -> FunctionCall.ofCondition(argument)
                                .ifPresentOrElse(
                                        inner -> walk(inner, conditions, found),
                                        () -> walk(argument, conditions, found)));
            case EQUALS,
                    JOIN,
                    SELECT,
                    SPLIT,
                    FIND_IN_MAP,
                    IMPORT_VALUE,
                    GET_STACK_OUTPUT,
                    GET_AZS,
                    BASE64,
                    CIDR,
                    LENGTH,
                    TO_JSON_STRING -> call.arguments().forEach(argument -> walk(argument, conditions, found));
        }
    }

    private static void walkSub(
            FunctionCall call, Function<String, Optional<Boolean>> conditions, Consumer<Reference> found) {
        Set<String> own = new HashSet<>();
        if (call.arguments().size() == 2) {
            call.argument(1).asMapping().orElseThrow().entries().forEach(entry -> own.add(entry.key()));
            call.argument(1)
                    .asMapping()
                    .orElseThrow()
                    .entries()
                    .forEach(entry -> walk(entry.value(), conditions, found));
        }
        for (SubText.Part part : SubText.parts(call.position(), call.text(0).orElseThrow())) {
            if (part.isVariable() && !own.contains(part.text())) {
                int dot = part.text().indexOf('.');
                found.accept(
                        dot < 0
                                ? new Reference(Kind.SUB_REF, part.text(), "", call.position())
                                : new Reference(
                                        Kind.SUB_ATTRIBUTE,
                                        part.text().substring(0, dot),
                                        part.text().substring(dot + 1),
                                        call.position()));
            }
        }
    }

    /** Those of a condition, where {@code Condition: Name} is a reference too. */
    static List<Reference> ofCondition(Node node) {
        List<Reference> found = new ArrayList<>();
        FunctionCall call = FunctionCall.ofCondition(node)
                .filter(one -> one.function().isForConditions())
                .orElseThrow(
                        () -> new TemplateException(
                                node.position(),
                                "Template format error: Conditions can only be boolean operations on parameters and other conditions"));
        walk(call, condition -> Optional.empty(), found::add);
        return List.copyOf(found);
    }
}
