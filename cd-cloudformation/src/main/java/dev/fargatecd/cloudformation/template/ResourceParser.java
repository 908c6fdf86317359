package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads a member of the Resources section. */
final class ResourceParser {
    private static final Set<String> OTHERS = Set.of("Metadata", "CreationPolicy", "UpdatePolicy");
    private static final Set<String> MEMBERS = Set.of(
            "Type",
            "Properties",
            "DependsOn",
            "Condition",
            "DeletionPolicy",
            "UpdateReplacePolicy",
            "Metadata",
            "CreationPolicy",
            "UpdatePolicy");

    /** Those of a custom resource, which may say a version, as the first of them did; AWS ignores it. */
    private static final Set<String> MEMBERS_OF_CUSTOM =
            Stream.concat(MEMBERS.stream(), Stream.of("Version")).collect(Collectors.toUnmodifiableSet());

    private ResourceParser() {}

    static Resource parse(Node.Entry entry) {
        Members.requireAlphanumeric(entry, "Resource");
        if (entry.value().function().isPresent() || entry.value().asMapping().isEmpty()) {
            throw new TemplateException(
                    entry.position(), "Template format error: Any Resources member must be an object.");
        }
        Node.Mapping object = entry.value().asMapping().orElseThrow();
        String type = object.get("Type")
                .flatMap(Node::asScalar)
                .map(Node.Scalar::text)
                .orElseThrow(() -> new TemplateException(
                        entry.position(),
                        "Template format error: [/Resources/" + entry.key()
                                + "] Every Resources object must contain a Type member."));
        Members.requireKnown(object, isCustom(type) ? MEMBERS_OF_CUSTOM : MEMBERS, "resource");
        return new Resource(
                entry.key(),
                entry.position(),
                type,
                properties(entry, object),
                object.get("DependsOn")
                        .map(node -> Members.texts(node, "DependsOn"))
                        .orElse(List.of()),
                object.get("Condition").map(node -> Members.text(node, "Condition")),
                policy(object, "DeletionPolicy"),
                policy(object, "UpdateReplacePolicy"),
                object.entries().stream()
                        .filter(member -> OTHERS.contains(member.key()))
                        .collect(Collectors.toMap(Node.Entry::key, Node.Entry::value)));
    }

    private static boolean isCustom(String type) {
        return type.startsWith("Custom::") || type.equals("AWS::CloudFormation::CustomResource");
    }

    private static Node.Mapping properties(Node.Entry entry, Node.Mapping object) {
        Optional<Node> node = object.get("Properties");
        if (node.isEmpty()) {
            return new Node.Mapping(entry.position(), Layout.NONE, List.of(), List.of(), false);
        }
        return node.get()
                .asMapping()
                .filter(mapping -> FunctionCall.of(mapping)
                        .map(call -> call.function() == Function.IF)
                        .orElse(true))
                .orElseThrow(() -> new TemplateException(
                        node.get().position(),
                        "Template format error: [/Resources/" + entry.key()
                                + "/Properties] Every Properties member must be an object."));
    }

    private static Resource.DeletionPolicy policy(Node.Mapping object, String member) {
        Map<String, Resource.DeletionPolicy> known = Arrays.stream(Resource.DeletionPolicy.values())
                .filter(policy ->
                        member.equals("DeletionPolicy") || policy != Resource.DeletionPolicy.RETAIN_EXCEPT_ON_CREATE)
                .collect(Collectors.toMap(Resource.DeletionPolicy::text, policy -> policy));
        return object.get(member)
                .map(node -> {
                    String text = Members.text(node, member);
                    return Optional.ofNullable(known.get(text))
                            .orElseThrow(() -> new TemplateException(
                                    node.position(),
                                    "Template format error: Unrecognized " + member + " " + text,
                                    "known: "
                                            + String.join(
                                                    ", ",
                                                    known.keySet().stream()
                                                            .sorted()
                                                            .toList())));
                })
                .orElse(Resource.DeletionPolicy.DELETE);
    }
}
