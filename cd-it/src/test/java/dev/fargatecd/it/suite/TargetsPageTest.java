package dev.fargatecd.it.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** {@code docs/targets.md} shows the results that are beside it; {@code -Dtargets.write=true} writes its matrix anew. */
final class TargetsPageTest {
    private static final Path FOLDER = Path.of("..", "docs", "targets");
    private static final Path PAGE = Path.of("..", "docs", "targets.md");

    @Test
    void showsWhatEachTargetMadeOfTheContracts() throws IOException {
        String page = Files.readString(PAGE);
        String anew = TargetsPage.of(FOLDER).after(page);
        if (Boolean.getBoolean("targets.write")) {
            Files.writeString(PAGE, anew);
        }
        assertThat(Files.readString(PAGE))
                .as("docs/targets.md, which -Dtargets.write=true writes anew")
                .isEqualTo(anew);
    }

    @Test
    void ourOwnCloudPassesEverything() throws IOException {
        TargetResults embedded = TargetResults.read(FOLDER.resolve("embedded.tsv"));
        assertThat(embedded.results())
                .hasSizeGreaterThan(20)
                .allSatisfy(result -> assertThat(result.outcome()).isEqualTo(Outcome.PASS));
    }
}
