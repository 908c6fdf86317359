package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.NamePattern;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Function;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Finds imports that none of the given templates exports, though they export others of the same stack. */
public final class ImportWithoutExport implements Check {
    @Override
    public Rule rule() {
        return new Rule(
                "import-without-export",
                Severity.ERROR,
                "What a template imports is exported by another",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        List<String> exports = files.templates().stream()
                .flatMap(template -> template.template().outputs().values().stream())
                .flatMap(output -> output.exportName().stream())
                .flatMap(name -> Value.of(name).text().stream())
                .toList();
        files.templates().forEach(template -> look(template, exports, findings));
    }

    /** An import of which nothing is known may be of a stack whose template is not given; then it has no siblings here. */
    private static void look(CheckedTemplate template, List<String> exports, Findings findings) {
        List<Value> imports = template.calls().stream()
                .filter(call -> call.function() == Function.IMPORT_VALUE)
                .map(call -> Value.of(call.argument(0)))
                .toList();
        Set<String> exporting = imports.stream()
                .flatMap(name -> name.text().stream())
                .filter(name -> isExported(name, exports))
                .map(ImportWithoutExport::stack)
                .collect(Collectors.toUnmodifiableSet());
        for (Value name : imports) {
            name.text()
                    .filter(text -> exporting.contains(stack(text)) && !isExported(text, exports))
                    .ifPresent(text -> findings.add(
                            name.position(),
                            "no template exports " + text,
                            Nearest.hint(
                                    last(text),
                                    exports.stream()
                                            .map(ImportWithoutExport::last)
                                            .toList())));
        }
    }

    private static boolean isExported(String name, List<String> exports) {
        NamePattern imported = NamePattern.of(name);
        return exports.stream().anyMatch(export -> NamePattern.of(export).mayBe(imported));
    }

    /** What names of exports begin with: that before the last hyphen. */
    private static String stack(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('-')));
    }

    private static String last(String name) {
        return name.substring(name.lastIndexOf('-') + 1);
    }
}
