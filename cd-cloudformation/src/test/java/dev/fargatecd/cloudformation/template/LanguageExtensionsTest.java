package dev.fargatecd.cloudformation.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class LanguageExtensionsTest {
    @Test
    void unrollsLoopsInEverySectionThatMayHaveThem() {
        Template template = Template.read("loops.yml", loops());

        assertThat(template.conditions()).containsOnlyKeys("WantA", "WantB");
        assertThat(template.resources())
                .containsOnlyKeys("Topicorders", "Topic10001", "Queueax", "Queueay", "Queuebx", "Queueby");
        assertThat(template.outputs()).containsOnlyKeys("First", "Nameorders", "Name10001");
    }

    @Test
    void putsTheValueInForTheIdentifier() {
        Template template = Template.read("loops.yml", loops());

        assertThat(property(template, "Topic10001", "TopicName")).isEqualTo("10.0.0.1");
        assertThat(property(template, "Queuebx", "QueueName")).isEqualTo("b-x");
    }

    @Test
    void goesOverTheValuesThatAreGiven() {
        Template template = Template.read("loops.yml", loops(), Map.of("Topics", "orders,bills"));

        assertThat(template.resources())
                .containsKeys("Topicorders", "Topicbills")
                .doesNotContainKey("Topic10001");
    }

    @Test
    void takesPoliciesFromParameters() {
        Template template = Template.read("loops.yml", loops(), Map.of("Keep", "RetainExceptOnCreate"));

        assertThat(template.resource("Topicorders").deletionPolicy())
                .isEqualTo(Resource.DeletionPolicy.RETAIN_EXCEPT_ON_CREATE);
    }

    @Test
    void keepsThePlaceInTheLoop() {
        Template template = Template.read("loops.yml", loops());

        assertThat(template.resource("Topic10001").position()).hasToString("loops.yml:18:7");
    }

    @Test
    void refusesACollectionThatIsNotKnownWhenAStackIsMade() {
        String text = """
                Transform: AWS::LanguageExtensions
                Resources:
                  Fn::ForEach::Topics:
                    - Name
                    - !GetAZs ""
                    - Topic${Name}: {Type: AWS::SNS::Topic}
                """;

        assertThat(Template.read("t.yml", text).resources()).containsOnlyKeys("TopicName");
        assertThatThrownBy(() -> Template.read("t.yml", text, Map.of()))
                .isInstanceOf(TemplateException.class)
                .hasMessageStartingWith("Transform AWS::LanguageExtensions failed with: Fn::ForEach collection");
    }

    private static String property(Template template, String resource, String name) {
        return template.resource(resource)
                .properties()
                .get(name)
                .flatMap(Node::asScalar)
                .orElseThrow()
                .text();
    }

    private static String loops() {
        try (InputStream in = Objects.requireNonNull(
                LanguageExtensionsTest.class.getResourceAsStream("/templates/extensions/loops.yml"))) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }
}
