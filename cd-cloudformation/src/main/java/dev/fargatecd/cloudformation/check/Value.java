package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.template.Function;
import dev.fargatecd.cloudformation.template.FunctionCall;
import dev.fargatecd.cloudformation.template.Resource;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A part of a template as far as it is known without a stack. What only a stack knows is empty here, so that a check
 * that can't know stays silent.
 */
public final class Value {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{([A-Za-z0-9]+)(?:\\.[A-Za-z0-9.]+)?}");
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,9}");

    private final Optional<Node> node;
    private final Position position;

    private Value(Optional<Node> node, Position position) {
        this.node = node;
        this.position = position;
    }

    public static Value of(Node node) {
        return new Value(Optional.of(node), node.position());
    }

    /** The properties of a resource, at the place of its name. */
    public static Value of(Resource resource) {
        return new Value(Optional.of(resource.properties()), resource.position());
    }

    /** Its place; of what is not there, that of the nearest thing around it. */
    public Position position() {
        return position;
    }

    /** Whether something is there, known or not. */
    public boolean isPresent() {
        return node.isPresent();
    }

    /** Whether nothing at all is there, also where only a stack knows. */
    public boolean isAbsent() {
        return node.isEmpty();
    }

    /** Whether what is there is computed, by any function. */
    public boolean isComputed() {
        return call().isPresent();
    }

    /** A member of an object. */
    public Value member(String name) {
        if (isComputed()) {
            return new Value(Optional.empty(), position);
        }
        return node.flatMap(Node::asMapping)
                .flatMap(mapping -> mapping.get(name))
                .map(Value::of)
                .orElse(new Value(Optional.empty(), position));
    }

    /** The place of a member's name; else that of the object. */
    public Position positionOf(String member) {
        return node.flatMap(Node::asMapping)
                .flatMap(mapping -> mapping.entry(member))
                .map(Node.Entry::position)
                .orElse(position);
    }

    /** The names and values of an object that is not computed. */
    public List<Node.Entry> entries() {
        return isComputed()
                ? List.of()
                : node.flatMap(Node::asMapping).map(Node.Mapping::entries).orElse(List.of());
    }

    /** The values of an object that is not computed. */
    public List<Value> members() {
        return entries().stream().map(entry -> of(entry.value())).toList();
    }

    /** The items of a list that is not computed. */
    public List<Value> items() {
        return node.flatMap(Node::asSequence).stream()
                .flatMap(list -> list.items().stream())
                .map(Value::of)
                .toList();
    }

    /** The items of a list, or the one value that stands for a list of one. */
    public List<Value> oneOrMore() {
        boolean isOne = node.filter(one -> one.asSequence().isEmpty()).isPresent();
        return isOne ? List.of(this) : items();
    }

    /** What a path leads to, {@code *} for each item of a list: {@code Stages.*.Name}. What is not there is left out. */
    public List<Value> at(String path) {
        List<Value> here = isPresent() ? List.of(this) : List.of();
        for (String step : path.split("\\.", -1)) {
            here = here.stream()
                    .flatMap(value -> step.equals("*")
                            ? value.items().stream()
                            : Stream.of(value.member(step)).filter(Value::isPresent))
                    .toList();
        }
        return here;
    }

    public Optional<Node> node() {
        return node;
    }

    public Optional<Node.Scalar> scalar() {
        return node.flatMap(Node::asScalar);
    }

    /** The call of a function that this is. */
    public Optional<FunctionCall> call() {
        return node.flatMap(FunctionCall::of);
    }

    /** The call of the one function that this is; empty where it is none, or another. */
    public Optional<FunctionCall> call(Function function) {
        return call().filter(call -> call.function() == function);
    }

    /**
     * The text with what it refers to by name: {@code ${Path}/*} for all ways to write that. Equal texts have equal
     * values; others may still.
     */
    public Optional<String> text() {
        return node.flatMap(SymbolicText::of);
    }

    /** The text where it is the same in every stack. */
    public Optional<String> literal() {
        return text().filter(text -> !text.contains("${"));
    }

    /** A whole number, also one that is written as text; empty for all else. */
    public OptionalInt number() {
        return literal()
                .filter(text -> WHOLE_NUMBER.matcher(text).matches())
                .map(text -> OptionalInt.of(Integer.parseInt(text)))
                .orElse(OptionalInt.empty());
    }

    /** Whether it is true, also as text. */
    public boolean isTrue() {
        return literal().filter(text -> text.equalsIgnoreCase("true")).isPresent();
    }

    /** The name of the resource or parameter that this, as a whole, is or is an attribute of. */
    public Optional<String> referent() {
        return text().map(REFERENCE::matcher).filter(Matcher::matches).map(matcher -> matcher.group(1));
    }
}
