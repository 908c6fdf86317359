package dev.fargatecd.cli.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.fargatecd.cli.view.Theme.Mood;
import dev.fargatecd.cloudformation.check.Finding;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.SourceFile;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a check found, as people, scripts, GitHub or code scanners read it.
 *
 * @param files those that were checked, for their lines
 */
public record FindingReport(List<Finding> findings, List<SourceFile> files) {
    private static final Pattern WORD = Pattern.compile("(?:[^\\s,:\\]}]|:(?=\\S))+");

    public FindingReport {
        findings = List.copyOf(findings);
        files = List.copyOf(files);
    }

    /** How findings are printed; the names are what the command line takes. */
    public enum Format {
        text,
        json,
        github,
        sarif
    }

    /** Another place of a finding, which says nothing of its own. */
    private record Related(String file, int line, int column) {
        static Related of(Position position) {
            return new Related(position.file(), position.line(), position.column());
        }
    }

    /** One finding in JSON; line 0 where it is about the file as a whole. */
    private record Entry(
            String id,
            String severity,
            String file,
            int line,
            int column,
            String message,
            String hint,
            String source,
            @JsonInclude(JsonInclude.Include.NON_EMPTY) List<Related> related) {
        static Entry of(Finding finding) {
            return new Entry(
                    finding.id(),
                    finding.severity().word(),
                    finding.position().file(),
                    finding.position().line(),
                    finding.position().column(),
                    finding.message(),
                    finding.hint(),
                    finding.source(),
                    finding.related().stream().map(Related::of).toList());
        }
    }

    /** Prints all findings as data. */
    public void print(Terminal terminal, Format format) {
        switch (format) {
            case text -> findings.forEach(finding -> print(terminal, finding));
            case json ->
                terminal.print(Json.text(
                        Map.of("findings", findings.stream().map(Entry::of).toList())));
            case github -> findings.forEach(finding -> terminal.print(workflowCommand(finding)));
            case sarif -> terminal.print(Json.text(Sarif.of(findings)));
        }
    }

    private void print(Terminal terminal, Finding finding) {
        Theme theme = terminal.theme();
        Position position = finding.position();
        String place = position.line() == 0 ? position.file() : position.toString();
        terminal.print(theme.bold(place) + ": "
                + theme.paint(mood(finding.severity()), finding.severity().word()) + ": " + finding.message() + " "
                + theme.dim("[" + finding.id() + "]"));
        line(position).ifPresent(line -> {
            String number = Integer.toString(position.line());
            String margin = " ".repeat(number.length());
            terminal.print("  " + theme.dim(number + " |") + " " + line);
            terminal.print("  " + theme.dim(margin + " |") + " " + " ".repeat(position.column() - 1)
                    + theme.paint(mood(finding.severity()), "^".repeat(width(line, position.column()))));
        });
        if (!finding.hint().isEmpty()) {
            terminal.print("  " + (theme.utf8() ? "→ " : "-> ") + finding.hint());
        }
        finding.related().forEach(other -> terminal.print("  " + theme.dim("see " + other)));
    }

    /** The line that a place is in, with a space for each tab so that carets stand below their word. */
    private Optional<String> line(Position position) {
        return files.stream()
                .filter(file -> file.name().equals(position.file()))
                .findFirst()
                .flatMap(file -> file.line(position.line()))
                .map(line -> line.replace('\t', ' '))
                .filter(line -> line.length() >= position.column());
    }

    private static int width(String line, int column) {
        Matcher word = WORD.matcher(line).region(column - 1, line.length());
        return word.lookingAt() ? word.end() - word.start() : 1;
    }

    private static Mood mood(Severity severity) {
        return switch (severity) {
            case ERROR -> Mood.BAD;
            case WARNING -> Mood.WAITING;
            case INFO -> Mood.BUSY;
        };
    }

    /**
     * A line that GitHub Actions shows beside the code.
     *
     * @see <a href="https://docs.github.com/actions/reference/workflow-commands-for-github-actions">Workflow commands</a>
     */
    private static String workflowCommand(Finding finding) {
        String command = switch (finding.severity()) {
            case ERROR -> "error";
            case WARNING -> "warning";
            case INFO -> "notice";
        };
        Position position = finding.position();
        String place = position.line() == 0 ? "" : ",line=" + position.line() + ",col=" + position.column();
        String hint = finding.hint().isEmpty() ? "" : " (" + finding.hint() + ")";
        return "::" + command + " file=" + property(position.file()) + place + ",title=" + property(finding.id()) + "::"
                + data(finding.message() + hint);
    }

    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
