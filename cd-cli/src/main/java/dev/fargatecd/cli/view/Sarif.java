package dev.fargatecd.cli.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.fargatecd.cloudformation.check.Finding;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;

/**
 * Findings as code scanners exchange them.
 *
 * @see <a href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">SARIF 2.1.0</a>
 */
record Sarif(@JsonProperty("$schema") String schema, String version, List<Run> runs) {
    record Run(Tool tool, List<Result> results) {}

    record Tool(Driver driver) {}

    record Driver(String name, List<Descriptor> rules) {}

    record Descriptor(String id, String helpUri) {}

    record Result(
            String ruleId,
            String level,
            Text message,
            List<Location> locations,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Location> relatedLocations) {}

    record Text(String text) {}

    record Location(PhysicalLocation physicalLocation) {}

    record PhysicalLocation(ArtifactLocation artifactLocation, Region region) {}

    record ArtifactLocation(String uri) {}

    record Region(int startLine, int startColumn) {}

    static Sarif of(List<Finding> findings) {
        List<Descriptor> rules = findings.stream()
                .map(finding -> new Descriptor(finding.id(), finding.source()))
                .distinct()
                .toList();
        Run run = new Run(
                new Tool(new Driver("fargate-cd", rules)),
                findings.stream().map(Sarif::result).toList());
        return new Sarif("https://json.schemastore.org/sarif-2.1.0.json", "2.1.0", List.of(run));
    }

    private static Result result(Finding finding) {
        String hint = finding.hint().isEmpty() ? "" : " (" + finding.hint() + ")";
        return new Result(
                finding.id(),
                level(finding.severity()),
                new Text(finding.message() + hint),
                List.of(location(finding.position())),
                finding.related().stream().map(Sarif::location).toList());
    }

    private static Location location(Position position) {
        Region region = new Region(Math.max(1, position.line()), Math.max(1, position.column()));
        return new Location(
                new PhysicalLocation(new ArtifactLocation(position.file().replace('\\', '/')), region));
    }

    private static String level(Severity severity) {
        return switch (severity) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "note";
        };
    }
}
