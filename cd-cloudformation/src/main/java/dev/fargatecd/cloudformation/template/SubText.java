package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Position;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The text of {@code Fn::Sub}, taken apart. */
public final class SubText {
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([^}]*)}");
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
        Matcher variables = VARIABLE.matcher(text);
        int end = 0;
        while (variables.find()) {
            parts.add(new Part(false, text.substring(end, variables.start())));
            String name = variables.group(1);
            if (name.startsWith("!")) {
                parts.add(new Part(false, "${" + name.substring(1) + "}"));
            } else if (NAME.matcher(name).matches()) {
                parts.add(new Part(true, name));
            } else {
                throw new TemplateException(
                        position,
                        "Template error: variable names in Fn::Sub syntax must contain only alphanumeric characters, "
                                + "underscores, periods, and colons",
                        "found ${" + name + "}");
            }
            end = variables.end();
        }
        parts.add(new Part(false, text.substring(end)));
        parts.removeIf(part -> part.text().isEmpty());
        return List.copyOf(parts);
    }
}
