package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Reads YAML to a tree, from the parser's events: what a plain scalar or a tag means is CloudFormation's affair. */
final class YamlTree {
    private static final String STANDARD = "tag:yaml.org,2002:";

    /** Tags of YAML itself that are redundant on what they stand at. */
    private static final Set<String> COLLECTION_TAGS = Set.of("!", STANDARD + "map", STANDARD + "seq");

    /** Tags of YAML itself on scalars; those of other types CloudFormation does not know. */
    private static final Map<String, Set<Node.Kind>> SCALAR_TAGS = Map.of(
            STANDARD + "int", Set.of(Node.Kind.INTEGER),
            STANDARD + "float", Set.of(Node.Kind.DECIMAL, Node.Kind.INTEGER),
            STANDARD + "bool", Set.of(Node.Kind.BOOLEAN),
            STANDARD + "null", Set.of(Node.Kind.NULL));

    /** The functions that have a short form. */
    private static final Set<String> FUNCTIONS = Set.of(
            "And",
            "Base64",
            "Cidr",
            "Contains",
            "EachMemberEquals",
            "EachMemberIn",
            "Equals",
            "FindInMap",
            "GetAtt",
            "GetAZs",
            "If",
            "ImportValue",
            "Join",
            "Length",
            "Not",
            "Or",
            "RefAll",
            "Select",
            "Split",
            "Sub",
            "ToJsonString",
            "GetStackOutput",
            "Transform",
            "ValueOf",
            "ValueOfAll");

    private final String file;

    YamlTree(String file) {
        this.file = file;
    }

    Node read(String text) {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setUseMarks(true)
                .setCodePointLimit(TreeReader.LONGEST_TEXT + 1)
                .build();
        try {
            Iterator<Event> events = new Parse(settings).parseString(text).iterator();
            expect(events, Event.ID.StreamStart);
            if (events.next().getEventId() == Event.ID.StreamEnd) {
                throw new TemplateException(new Position(file, 1, 1), "Template format error: unsupported structure.");
            }
            Node root = node(events, events.next(), 1);
            expect(events, Event.ID.DocumentEnd);
            expect(events, Event.ID.StreamEnd);
            return root;
        } catch (MarkedYamlEngineException malformed) {
            throw notWellFormed(
                    malformed.getProblemMark().or(malformed::getContextMark),
                    Optional.ofNullable(malformed.getProblem()).orElse("malformed"));
        } catch (YamlEngineException malformed) {
            throw notWellFormed(Optional.empty(), String.valueOf(malformed.getMessage()));
        }
    }

    private void expect(Iterator<Event> events, Event.ID id) {
        Event event = events.next();
        if (event.getEventId() != id) {
            throw notWellFormed(event.getStartMark(), "a template is one document");
        }
    }

    private Node node(Iterator<Event> events, Event event, int depth) {
        Position position = position(event);
        if (depth > TreeReader.DEEPEST) {
            throw TreeReader.tooDeep(position);
        }
        if (event instanceof ScalarEvent scalar) {
            return scalar(scalar, position);
        }
        if (event instanceof SequenceStartEvent start) {
            return tagged(start.getTag(), position, sequence(events, position, depth));
        }
        if (event instanceof MappingStartEvent start) {
            return tagged(start.getTag(), position, mapping(events, position, depth));
        }
        throw new TemplateException(
                position, "Template error: YAML aliases are not allowed in CloudFormation templates");
    }

    private Node sequence(Iterator<Event> events, Position position, int depth) {
        List<Node> items = new ArrayList<>();
        for (Event event = events.next(); event.getEventId() != Event.ID.SequenceEnd; event = events.next()) {
            items.add(node(events, event, depth + 1));
        }
        return new Node.Sequence(position, Layout.NONE, items);
    }

    private Node mapping(Iterator<Event> events, Position position, int depth) {
        EntryCollector entries = new EntryCollector();
        for (Event event = events.next(); event.getEventId() != Event.ID.MappingEnd; event = events.next()) {
            Position at = position(event);
            if (!(event instanceof ScalarEvent key)) {
                throw notWellFormed(event.getStartMark(), "a key is a text");
            }
            if (key.getScalarStyle() == ScalarStyle.PLAIN && key.getValue().equals("<<")) {
                throw notWellFormed(event.getStartMark(), "CloudFormation knows no merge keys (<<)");
            }
            entries.add(at, key.getValue(), node(events, events.next(), depth + 1));
        }
        return entries.mapping(position);
    }

    private Node scalar(ScalarEvent event, Position position) {
        String text = event.getValue();
        Optional<String> tag = event.getTag();
        if (tag.isPresent() && isFunction(tag.get())) {
            return tagged(tag, position, new Node.Scalar(position, Layout.NONE, Node.Kind.TEXT, text));
        }
        ScalarSyntax.Meaning meaning = ScalarSyntax.meaning(text);
        if (tag.isPresent() && !tag.get().equals("!") && !tag.get().equals(STANDARD + "str")) {
            if (!SCALAR_TAGS.getOrDefault(tag.get(), Set.of()).contains(meaning.kind())) {
                throw unknownTag(tag.get(), position);
            }
            return new Node.Scalar(position, Layout.NONE, meaning.kind(), meaning.text());
        }
        boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN && tag.isEmpty();
        return plain
                ? new Node.Scalar(position, Layout.NONE, meaning.kind(), meaning.text())
                : new Node.Scalar(position, Layout.NONE, Node.Kind.TEXT, text);
    }

    /** The node, or the call of the function that its tag names. */
    private Node tagged(Optional<String> tag, Position position, Node node) {
        if (tag.isEmpty() || COLLECTION_TAGS.contains(tag.get())) {
            return node;
        }
        if (!isFunction(tag.get())) {
            throw unknownTag(tag.get(), position);
        }
        String name = tag.get().substring(1);
        String function = name.equals("Ref") || name.equals("Condition") ? name : "Fn::" + name;
        Node argument = name.equals("GetAtt") ? attribute(node) : node;
        return new Node.Mapping(
                position, Layout.NONE, List.of(new Node.Entry(position, function, argument)), List.of(), true);
    }

    /** The short form's {@code resource.attribute} as the two that the long form has. */
    private static Node attribute(Node node) {
        return node.asScalar()
                .filter(scalar -> scalar.text().indexOf('.') >= 0)
                .<Node>map(scalar -> {
                    int dot = scalar.text().indexOf('.');
                    return new Node.Sequence(
                            scalar.position(),
                            Layout.NONE,
                            List.of(
                                    text(scalar, scalar.text().substring(0, dot)),
                                    text(scalar, scalar.text().substring(dot + 1))));
                })
                .orElse(node);
    }

    private static Node text(Node.Scalar at, String text) {
        return new Node.Scalar(at.position(), Layout.NONE, Node.Kind.TEXT, text);
    }

    private static boolean isFunction(String tag) {
        return tag.startsWith("!")
                && (FUNCTIONS.contains(tag.substring(1)) || tag.equals("!Ref") || tag.equals("!Condition"));
    }

    private static TemplateException unknownTag(String tag, Position position) {
        return new TemplateException(position, "Template format error: unknown tag " + tag);
    }

    private Position position(Event event) {
        return position(event.getStartMark());
    }

    private Position position(Optional<Mark> mark) {
        return mark.map(at -> new Position(file, at.getLine() + 1, at.getColumn() + 1))
                .orElse(Position.NONE);
    }

    private TemplateException notWellFormed(Optional<Mark> mark, String reason) {
        Position at = position(mark);
        String place = mark.isPresent() ? " (line " + at.line() + ", column " + at.column() + ")" : "";
        return new TemplateException(at, "Template format error: YAML not well-formed." + place, reason);
    }
}
