package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.cloudformation.yaml.TreeReader;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A template that CloudFormation would take: its sections, in the order of the text.
 *
 * @param root the whole tree, with loops unrolled
 * @param mappings two levels deep: scalars, or sequences of scalars
 * @param transforms macros that the template asks for; of those only {@value #LANGUAGE_EXTENSIONS} passes the checks
 */
public record Template(
        Node.Mapping root,
        Optional<String> description,
        Map<String, Parameter> parameters,
        Map<String, Node.Mapping> mappings,
        Map<String, Node> conditions,
        Map<String, Resource> resources,
        Map<String, Output> outputs,
        List<String> transforms,
        Map<String, ParameterRule> rules) {
    /** The one macro that is part of the language and not a program in somebody's account. */
    public static final String LANGUAGE_EXTENSIONS = "AWS::LanguageExtensions";

    public Template {
        parameters = ordered(parameters);
        mappings = ordered(mappings);
        conditions = ordered(conditions);
        resources = ordered(resources);
        outputs = ordered(outputs);
        transforms = List.copyOf(transforms);
        rules = ordered(rules);
    }

    /**
     * Reads and checks a template.
     *
     * @param file for positions
     * @param text YAML or JSON
     * @throws TemplateException with AWS's message, where CloudFormation would refuse it before making anything
     */
    public static Template read(String file, String text) {
        return of(TreeReader.read(file, text));
    }

    /**
     * Reads and checks a template whose parameters are known, which loops may go over.
     *
     * @param values of parameters by name; of those that are missing the default counts
     * @throws TemplateException with AWS's message, where CloudFormation would refuse it before making anything
     */
    public static Template read(String file, String text, Map<String, String> values) {
        Template template = TemplateParser.parse(TreeReader.read(file, text), Optional.of(values));
        TemplateCheck.check(template);
        return template;
    }

    /**
     * Takes a tree apart without asking whether what it refers to is there: for who wants to say more than the first
     * fault.
     *
     * @throws TemplateException where a section or a function call is not of its form
     */
    public static Template outline(Node tree) {
        Template template = TemplateParser.parse(tree, Optional.empty());
        FunctionCheck.check(template);
        return template;
    }

    /** Checks a tree as {@link #read} does a text. */
    public static Template of(Node tree) {
        Template template = TemplateParser.parse(tree, Optional.empty());
        TemplateCheck.check(template);
        return template;
    }

    /**
     * The resource of that logical id.
     *
     * @throws IllegalArgumentException where there is none
     */
    public Resource resource(String name) {
        return Optional.ofNullable(resources.get(name))
                .orElseThrow(() -> new IllegalArgumentException("the template has no resource " + name));
    }

    public boolean hasLanguageExtensions() {
        return transforms.contains(LANGUAGE_EXTENSIONS);
    }

    private static <V> Map<String, V> ordered(Map<String, V> map) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(map));
    }
}
