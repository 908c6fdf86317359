package dev.fargatecd.local.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import software.amazon.awssdk.services.eventbridge.model.InvalidEventPatternException;

/** Patterns with events that they are for and not for; and patterns that are none, with the reason. */
final class EventPatternTest {
    @TestFactory
    Stream<DynamicTest> matchesWhatItIsForAndNothingElse() throws IOException {
        return fixtures("patterns.json").map(fixture -> {
            String pattern = fixture.get("pattern").toString();
            return DynamicTest.dynamicTest(pattern, () -> {
                EventPattern read = EventPattern.parse(pattern);
                fixture.get("matches")
                        .forEach(event ->
                                assertThat(read.matches(event)).as("%s", event).isTrue());
                fixture.get("differs")
                        .forEach(event ->
                                assertThat(read.matches(event)).as("%s", event).isFalse());
            });
        });
    }

    @TestFactory
    Stream<DynamicTest> refusesWithTheReason() throws IOException {
        return fixtures("bad-patterns.json")
                .map(fixture -> DynamicTest.dynamicTest(
                        fixture.get("pattern").asText(),
                        () -> assertThatThrownBy(() -> EventPattern.parse(
                                        fixture.get("pattern").asText()))
                                .isInstanceOf(InvalidEventPatternException.class)
                                .hasMessageContaining("Event pattern is not valid. Reason: ")
                                .hasMessageContaining(fixture.get("reason").asText())));
    }

    private static Stream<JsonNode> fixtures(String name) throws IOException {
        try (InputStream in = EventPatternTest.class.getResourceAsStream(name)) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return StreamSupport.stream(Json.read(text).orElseThrow().spliterator(), false);
        }
    }
}
