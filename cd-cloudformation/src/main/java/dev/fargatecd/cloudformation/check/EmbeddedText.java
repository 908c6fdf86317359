package dev.fargatecd.cloudformation.check;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.TreeReader;
import java.util.stream.Collectors;

/** A text of JSON inside of a template: a policy, a pipeline's parameters. */
record EmbeddedText(SourceFile file, Node.Scalar scalar) {
    /** Its tree. The places are those of the file: the text is read as far down and to the right as it stands there. */
    Node read() {
        int line = scalar.position().line();
        int brace = indexOfBrace(line, scalar.position().column() - 1);
        boolean isBlock = brace < 0;
        if (isBlock) {
            line++;
            brace = Math.max(0, indexOfBrace(line, 0));
        }
        String indentation = " ".repeat(isBlock ? brace : indentation(line));
        String first = "\n".repeat(line - 1) + " ".repeat(brace);
        String text = scalar.text().stripLeading().lines().collect(Collectors.joining("\n" + indentation));
        return TreeReader.read(file.name(), first + text);
    }

    private int indexOfBrace(int line, int from) {
        return file.line(line).map(text -> text.indexOf('{', from)).orElse(-1);
    }

    private int indentation(int line) {
        return file.line(line)
                .map(text -> text.length() - text.stripLeading().length())
                .orElse(0);
    }
}
