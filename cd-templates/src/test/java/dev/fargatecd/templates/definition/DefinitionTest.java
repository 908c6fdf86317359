package dev.fargatecd.templates.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DefinitionTest {
    @Test
    void saysThatThereIsNoFile(@TempDir Path folder) {
        Path missing = folder.resolve("fargate-cd.yml");

        assertThat(Definition.read(missing).findings()).hasToString("[" + missing + ": there is no such file]");
    }

    @Test
    void readsNoMoreThanADefinitionCanBe(@TempDir Path folder) throws IOException {
        Path large = Files.writeString(folder.resolve("large.yml"), "#".repeat(Definition.LONGEST + 1));

        assertThat(Definition.read(large).findings())
                .singleElement()
                .hasToString(large + ": has 65537 bytes; a definition has at most 65536");
    }

    @Test
    void saysThatAFileIsNoText(@TempDir Path folder) throws IOException {
        Path latin = Files.write(folder.resolve("latin.yml"), "ä: 1".getBytes(StandardCharsets.ISO_8859_1));

        assertThat(Definition.read(latin).findings()).singleElement().hasToString(latin + ": is not UTF-8");
    }

    @Test
    void throwsWithAllFindingsWhereThereMustBeADelivery() {
        assertThatThrownBy(() -> Definition.read("x.yml", "version: 1").orElseThrow())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("x.yml:1:1: application is missing\nx.yml:1:1: environments is missing");
    }
}
