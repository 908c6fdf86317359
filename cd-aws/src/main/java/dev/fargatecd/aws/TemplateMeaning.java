package dev.fargatecd.aws;

import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a template says to CloudFormation: without comments, layout, description and metadata, which change nothing. */
final class TemplateMeaning implements Node.Visitor<Object> {
    private static final Set<String> WITHOUT_EFFECT = Set.of("Description", "Metadata");

    private TemplateMeaning() {}

    /** Whether both say the same; a text that can't be read says nothing that another does. */
    static boolean same(String one, String other) {
        return one.equals(other)
                || of(one).flatMap(meaning -> of(other).map(meaning::equals)).orElse(false);
    }

    private static Optional<Map<String, Object>> of(String template) {
        try {
            Map<String, Object> meaning = new TemplateMeaning()
                    .mapping(Template.read("template", template).root());
            meaning.keySet().removeAll(WITHOUT_EFFECT);
            return Optional.of(meaning);
        } catch (TemplateException unreadable) {
            return Optional.empty();
        }
    }

    @Override
    public Object scalar(Node.Scalar scalar) {
        return List.of(scalar.kind(), scalar.text());
    }

    @Override
    public Object sequence(Node.Sequence sequence) {
        return sequence.items().stream().map(item -> item.accept(this)).toList();
    }

    @Override
    public Map<String, Object> mapping(Node.Mapping mapping) {
        Map<String, Object> meaning = new LinkedHashMap<>();
        mapping.entries()
                .forEach(entry -> meaning.put(entry.key(), entry.value().accept(this)));
        return meaning;
    }
}
