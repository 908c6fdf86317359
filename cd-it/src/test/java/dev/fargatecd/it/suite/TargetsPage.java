package dev.fargatecd.it.suite;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The page of targets: what people have to know, and the matrix of what each target made of each contract. */
final class TargetsPage {
    private static final String MARK = "<!-- From here on the suite writes: see CONTRIBUTING.md. -->\n";

    private final List<TargetResults> targets;

    private TargetsPage(List<TargetResults> targets) {
        this.targets = targets;
    }

    /** Of all files of results in that folder; our own cloud comes first. */
    static TargetsPage of(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return new TargetsPage(files.filter(file -> file.toString().endsWith(".tsv"))
                    .map(TargetResults::read)
                    .sorted(Comparator.comparing(
                                    (TargetResults results) -> !results.target().equals("embedded"))
                            .thenComparing(TargetResults::target))
                    .toList());
        }
    }

    /** The page with what people wrote left as it is, and the matrix after it anew. */
    String after(String page) {
        int mark = page.indexOf(MARK);
        if (mark < 0) {
            throw new IllegalArgumentException("the page has no line " + MARK);
        }
        return page.substring(0, mark + MARK.length()) + "\n" + sums() + "\n" + matrix() + "\n" + reasons();
    }

    private String sums() {
        StringBuilder text = new StringBuilder("""
                ## What each target does

                | target | version | pass | skip | fail |
                |---|---|---|---|---|
                """);
        for (TargetResults target : targets) {
            long skips = target.results().stream()
                    .filter(result -> result.outcome().isSkip())
                    .count();
            row(
                    text,
                    List.of(
                            target.target(),
                            target.version(),
                            Long.toString(target.count(Outcome.PASS)),
                            Long.toString(skips),
                            Long.toString(target.count(Outcome.FAIL))));
        }
        return text.toString();
    }

    private String matrix() {
        StringBuilder text = new StringBuilder("## Contract by contract\n\n");
        List<String> head = new ArrayList<>(List.of("service", "contract"));
        targets.forEach(target -> head.add(target.target()));
        row(text, head);
        text.append("|---".repeat(head.size())).append("|\n");
        for (ContractResult contract : targets.get(0).results()) {
            List<String> cells = new ArrayList<>(List.of(contract.service(), contract.sentence()));
            targets.forEach(target -> cells.add(found(target, contract)
                    .map(result -> result.outcome().words())
                    .orElse("not run")));
            row(text, cells);
        }
        return text.toString();
    }

    private String reasons() {
        StringBuilder text = new StringBuilder("## What is needed, and why it is not had\n");
        for (ContractResult contract : targets.get(0).results()) {
            text.append("\n**")
                    .append(contract.service())
                    .append(": ")
                    .append(contract.sentence())
                    .append("**\n\n");
            text.append("- needs ").append(contract.needs()).append('\n');
            for (TargetResults target : targets) {
                found(target, contract)
                        .filter(result -> result.outcome() != Outcome.PASS)
                        .ifPresent(result -> text.append("- ")
                                .append(target.target())
                                .append(", ")
                                .append(result.outcome().words())
                                .append(": `")
                                .append(result.reason().replace('`', '\''))
                                .append("`\n"));
            }
        }
        return text.toString();
    }

    private static Optional<ContractResult> found(TargetResults target, ContractResult contract) {
        return target.results().stream()
                .filter(result -> result.service().equals(contract.service())
                        && result.sentence().equals(contract.sentence()))
                .findFirst();
    }

    private static void row(StringBuilder text, List<String> cells) {
        text.append("| ").append(String.join(" | ", cells)).append(" |\n");
    }
}
