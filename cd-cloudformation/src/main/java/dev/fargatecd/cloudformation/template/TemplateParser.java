package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Takes a tree apart into a template's sections; what has no place in a template is an error here. */
final class TemplateParser {
    private static final String VERSION = "2010-09-09";
    private static final Set<String> SECTIONS = Set.of(
            "AWSTemplateFormatVersion",
            "Description",
            "Metadata",
            "Parameters",
            "Mappings",
            "Conditions",
            "Transform",
            "Resources",
            "Outputs",
            "Rules",
            "Hooks");

    private TemplateParser() {}

    /** @param values of the parameters, as far as the language extensions need them; empty where they are not known */
    static Template parse(Node tree, Optional<Map<String, String>> values) {
        Node.Mapping written = tree.asMapping()
                .orElseThrow(
                        () -> new TemplateException(tree.position(), "Template format error: unsupported structure."));
        requireKnownSections(written);
        NullCheck.check(written);
        requireVersion(written);
        List<String> transforms = transforms(written);
        Node.Mapping root = transforms.contains(Template.LANGUAGE_EXTENSIONS)
                ? LanguageExtensions.expand(written, values)
                : written;
        Sections sections = new Sections(root);
        Map<String, Parameter> parameters = sections.named("Parameters", ParameterParser::parse);
        return new Template(
                root,
                root.get("Description").map(node -> Members.text(node, "Description")),
                parameters,
                sections.named("Mappings", TemplateParser::mapping),
                sections.named("Conditions", Node.Entry::value),
                sections.named("Resources", ResourceParser::parse),
                sections.named("Outputs", OutputParser::parse),
                transforms,
                sections.named("Rules", new RuleParser(parameters)::parse));
    }

    private static void requireKnownSections(Node.Mapping root) {
        List<Node.Entry> unknown = root.entries().stream()
                .filter(entry -> !SECTIONS.contains(entry.key()))
                .toList();
        if (!unknown.isEmpty()) {
            throw new TemplateException(
                    unknown.get(0).position(),
                    "Invalid template property or properties ["
                            + String.join(
                                    ", ", unknown.stream().map(Node.Entry::key).toList()) + "]");
        }
        root.entry("Hooks").ifPresent(entry -> {
            throw new TemplateException(entry.position(), "Template format error: Hooks are not supported");
        });
    }

    private static void requireVersion(Node.Mapping root) {
        root.get("AWSTemplateFormatVersion").ifPresent(node -> {
            String version = Members.text(node, "AWSTemplateFormatVersion");
            if (!version.equals(VERSION)) {
                throw new TemplateException(
                        node.position(),
                        "Template format error: \"" + version
                                + "\" is not a supported value for AWSTemplateFormatVersion.");
            }
        });
    }

    private static List<String> transforms(Node.Mapping root) {
        Optional<Node> section = root.get("Transform");
        if (section.isEmpty()) {
            return List.of();
        }
        List<String> names = Members.texts(section.get(), "Transform");
        for (String name : names) {
            if (!name.equals(Template.LANGUAGE_EXTENSIONS)) {
                throw new TemplateException(
                        section.get().position(),
                        "No transform named " + name + " found.",
                        "of macros only " + Template.LANGUAGE_EXTENSIONS + " is supported");
            }
        }
        return names;
    }

    private static Node.Mapping mapping(Node.Entry entry) {
        Node.Mapping table = entry.value()
                .asMapping()
                .orElseThrow(() -> new TemplateException(
                        entry.position(),
                        "Template format error: Every Mappings member " + entry.key() + " must be a map"));
        for (Node.Entry row : table.entries()) {
            Node.Mapping values = row.value()
                    .asMapping()
                    .orElseThrow(() -> new TemplateException(
                            row.position(),
                            "Template format error: Every Mappings member " + row.key() + " must be a map"));
            for (Node.Entry value : values.entries()) {
                boolean isList = value.value()
                        .asSequence()
                        .filter(list -> list.items().stream()
                                .allMatch(item -> item.asScalar().isPresent()))
                        .isPresent();
                if (!isList && value.value().asScalar().isEmpty()) {
                    throw new TemplateException(
                            value.position(),
                            "Template format error: Every Mappings attribute must be a String or a List.");
                }
            }
        }
        return table;
    }

    /** Sections whose members have names. */
    private record Sections(Node.Mapping root) {
        <T> Map<String, T> named(String section, Function<Node.Entry, T> member) {
            Map<String, T> members = new LinkedHashMap<>();
            Optional<Node.Entry> found = root.entry(section);
            if (found.isPresent()) {
                Node.Mapping entries = found.get()
                        .value()
                        .asMapping()
                        .orElseThrow(() -> new TemplateException(
                                found.get().position(), "Template format error: " + section + " must be an object."));
                entries.entries().stream()
                        .filter(entry -> entry.key().startsWith("Fn::"))
                        .findFirst()
                        .ifPresent(call -> {
                            throw new TemplateException(
                                    call.position(),
                                    "Template error: unknown or unsupported function " + call.key(),
                                    call.key().startsWith("Fn::ForEach::")
                                            ? "loops work with Transform: " + Template.LANGUAGE_EXTENSIONS + " only"
                                            : "a section's members are not computed");
                        });
                entries.entries().forEach(entry -> members.put(entry.key(), member.apply(entry)));
            }
            return members;
        }
    }
}
