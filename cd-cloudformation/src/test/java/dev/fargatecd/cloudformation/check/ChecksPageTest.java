package dev.fargatecd.cloudformation.check;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.cloudformation.check.catalogue.Catalogue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
                together. Other checkers can be tried on the same files.
                Besides, [mutations.json](../cd-cloudformation/src/test/resources/mutations/mutations.json) makes one mistake at a
                time in the files of a whole delivery, and says at which line it must be found.
                """);
        for (Fixture fixture : Fixture.all()) {
            List<String> findings = fixture.expected();
            page.append("\n### ").append(fixture.name()).append("\n\n");
            page.append(
                    findings.isEmpty()
                            ? "Nothing is wrong here.\n"
                            : "```\n" + String.join("\n", findings) + "\n```\n");
        }
        return page.toString();
    }
}
