package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads a member of the Parameters section. */
final class ParameterParser {
    private static final Set<String> MEMBERS = Set.of(
            "Type",
            "Default",
            "Description",
            "NoEcho",
            "AllowedValues",
            "AllowedPattern",
            "ConstraintDescription",
            "MinLength",
            "MaxLength",
            "MinValue",
            "MaxValue");

    private ParameterParser() {}

    static Parameter parse(Node.Entry entry) {
        Members.requireAlphanumeric(entry, "Parameter");
        Node.Mapping object = Members.object(entry, "Parameters");
        Members.requireKnown(object, MEMBERS, "parameter");
        return new Parameter(
                entry.key(),
                entry.position(),
                type(entry, object),
                text(object, "Default"),
                text(object, "Description"),
                text(object, "NoEcho").filter("true"::equalsIgnoreCase).isPresent(),
                new Parameter.Constraints(
                        object.get("AllowedValues")
                                .map(ParameterParser::allowedValues)
                                .orElse(List.of()),
                        text(object, "AllowedPattern"),
                        number(object, "MinLength"),
                        number(object, "MaxLength"),
                        number(object, "MinValue"),
                        number(object, "MaxValue"),
                        text(object, "ConstraintDescription")));
    }

    private static ParameterType type(Node.Entry entry, Node.Mapping object) {
        Node type = object.get("Type")
                .orElseThrow(() -> new TemplateException(
                        entry.position(),
                        "Template format error: Every Parameters object must contain a Type member."));
        String name = Members.text(type, "Type");
        return ParameterType.of(name)
                .orElseThrow(() -> new TemplateException(
                        type.position(), "Template format error: Unrecognized parameter type: " + name));
    }

    private static List<String> allowedValues(Node node) {
        return node
                .asSequence()
                .orElseThrow(() -> new TemplateException(
                        node.position(), "Template format error: Every AllowedValues member must be a list."))
                .items()
                .stream()
                .map(item -> Members.text(item, "AllowedValues"))
                .toList();
    }

    private static Optional<String> text(Node.Mapping object, String member) {
        return object.get(member).map(node -> Members.text(node, member));
    }

    private static Optional<BigDecimal> number(Node.Mapping object, String member) {
        return object.get(member).map(node -> {
            try {
                return new BigDecimal(Members.text(node, member));
            } catch (NumberFormatException notANumber) {
                throw new TemplateException(
                        node.position(), "Template format error: Every " + member + " member must be a number.");
            }
        });
    }
}
