package dev.fargatecd.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmbeddingPageTest {
    private static final Pattern SNIPPET = Pattern.compile("// snippet: \\w+\\n(.*?) *// end\\n", Pattern.DOTALL);

    @ParameterizedTest
    @ValueSource(strings = {"model", "templates", "cloudformation", "aws", "local", "junit"})
    void showsWhatTheForeignProjectRuns(String module) throws Exception {
        assertThat(Files.readString(Path.of("../docs/embedding.md")))
                .contains("## cd-" + module + "\n", "```java\n" + snippet(module) + "```");
    }

    private static String snippet(String module) throws Exception {
        try (Stream<Path> files = Files.list(Path.of("../it/embedding", module, "src/test/java/embedding"))) {
            List<Path> all = files.toList();
            assertThat(all).hasSize(1);
            Matcher found = SNIPPET.matcher(Files.readString(all.get(0)));
            assertThat(found.find()).isTrue();
            // a blank last line would count as one without indentation
            return found.group(1).stripTrailing().stripIndent() + "\n";
        }
    }
}
