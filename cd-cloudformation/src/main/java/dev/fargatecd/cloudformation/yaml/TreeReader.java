package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;

/**
 * Reads a template's text, YAML or JSON, to a tree.
 *
 * <p>Templates come from strangers: depth and size are bounded, and YAML aliases are refused, as AWS does.
 */
public final class TreeReader {
    /** What CloudFormation takes from S3; a template in a request is smaller (51,200 bytes), which its caller checks. */
    public static final int LONGEST_TEXT = 1_048_576;

    /** Deeper than any template that makes sense, and shallow enough for any stack. */
    static final int DEEPEST = 200;

    /** What some editors write before the first character. */
    private static final String BYTE_ORDER_MARK = "\ufeff";

    private TreeReader() {}

    /**
     * The tree of the text. What begins with a brace is JSON, all else YAML, as on AWS.
     *
     * @param file for positions
     * @throws TemplateException where the text is not well-formed, with AWS's message
     */
    public static Node read(String file, String text) {
        String content = text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
        if (content.length() > LONGEST_TEXT) {
            throw new TemplateException(Position.NONE, "Template may not exceed " + LONGEST_TEXT + " bytes in size.");
        }
        return content.stripLeading().startsWith("{")
                ? new JsonTree(file).read(content)
                : new YamlTree(file).read(content);
    }

    static TemplateException tooDeep(Position position) {
        return new TemplateException(
                position, "Template format error: nested too deeply; at most " + DEEPEST + " levels are read");
    }
}
