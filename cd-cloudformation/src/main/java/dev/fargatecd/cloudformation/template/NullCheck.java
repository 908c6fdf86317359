package dev.fargatecd.cloudformation.template;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;

/** Finds the nulls that CloudFormation refuses anywhere in a template: keys without a value, mostly. */
final class NullCheck {
    private NullCheck() {}

    static void check(Node root) {
        check(root, "");
    }

    private static void check(Node node, String path) {
        node.accept(new Node.Visitor<Void>() {
            @Override
            public Void scalar(Node.Scalar scalar) {
                switch (scalar.kind()) {
                    case NULL ->
                        throw new TemplateException(
                                scalar.position(), "[" + path + "] 'null' values are not allowed in templates");
                    case TEXT, INTEGER, DECIMAL, BOOLEAN -> {}
                }
                return null;
            }

            @Override
            public Void sequence(Node.Sequence sequence) {
                for (int i = 0; i < sequence.items().size(); i++) {
                    check(sequence.items().get(i), path + "/" + i);
                }
                return null;
            }

            @Override
            public Void mapping(Node.Mapping mapping) {
                mapping.entries().forEach(entry -> check(entry.value(), path + "/" + entry.key()));
                return null;
            }
        });
    }
}
