package dev.fargatecd.cloudformation.yaml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TreeReaderTest {
    @Test
    void knowsThePlaceOfEachKeyAndValue() {
        Node.Mapping root = mapping("""
                A:
                  B: [x, !Ref Y]
                """);
        Node.Entry b =
                root.get("A").orElseThrow().asMapping().orElseThrow().entries().get(0);
        Node reference = b.value().asSequence().orElseThrow().items().get(1);

        assertThat(b.position()).hasToString("t.yml:2:3");
        assertThat(b.value().position()).hasToString("t.yml:2:6");
        assertThat(reference.position()).hasToString("t.yml:2:10");
        assertThat(reference.function().orElseThrow().key()).isEqualTo("Ref");
    }

    @Test
    void readsShortFormsAsLongOnesAndRemembersThem() {
        Node.Mapping root = mapping("A: !GetAtt b.c.d\nB: {Fn::GetAtt: [b, c.d]}\n");

        assertThat(Yaml.write(root)).isEqualTo("A: !GetAtt b.c.d\nB: !GetAtt b.c.d\n");
        assertThat(root.get("A").orElseThrow().asMapping().orElseThrow().shortForm())
                .isTrue();
        assertThat(root.get("B").orElseThrow().asMapping().orElseThrow().shortForm())
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"A: 1\nB: 2\nA: 3\n", "{\"A\": 1, \"B\": 2, \"A\": 3}"})
    void takesTheLastOfAKeyThatComesTwiceAndRemembersTheFirst(String text) {
        Node.Mapping root = mapping(text);

        assertThat(root.get("A").flatMap(Node::asScalar).orElseThrow().text()).isEqualTo("3");
        assertThat(root.overridden()).extracting(Node.Entry::key).containsExactly("A");
    }

    @ParameterizedTest
    @CsvSource({
        "yes, BOOLEAN, true",
        "Off, BOOLEAN, false",
        "yEs, TEXT, yEs",
        "y, TEXT, y",
        "0644, INTEGER, 420",
        "0899, TEXT, 0899",
        "0x1F, INTEGER, 31",
        "1_000, INTEGER, 1000",
        "1:30, INTEGER, 90",
        "1.50, DECIMAL, 1.5",
        "1e3, DECIMAL, 1000.0",
        "2012-10-17, TEXT, 2012-10-17",
        "'''yes''', TEXT, yes",
        "'\"1\"', TEXT, 1",
        "!!str 1, TEXT, 1",
        "~, NULL, null",
        "012345678901, TEXT, 012345678901",
        "1e999, TEXT, 1e999",
        ".inf, TEXT, .inf",
        "123456789012345678901234567890, INTEGER, 123456789012345678901234567890"
    })
    void readsScalarsAsCloudFormationDocumentsThem(String text, Node.Kind kind, String value) {
        Node.Scalar scalar = (Node.Scalar) mapping("A: " + text).get("A").orElseThrow();

        assertThat(scalar.kind()).isEqualTo(kind);
        assertThat(scalar.text()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "{a: "})
    void refusesNestingWithoutEnd(String opening) {
        assertThatThrownBy(() -> TreeReader.read("t.yml", "a: " + opening.repeat(10_000)))
                .isInstanceOf(TemplateException.class);
        assertThatThrownBy(() -> TreeReader.read("t.json", "{\"a\":" + opening.repeat(10_000)))
                .isInstanceOf(TemplateException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a: b\n---\nc: d\n", "? [a]\n: b\n", "a: \u0000\n", "a: \"\\ud800x\n", "a: !!binary aGk=\n"})
    void refusesWhatIsNoTemplatesYaml(String text) {
        assertThatThrownBy(() -> TreeReader.read("t.yml", text))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("Template format error: ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\ufeffA: {B: c}", "A:\r\n  B: c\r\n", "\ufeff{\"A\":\r\n{\"B\": \"c\"}}", "A: {B: c}\n...\n"})
    void readsWhatEditorsMakeOfIt(String text) {
        Node tree = TreeReader.read("t", text);

        assertThat(JsonWriter.write(tree)).isEqualTo("{\"A\":{\"B\":\"c\"}}");
    }

    @Test
    void readsAMegabyteInAMoment() {
        StringBuilder text = new StringBuilder("Resources:\n");
        for (int i = 0; text.length() < 1_000_000; i++) {
            text.append("  R")
                    .append(i)
                    .append(":\n    Type: AWS::SNS::Topic\n    Properties:\n      TopicName: !Sub \"")
                    .append("x".repeat(1900))
                    .append("\"\n");
        }

        assertTimeout(Duration.ofSeconds(10), () -> TreeReader.read("t", text.toString()));
    }

    @Test
    void refusesATextThatIsTooLong() {
        assertThatThrownBy(() -> TreeReader.read("t.yml", "a".repeat(TreeReader.LONGEST_TEXT + 1)))
                .isInstanceOf(TemplateException.class)
                .hasMessageContaining("1048576");
    }

    private static Node.Mapping mapping(String text) {
        return TreeReader.read("t.yml", text).asMapping().orElseThrow();
    }
}
