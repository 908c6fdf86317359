package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.Optional;
import java.util.Set;

/** Looks at every function call of a template, whether it will ever be evaluated or not. */
final class FunctionCheck {
    private final Template template;

    private FunctionCheck(Template template) {
        this.template = template;
    }

    static void check(Template template) {
        FunctionCheck check = new FunctionCheck(template);
        template.conditions().values().forEach(condition -> check.walk(condition, true));
        template.resources().values().forEach(resource -> {
            check.walk(resource.properties(), false);
            resource.otherAttributes().values().forEach(node -> check.walk(node, false));
        });
        template.outputs().values().forEach(output -> {
            check.walk(output.value(), false);
            output.exportName().ifPresent(name -> check.walk(name, false));
        });
    }

    /** Whether one of the functions is called anywhere in the node. */
    static boolean uses(Node node, Set<Function> functions) {
        Optional<FunctionCall> call = FunctionCall.of(node);
        if (call.isPresent() && functions.contains(call.get().function())) {
            return true;
        }
        return node.asMapping()
                        .filter(mapping -> mapping.entries().stream().anyMatch(entry -> uses(entry.value(), functions)))
                        .isPresent()
                || node.asSequence()
                        .filter(list -> list.items().stream().anyMatch(item -> uses(item, functions)))
                        .isPresent();
    }

    private void walk(Node node, boolean inCondition) {
        Optional<FunctionCall> found = inCondition ? FunctionCall.ofCondition(node) : FunctionCall.of(node);
        if (found.isPresent()) {
            call(found.get(), inCondition);
            return;
        }
        node.asMapping()
                .ifPresent(mapping -> mapping.entries().forEach(entry -> {
                    if (entry.key().startsWith("Fn::")) {
                        throw new TemplateException(
                                entry.position(),
                                "Template error: " + entry.key() + " must be the only key of its object",
                                "Fn::ForEach works with Transform: " + Template.LANGUAGE_EXTENSIONS + " only");
                    }
                    walk(entry.value(), inCondition);
                }));
        node.asSequence().ifPresent(list -> list.items().forEach(item -> walk(item, inCondition)));
    }

    private void call(FunctionCall call, boolean inCondition) {
        Function function = call.function();
        if (function.isForConditions() && !inCondition) {
            throw new TemplateException(
                    call.position(), "Template error: " + function.text() + " can be used in conditions only");
        }
        boolean extended = function.isExtension()
                || (function == Function.FIND_IN_MAP && call.arguments().size() == 4);
        if (extended && !template.hasLanguageExtensions()) {
            throw new TemplateException(
                    call.position(),
                    function == Function.FIND_IN_MAP
                            ? function.complaint()
                            : "Template error: unknown or unsupported function " + function.text(),
                    "works with Transform: " + Template.LANGUAGE_EXTENSIONS + " only");
        }
        boolean isNamed = function == Function.REF || function == Function.GET_ATT;
        if (isNamed && call.text(0).isEmpty() && !template.hasLanguageExtensions()) {
            throw new TemplateException(
                    call.position(),
                    function.complaint(),
                    "computed names work with Transform: " + Template.LANGUAGE_EXTENSIONS + " only");
        }
        if (function == Function.SUB) {
            SubText.parts(call.position(), call.text(0).orElseThrow());
        }
        boolean stays = inCondition && function.isForConditions();
        call.arguments().forEach(argument -> walk(argument, stays && function != Function.EQUALS));
    }
}
