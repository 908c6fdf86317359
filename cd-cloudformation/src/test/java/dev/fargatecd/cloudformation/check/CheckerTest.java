package dev.fargatecd.cloudformation.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CheckerTest {
    private static final Checker CHECKER = new Checker(Catalogue.checks());

    @ParameterizedTest
    @MethodSource("fixtures")
    void findsTheMistakeAtItsPlaceAndNothingElse(Fixture fixture) throws IOException {
        assertThat(CHECKER.check(fixture.files()).stream().map(Finding::toString))
                .containsExactlyElementsOf(fixture.expected());
    }

    @Test
    void hasAFixtureForEachCheck() throws IOException {
        Set<String> found = new HashSet<>();
        for (Fixture fixture : fixtures()) {
            CHECKER.check(fixture.files()).forEach(finding -> found.add(finding.id()));
        }
        assertThat(Catalogue.checks().stream().map(check -> check.rule().id()))
                .allSatisfy(id -> assertThat(found).contains(id));
    }

    @Test
    void givesEachCheckAnIdOfItsOwn() {
        assertThat(Catalogue.checks().stream().map(check -> check.rule().id())).doesNotHaveDuplicates();
    }

    @Test
    void goesOnAfterAFileThatCanNotBeRead() {
        List<Finding> findings = CHECKER.check(List.of(
                new SourceFile("broken.yml", "Resources: [\n"),
                new SourceFile("other.yml", "Resources:\n  Topic:\n    Type: AWS::SNS::Topik\n")));
        assertThat(findings.stream().map(finding -> finding.id() + " " + finding.position()))
                .containsExactly("template-format broken.yml:2:1", "unknown-type other.yml:3:11");
    }

    static List<Fixture> fixtures() {
        return Fixture.all();
    }
}
