package dev.fargatecd.cloudformation.check.language;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds unquoted words that YAML 1.1 takes for something else. */
public final class SurprisingScalar implements TemplateOnlyCheck {
    private static final Pattern WORD = Pattern.compile("[^\\s,\\]}#]+");
    private static final Pattern PLAIN_NUMBER = Pattern.compile("[-+]?(?:0|[1-9][0-9]*)(?:\\.[0-9]+)?");

    @Override
    public Rule rule() {
        return new Rule(
                "surprising-scalar",
                Severity.WARNING,
                "An unquoted value is what it looks like: yes is no text, and 0123 is not 123",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/template-formats.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        look(template, template.template().root(), findings);
    }

    private static void look(CheckedTemplate template, Node node, Findings findings) {
        node.asMapping()
                .ifPresent(mapping -> mapping.entries().forEach(entry -> look(template, entry.value(), findings)));
        node.asSequence().ifPresent(list -> list.items().forEach(item -> look(template, item, findings)));
        node.asScalar()
                .ifPresent(scalar -> written(template, scalar)
                        .filter(word -> isSurprising(scalar, word))
                        .ifPresent(word -> findings.add(
                                scalar.position(),
                                word + " is read as " + scalar.text(),
                                "write \"" + word + "\" if the text is meant, else " + scalar.text())));
    }

    private static boolean isSurprising(Node.Scalar scalar, String word) {
        return switch (scalar.kind()) {
            case BOOLEAN -> !word.equalsIgnoreCase(scalar.text());
            case INTEGER, DECIMAL -> !PLAIN_NUMBER.matcher(word).matches();
            case TEXT, NULL -> false;
        };
    }

    /** The word as it stands in the file. */
    private static Optional<String> written(CheckedTemplate template, Node.Scalar scalar) {
        Position position = scalar.position();
        return template.file()
                .line(position.line())
                .filter(line -> line.length() >= position.column())
                .map(line -> WORD.matcher(line.substring(position.column() - 1)))
                .filter(Matcher::lookingAt)
                .map(Matcher::group)
                .filter(word -> !word.startsWith("!"));
    }
}
