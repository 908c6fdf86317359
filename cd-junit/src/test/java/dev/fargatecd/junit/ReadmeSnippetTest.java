package dev.fargatecd.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ReadmeSnippetTest {
    @Test
    void showsTheTestThatTheBuildRuns() throws Exception {
        String source = Files.readString(Path.of("src/test/java/dev/fargatecd/junit/GreeterPipelineTest.java"));
        String shown = source.substring(source.indexOf("// README:begin\n"), source.indexOf("// README:end"))
                .replaceFirst("// README:begin\n", "");
        assertThat(Files.readString(Path.of("../README.md"))).contains("```java\n" + shown + "```");
    }
}
