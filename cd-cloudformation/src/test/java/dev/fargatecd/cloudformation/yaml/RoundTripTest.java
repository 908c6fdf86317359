package dev.fargatecd.cloudformation.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is written is read as the same. Fails with the seed, which is the repetition's number. */
class RoundTripTest {
    private static final List<String> AWKWARD = List.of(
            "",
            " ",
            "yes",
            "No",
            "0644",
            "1_000",
            "1e3",
            "12:30",
            ".5",
            "2012-10-17",
            "null",
            "~",
            "<<",
            "=",
            "a: b",
            "a:",
            ":a",
            "::",
            "a #b",
            "#a",
            "-",
            "- a",
            "--- a",
            "...",
            "[a]",
            "a, b",
            "{a}",
            "${A}/*",
            "a]",
            "?",
            "a?b",
            "%x",
            "@x",
            "`x`",
            "!x",
            "&x",
            "*x",
            "'",
            "\"",
            "\\",
            "it's",
            "\t",
            "a\tb",
            " lead",
            "trail ",
            "a\n",
            "\n",
            "\n\n",
            "a\nb",
            "a\n\nb\n\n",
            "\na",
            " a\n b\n",
            "a\n   \nb",
            "a\r\nb",
            "a\u2028b",
            "\u0007",
            "\ud83d\ude00",
            "\ufeff",
            "\u0085",
            "{\n  \"a\": 1\n}\n",
            "AWS::ECS::Service",
            "12345678901234567890",
            "x".repeat(300));
    private static final List<String> FUNCTIONS = List.of(
            "Ref",
            "Fn::Sub",
            "Fn::Join",
            "Fn::If",
            "Fn::GetAtt",
            "Fn::ImportValue",
            "Fn::Base64",
            "Fn::Select",
            "Fn::Equals",
            "Fn::GetAZs",
            "Fn::Transform");

    @RepeatedTest(400)
    void readsWhatItWrote(RepetitionInfo repetition) {
        int seed = repetition.getCurrentRepetition();
        Node tree = map(new Random(seed), 4);

        String text = Yaml.write(tree);

        assertThat(meaning(TreeReader.read("seed", text)))
                .as("seed %d, text:%n%s", seed, text)
                .isEqualTo(meaning(tree));
        String again = Yaml.write(TreeReader.read("seed", text)); // without the comments, which a reader drops
        assertThat(Yaml.write(TreeReader.read("seed", again)))
                .as("seed %d is stable", seed)
                .isEqualTo(again);
    }

    @ParameterizedTest
    @MethodSource("templates")
    void keepsTheMeaningFromOneFormatToTheOther(Path template) throws IOException {
        Node tree = TreeReader.read(template.toString(), Files.readString(template));

        Node json = TreeReader.read("json", JsonWriter.write(tree));
        Node yaml = TreeReader.read("yaml", Yaml.write(json.asMapping().orElseThrow()));

        assertThat(meaning(json)).isEqualTo(meaning(tree));
        assertThat(meaning(yaml)).isEqualTo(meaning(tree));
    }

    /** Every template among the fixtures that can be read. */
    static List<Path> templates() throws IOException, URISyntaxException {
        List<Path> templates = new ArrayList<>();
        for (String folder : List.of("/templates", "/checks")) {
            URL place = Objects.requireNonNull(RoundTripTest.class.getResource(folder));
            try (Stream<Path> files = Files.walk(Path.of(place.toURI()))) {
                files.filter(file -> file.toString().endsWith(".yml")
                                || file.toString().endsWith(".json"))
                        .filter(RoundTripTest::isReadable)
                        .sorted()
                        .forEach(templates::add);
            }
        }
        return templates;
    }

    private static boolean isReadable(Path file) {
        try {
            return TreeReader.read("", Files.readString(file)).asMapping().isPresent();
        } catch (TemplateException refused) {
            return false;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static Node node(Random random, int depth) {
        return switch (depth == 0 ? random.nextInt(4) : random.nextInt(10)) {
            case 0 -> scalar(Node.Kind.INTEGER, Integer.toString(random.nextInt(2000) - 1000));
            case 1 -> scalar(Node.Kind.BOOLEAN, Boolean.toString(random.nextBoolean()));
            case 2, 3, 4 -> scalar(Node.Kind.TEXT, text(random));
            case 5 -> scalar(Node.Kind.DECIMAL, Double.toString(random.nextDouble()));
            case 6, 7 -> list(random, depth);
            case 8 -> call(random, depth);
            default -> map(random, depth);
        };
    }

    private static Node.Mapping map(Random random, int depth) {
        List<Node.Entry> entries = new ArrayList<>();
        TreeMap<String, Boolean> keys = new TreeMap<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            String key = random.nextInt(4) == 0 ? text(random) : "Key" + i;
            if (keys.put(key, true) == null) {
                entries.add(new Node.Entry(Position.NONE, key, laidOut(random, node(random, depth - 1))));
            }
        }
        return new Node.Mapping(Position.NONE, Layout.NONE, entries, List.of(), false);
    }

    private static Node list(Random random, int depth) {
        List<Node> items = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            items.add(laidOut(random, node(random, depth - 1)));
        }
        return new Node.Sequence(Position.NONE, Layout.NONE, items);
    }

    private static Node call(Random random, int depth) {
        String name = FUNCTIONS.get(random.nextInt(FUNCTIONS.size()));
        Node argument = name.equals("Fn::GetAtt")
                ? Yaml.list("Thing" + text(random), "Arn" + text(random)).node()
                : node(random, depth - 1);
        return new Node.Mapping(
                Position.NONE,
                Layout.NONE,
                List.of(new Node.Entry(Position.NONE, name, argument)),
                List.of(),
                random.nextBoolean());
    }

    private static Node laidOut(Random random, Node node) {
        return random.nextInt(6) == 0
                ? node.with(new Layout(List.of("why: " + random.nextInt()), random.nextBoolean()))
                : node;
    }

    private static String text(Random random) {
        String one = AWKWARD.get(random.nextInt(AWKWARD.size()));
        return random.nextInt(3) == 0 ? one + AWKWARD.get(random.nextInt(AWKWARD.size())) : one;
    }

    private static Node.Scalar scalar(Node.Kind kind, String text) {
        return new Node.Scalar(Position.NONE, Layout.NONE, kind, text);
    }

    /** The tree without positions, layouts and short forms. */
    private static String meaning(Node node) {
        return node.accept(new Node.Visitor<>() {
            @Override
            public String scalar(Node.Scalar scalar) {
                return scalar.kind() + "<" + scalar.text() + ">";
            }

            @Override
            public String sequence(Node.Sequence sequence) {
                return sequence.items().stream().map(RoundTripTest::meaning).collect(Collectors.joining(",", "[", "]"));
            }

            @Override
            public String mapping(Node.Mapping mapping) {
                return mapping.entries().stream()
                        .map(entry -> "<" + entry.key() + ">:" + meaning(entry.value()))
                        .collect(Collectors.joining(",", "{", "}"));
            }
        });
    }
}
