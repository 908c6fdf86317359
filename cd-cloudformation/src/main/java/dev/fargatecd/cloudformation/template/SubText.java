package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** The text of {@code Fn::Sub}, taken apart. */
public final class SubText {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.:]+");

    private SubText() {}

    /**
     * A part of the text.
     *
     * @param text of a literal as it will stand in the result; of a variable its name, {@code Name} or {@code
     *     Name.Attribute}
     */
    public record Part(boolean isVariable, String text) {}

    /**
     * The parts, in order. {@code ${!Name}} is the literal {@code ${Name}}.
     *
     * @throws TemplateException where a variable's name can't be one
     */
    public static List<Part> parts(Position position, String text) {
        List<Part> parts = new ArrayList<>();
        int done = 0;
        for (int open = text.indexOf("${"); open >= 0; open = text.indexOf("${", done)) {
            int close = text.indexOf('}', open);
            if (close < 0) {
                break; // what is never closed is a literal
            }
            parts.add(new Part(false, text.substring(done, open)));
            parts.add(part(position, text.substring(open + 2, close)));
            done = close + 1;
        }
        parts.add(new Part(false, text.substring(done)));
        parts.removeIf(part -> part.text().isEmpty());
        return List.copyOf(parts);
    }

    private static Part part(Position position, String name) {
        if (name.startsWith("!")) {
            return new Part(false, "${" + name.substring(1) + "}");
        }
        if (!NAME.matcher(name).matches()) {
            throw new TemplateException(
                    position,
                    "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, "
                            + "underscores, periods, and colons",
                    "found ${" + name + "}");
        }
        return new Part(true, name);
    }
}
