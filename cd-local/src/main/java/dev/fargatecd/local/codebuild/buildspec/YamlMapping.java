package dev.fargatecd.local.codebuild.buildspec;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** A mapping of a YAML text that hands out its values as texts, as they are written, and knows their lines. */
final class YamlMapping {
    private final String file;
    private final String path;
    private final int line;
    private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

    private YamlMapping(String file, String path, Node node) throws BuildspecException {
        this.file = file;
        this.path = path;
        this.line = lineOf(node);
        if (!(node instanceof MappingNode mapping)) {
            throw new BuildspecException(file, line, name() + " is not a mapping (key: value)");
        }
        for (NodeTuple entry : mapping.getValue()) {
            if (!(entry.getKeyNode() instanceof ScalarNode key)) {
                throw new BuildspecException(file, lineOf(entry.getKeyNode()), "a key of " + name() + " is not a text");
            }
            if (entries.put(key.getValue(), entry) != null) {
                throw new BuildspecException(file, lineOf(key), "\"" + key.getValue() + "\" stands twice in " + name());
            }
        }
    }

    static YamlMapping parse(String file, String text) throws BuildspecException {
        LoadSettings settings = LoadSettings.builder()
                .setLabel(file)
                .setAllowDuplicateKeys(true)
                .setMaxAliasesForCollections(20)
                .build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                throw new BuildspecException(file, 1, "the file is empty");
            }
            return new YamlMapping(file, "", root.get());
        } catch (MarkedYamlEngineException malformed) {
            throw new BuildspecException(
                    file,
                    malformed.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1),
                    "not YAML: " + malformed.getProblem());
        } catch (YamlEngineException malformed) {
            throw new BuildspecException(file, 1, "not YAML: " + malformed.getMessage());
        }
    }

    int line() {
        return line;
    }

    int lineOf(String key) {
        NodeTuple entry = entries.get(key);
        return entry == null ? line : lineOf(entry.getKeyNode());
    }

    List<String> keys() {
        return List.copyOf(entries.keySet());
    }

    boolean has(String key) {
        return entries.containsKey(key);
    }

    /** @throws BuildspecException for a key that is none of those */
    void allowOnly(String... keys) throws BuildspecException {
        for (String key : keys()) {
            if (!Arrays.asList(keys).contains(key)) {
                throw new BuildspecException(
                        file,
                        lineOf(key),
                        "\"" + key + "\" is not a key of " + name() + "; allowed: " + String.join(", ", keys));
            }
        }
    }

    /** @throws BuildspecException where the key is there: it would do something that nobody does here */
    void refuse(String key, String why) throws BuildspecException {
        if (has(key)) {
            throw new BuildspecException(
                    file, lineOf(key), below(key) + " is not supported by the local cloud: " + why);
        }
    }

    Optional<String> text(String key) throws BuildspecException {
        NodeTuple entry = entries.get(key);
        return entry == null || isNull(entry.getValueNode())
                ? Optional.empty()
                : Optional.of(text(entry.getValueNode(), below(key)));
    }

    /** {@code yes}, {@code no} and whatever else YAML 1.1 takes for them, as AWS's page writes them. */
    boolean flag(String key) throws BuildspecException {
        String text = text(key).orElse("no");
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "yes", "true", "on" -> true;
            case "no", "false", "off" -> false;
            default -> throw new BuildspecException(file, lineOf(key), below(key) + " is \"" + text + "\": yes or no");
        };
    }

    Optional<YamlMapping> mapping(String key) throws BuildspecException {
        NodeTuple entry = entries.get(key);
        return entry == null || isNull(entry.getValueNode())
                ? Optional.empty()
                : Optional.of(new YamlMapping(file, below(key), entry.getValueNode()));
    }

    /** The texts of a list with their lines; empty where the key is missing. */
    List<Buildspec.Command> list(String key) throws BuildspecException {
        NodeTuple entry = entries.get(key);
        if (entry == null || isNull(entry.getValueNode())) {
            return List.of();
        }
        if (!(entry.getValueNode() instanceof SequenceNode sequence)) {
            throw new BuildspecException(file, lineOf(key), below(key) + " is not a list (lines that begin with -)");
        }
        List<Buildspec.Command> items = new ArrayList<>();
        for (Node item : sequence.getValue()) {
            items.add(new Buildspec.Command(lineOf(item), text(item, "an item of " + below(key))));
        }
        return items;
    }

    List<String> texts(String key) throws BuildspecException {
        return list(key).stream().map(Buildspec.Command::text).toList();
    }

    BuildspecException wrong(String key, String problem) {
        return new BuildspecException(file, lineOf(key), below(key) + " " + problem);
    }

    private String text(Node node, String what) throws BuildspecException {
        if (node instanceof ScalarNode scalar) {
            return scalar.getValue();
        }
        throw new BuildspecException(
                file,
                lineOf(node),
                what + " is not a text: quote it where it has a colon followed by a blank, or begins with [ or {");
    }

    private static boolean isNull(Node node) {
        return node instanceof ScalarNode scalar
                && scalar.getTag().getValue().equals("tag:yaml.org,2002:null")
                && !scalar.getValue().equals("null");
    }

    private String name() {
        return path.isEmpty() ? "the buildspec" : path;
    }

    private String below(String key) {
        return path.isEmpty() ? key : path + "/" + key;
    }

    private static int lineOf(Node node) {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
    }
}
