package dev.fargatecd.cloudformation.check;

import static java.util.stream.Collectors.toList;
import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Holds docs/checks.md to what the checks are; {@code -Dchecks.write=true} writes it anew. */
final class ChecksPageTest {
    private static final Path PAGE = Path.of("../docs/checks.md");
    private static final Map<String, String> GROUPS = groups();

    @Test
    void documentsEachCheckAndWhatItFinds() throws IOException {
        String page = page();
        if (Boolean.getBoolean("checks.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(Files.readString(PAGE)).isEqualTo(page);
    }

    private static Map<String, String> groups() {
        Map<String, String> groups = new LinkedHashMap<>();
        groups.put("language", "The language");
        groups.put("property", "Properties");
        groups.put("service", "Across the resources of a service");
        groups.put("delivery", "Across templates, pipelines, builds and images");
        groups.put("permission", "Roles and policies");
        return groups;
    }

    private static String page() throws IOException {
        StringBuilder page = new StringBuilder("""
                # What `fargate-cd check` looks for

                <!-- Made from the checks by ChecksPageTest (-Dchecks.write=true); not to be edited. -->

                ```
                fargate-cd check                      # fargate-cd.yml, cf/ against it, and what is in cf/
                fargate-cd check cf/*.yml Dockerfile  # any files: no definition is needed
                ```

                Files are told apart by what is in them: templates (YAML or JSON), buildspecs, Dockerfiles, definitions. Checks
                across files look at the files given, and find `Artifact::dir/x.yml` by its base name. What only a stack can
                know is not guessed: there a check is silent.

                An **error** is what AWS refuses or what can't work, and makes the command end with 1. A **warning** works today,
                or in some cases. An **info** works, and there is a better way. `--json`, `--format github` and `--format sarif`
                print findings for programs.

                A template that knows better says so, as a whole or in one resource:

                ```yaml
                Metadata:
                  fargate-cd:
                    suppress: [hand-picked-priority]
                ```

                Beside these there are `template-format`: what can't be read, or what CloudFormation refuses at once;
                `unknown-file`: what is none of these files; `unchecked-macro`: a template that a macro or module writes parts of;
                `unknown-suppression`: an id that no check has;
                `definition`, `cf-drift` and `plain-production` ([the definition](definition.md)).
                """);
        for (Map.Entry<String, String> group : GROUPS.entrySet()) {
            page.append("\n## ")
                    .append(group.getValue())
                    .append("\n\n| id | severity | what holds | source |\n|---|---|---|---|\n");
            Catalogue.checks().stream()
                    .filter(check -> check.getClass().getPackageName().endsWith("." + group.getKey()))
                    .map(Check::rule)
                    .forEach(rule -> page.append("| `%s` | %s | %s | [page](%s) |%n"
                            .formatted(rule.id(), rule.severity().word(), rule.title(), rule.source())));
        }
        page.append("""

                ## The corpus of mistakes

                Each is a file, or a folder of files that belong together, below
                [`checks/`](../cd-cloudformation/src/test/resources/checks), with what is found in it beside it; tests hold both
                together.
                Besides, [mutations.json](../cd-cloudformation/src/test/resources/mutations/mutations.json) makes one mistake at a
                time in the files of a whole delivery, and says at which line it must be found.
                """);
        page.append(compared());
        for (Fixture fixture : Fixture.all()) {
            page.append("\n### ").append(fixture.name()).append("\n\n");
            page.append("fargate-cd:").append(block(" nothing.", fixture.expected()));
            page.append("\ncfn-lint:").append(block(" nothing.", fixture.foundByCfnLint()));
        }
        return page.toString();
    }

    /** How many of the planted mistakes each checker names at the line where they are. */
    private static String compared() throws IOException {
        List<MutationsTest.Mutation> mutations = MutationsTest.mutations();
        Set<String> byCfnLint = MutationsTest.linesOfCfnLint();
        Map<String, List<MutationsTest.Mutation>> byFile =
                mutations.stream().collect(Collectors.groupingBy(MutationsTest.Mutation::file, TreeMap::new, toList()));
        StringBuilder table = new StringBuilder("""

                ## Beside cfn-lint

                The same mistakes, given to cfn-lint in the version that [requirements.txt](../.ci/requirements.txt) pins:
                [tools/cfn-lint-findings.py](../tools/cfn-lint-findings.py) keeps what it finds, and CI compares. It looks at one
                template at a time, and at no buildspec or Dockerfile. Mistakes of mutations.json that are named at their line:

                | planted in | mistakes | fargate-cd | cfn-lint |
                |---|---|---|---|
                """);
        byFile.forEach((file, planted) -> table.append("| `%s` | %d | %d | %d |%n"
                .formatted(file, planted.size(), planted.size(), count(planted, byCfnLint))));
        table.append(
                "| all | %d | %d | %d |%n".formatted(mutations.size(), mutations.size(), count(mutations, byCfnLint)));
        table.append("""

                Planted by us, and kept there once they are named: this says what we look for, and not who is better. cfn-lint knows
                all of AWS's types, and looks at each more closely.
                Below, each file of the corpus with the findings of both.
                """);
        return table.toString();
    }

    private static long count(List<MutationsTest.Mutation> planted, Set<String> named) {
        return planted.stream()
                .filter(mutation -> named.contains(mutation.name() + " " + mutation.place()))
                .count();
    }

    private static String block(String nothing, List<String> findings) {
        return findings.isEmpty() ? nothing + "\n" : "\n```\n" + String.join("\n", findings) + "\n```\n";
    }
}
