package dev.fargatecd.cloudformation.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A checker meets files that are half written: each mistake's file is checked again without each of its lines. */
final class DamagedFilesTest {
    private static final Checker CHECKER = new Checker(Catalogue.checks());

    @ParameterizedTest
    @MethodSource("fixtures")
    void saysSomethingOfEveryFileThatLacksALine(Fixture fixture) throws IOException {
        for (SourceFile file : fixture.files()) {
            List<String> lines = file.text().lines().toList();
            for (int i = 0; i < lines.size(); i++) {
                List<String> others = new ArrayList<>(lines);
                others.remove(i);
                List<Finding> findings =
                        CHECKER.check(List.of(new SourceFile(file.name(), String.join("\n", others) + "\n")));
                assertThat(findings).allSatisfy(finding -> {
                    assertThat(finding.position().file()).isEqualTo(file.name());
                    assertThat(finding.position().line()).isBetween(1, lines.size());
                });
            }
        }
    }

    static List<Fixture> fixtures() {
        return Fixture.all();
    }
}
