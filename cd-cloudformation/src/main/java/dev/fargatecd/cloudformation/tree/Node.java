package dev.fargatecd.cloudformation.tree;

import java.util.List;
import java.util.Optional;

/**
 * A part of a template's text: a scalar, a sequence or a mapping.
 *
 * <p>YAML's short forms are gone here: {@code !Sub x} is the mapping {@code {Fn::Sub: x}}, which remembers that it was
 * short. Nodes are immutable.
 */
public sealed interface Node extends Fragment {
    Position position();

    Layout layout();

    /** The same node with another layout. */
    Node with(Layout layout);

    <R> R accept(Visitor<R> visitor);

    @Override
    default Node node() {
        return this;
    }

    /** This node as a mapping; empty where it is something else. */
    default Optional<Mapping> asMapping() {
        return this instanceof Mapping mapping ? Optional.of(mapping) : Optional.empty();
    }

    /** This node as a sequence; empty where it is something else. */
    default Optional<Sequence> asSequence() {
        return this instanceof Sequence sequence ? Optional.of(sequence) : Optional.empty();
    }

    /** This node as a scalar that is not null; empty where it is something else. */
    default Optional<Scalar> asScalar() {
        return this instanceof Scalar scalar && scalar.kind() != Kind.NULL ? Optional.of(scalar) : Optional.empty();
    }

    /** The function call that this node is, as the entry {@code Fn::Sub: x}; empty where it is no call. */
    default Optional<Entry> function() {
        return asMapping()
                .filter(mapping -> mapping.entries().size() == 1)
                .map(mapping -> mapping.entries().get(0))
                .filter(entry -> entry.key().equals("Ref") || entry.key().startsWith("Fn::"));
    }

    /** Does one thing for each kind of node. */
    interface Visitor<R> {
        R scalar(Scalar scalar);

        R sequence(Sequence sequence);

        R mapping(Mapping mapping);
    }

    /** What a scalar's text means. */
    enum Kind {
        TEXT,
        INTEGER,
        DECIMAL,
        BOOLEAN,
        NULL
    }

    /**
     * A single value.
     *
     * @param text of a text itself; else canonical: {@code true}, {@code false}, {@code null}, decimal digits
     */
    record Scalar(Position position, Layout layout, Kind kind, String text) implements Node {
        @Override
        public Scalar with(Layout other) {
            return new Scalar(position, other, kind, text);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.scalar(this);
        }
    }

    /** Values in order. */
    record Sequence(Position position, Layout layout, List<Node> items) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public Sequence with(Layout other) {
            return new Sequence(position, other, items);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.sequence(this);
        }
    }

    /**
     * Values by key, in the order of the text.
     *
     * @param entries with no key twice: where the text has one twice, the last counts, as on AWS
     * @param overridden the entries of keys that came again later
     * @param shortForm whether the text had {@code !Name} for this function
     */
    record Mapping(Position position, Layout layout, List<Entry> entries, List<Entry> overridden, boolean shortForm)
            implements Node {
        public Mapping {
            entries = List.copyOf(entries);
            overridden = List.copyOf(overridden);
        }

        /** The value of the key, or empty where there is none. */
        public Optional<Node> get(String key) {
            return entry(key).map(Entry::value);
        }

        /** The entry of the key, or empty where there is none. */
        public Optional<Entry> entry(String key) {
            return entries.stream().filter(entry -> entry.key().equals(key)).findFirst();
        }

        @Override
        public Mapping with(Layout other) {
            return new Mapping(position, other, entries, overridden, shortForm);
        }

        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.mapping(this);
        }
    }

    /**
     * A key and its value.
     *
     * @param position of the key
     */
    record Entry(Position position, String key, Node value) {}
}
