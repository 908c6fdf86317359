package dev.fargatecd.cloudformation.evaluate;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * References to values in SSM and Secrets Manager, which are recognised and refused: a literal <code>{{resolve:…}}</code>
 * in a resource would be a silent mistake.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html">Dynamic
 *     references</a>
 */
final class DynamicReference {
    private static final Pattern REFERENCE = Pattern.compile("\\{\\{resolve:[^{}]*}}");

    private DynamicReference() {}

    static void refuse(Position position, JsonNode value) {
        if (value.isTextual()) {
            Matcher found = REFERENCE.matcher(value.textValue());
            if (found.find()) {
                throw new TemplateException(
                        position, "Dynamic reference " + found.group() + " is not supported", "at " + position);
            }
        }
    }
}
