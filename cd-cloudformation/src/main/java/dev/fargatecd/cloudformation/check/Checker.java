package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.schema.ResourceTypes;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.cloudformation.yaml.TreeReader;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Runs checks over files. A file that can't be read is a finding, and the others go on. */
public final class Checker {
    /** That what AWS would refuse at once, or can't be read at all. No check: without it there is nothing to look at. */
    public static final Rule FORMAT = new Rule(
            "template-format",
            Severity.ERROR,
            "A file can be read, and a template has the sections and functions that CloudFormation knows",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html");

    /** That a file is of a kind that can be checked. */
    public static final Rule KIND = new Rule(
            "unknown-file",
            Severity.WARNING,
            "A file is a template, a buildspec or a Dockerfile, told by what is in it",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-anatomy.html");

    /** That a template is checked at all. */
    public static final Rule MACRO = new Rule(
            "unchecked-macro",
            Severity.INFO,
            "A template stands there as it is deployed: what a macro or a module writes can't be checked",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-macros.html");

    /** That what is suppressed could be found at all. */
    public static final Rule SUPPRESSION = new Rule(
            "unknown-suppression",
            Severity.WARNING,
            "What a template suppresses are ids of checks",
            "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-attribute-metadata.html");

    private final List<Check> checks;
    private final ResourceTypes types = ResourceTypes.bundled();

    public Checker(List<Check> checks) {
        this.checks = List.copyOf(checks);
    }

    /** What is wrong with the files, in their order and from top to bottom; without what they suppress. */
    public List<Finding> check(List<SourceFile> files) {
        Reading reading = new Reading();
        files.forEach(reading::read);
        List<Finding> found = new ArrayList<>(reading.found);
        CheckedFiles checked = new CheckedFiles(reading.templates, reading.buildspecs, reading.dockerfiles);
        for (Check check : checks) {
            found.addAll(found(check, checked));
        }
        reading.templates.forEach(template -> refusal(template, found).ifPresent(found::add));
        reading.templates.forEach(template -> found.addAll(unknownSuppressions(template)));
        List<Suppressions> suppressions =
                reading.templates.stream().map(Suppressions::of).toList();
        List<String> order = files.stream().map(SourceFile::name).toList();
        return found.stream()
                .filter(finding -> suppressions.stream().noneMatch(one -> one.covers(finding)))
                .distinct()
                .sorted(Comparator.<Finding>comparingInt(
                                finding -> order.indexOf(finding.position().file()))
                        .thenComparingInt(finding -> finding.position().line())
                        .thenComparingInt(finding -> finding.position().column())
                        .thenComparing(Finding::id))
                .toList();
    }

    private List<Finding> unknownSuppressions(CheckedTemplate template) {
        Set<String> known = Stream.concat(checks.stream().map(Check::rule), Stream.of(FORMAT, KIND, MACRO, SUPPRESSION))
                .map(Rule::id)
                .collect(Collectors.toCollection(TreeSet::new));
        return Suppressions.named(template).stream()
                .filter(id -> !known.contains(id.text()))
                .map(id -> new Finding(
                        SUPPRESSION.id(),
                        SUPPRESSION.severity(),
                        id.position(),
                        "there is no check " + id.text(),
                        Nearest.hint(id.text(), known),
                        SUPPRESSION.source()))
                .toList();
    }

    private static List<Finding> found(Check check, CheckedFiles files) {
        Findings findings = new Findings(check.rule());
        try {
            check.check(files, findings);
            return findings.found();
        } catch (TemplateException unreadable) {
            // A text of JSON inside of a template is read by the check that looks into it.
            List<Finding> all = new ArrayList<>(findings.found());
            all.add(finding(FORMAT, new SourceFile(unreadable.position().file(), ""), unreadable));
            return all;
        }
    }

    /** What AWS says first, where no check has said it better. */
    private static Optional<Finding> refusal(CheckedTemplate template, List<Finding> found) {
        boolean isSaid = found.stream()
                .anyMatch(finding -> finding.severity() == Severity.ERROR
                        && finding.position().file().equals(template.file().name()));
        if (isSaid) {
            return Optional.empty();
        }
        try {
            Template.of(template.template().root());
            return Optional.empty();
        } catch (TemplateException refused) {
            return Optional.of(finding(FORMAT, template.file(), refused));
        }
    }

    private static Finding finding(Rule rule, SourceFile file, TemplateException refused) {
        Position position =
                refused.position().equals(Position.NONE) ? new Position(file.name(), 1, 1) : refused.position();
        return new Finding(
                rule.id(),
                rule.severity(),
                position,
                refused.getMessage(),
                refused.detail().orElse(""),
                rule.source());
    }

    private static Finding unchecked(Macros.Macro macro) {
        return new Finding(
                MACRO.id(),
                MACRO.severity(),
                macro.position(),
                macro.name() + " writes parts of this template when it is deployed, so nothing of it is checked",
                "check what it writes: aws cloudformation get-template --template-stage Processed",
                MACRO.source());
    }

    /** Sorts files by what they are. */
    private final class Reading {
        private final List<Finding> found = new ArrayList<>();
        private final List<CheckedTemplate> templates = new ArrayList<>();
        private final List<CheckedBuildspec> buildspecs = new ArrayList<>();
        private final List<SourceFile> dockerfiles = new ArrayList<>();

        void read(SourceFile file) {
            if (FileKind.isDockerfile(file.text())) {
                dockerfiles.add(file);
                return;
            }
            try {
                sort(file, TreeReader.read(file.name(), file.text()));
            } catch (TemplateException refused) {
                found.add(finding(FORMAT, file, refused));
            }
        }

        private void sort(SourceFile file, Node tree) {
            switch (FileKind.of(tree)) {
                case TEMPLATE ->
                    Macros.first(tree)
                            .ifPresentOrElse(
                                    macro -> found.add(unchecked(macro)),
                                    () -> templates.add(new CheckedTemplate(file, Template.outline(tree), types)));
                case BUILDSPEC ->
                    buildspecs.add(new CheckedBuildspec(file, tree.asMapping().orElseThrow()));
                case DEFINITION, DOCKERFILE -> {}
                case OTHER ->
                    found.add(new Finding(
                            KIND.id(),
                            KIND.severity(),
                            new Position(file.name(), 1, 1),
                            "this is no template, buildspec or Dockerfile",
                            "a template has Resources, a buildspec has phases",
                            KIND.source()));
            }
        }
    }
}
