package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.template.Template;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The templates of stacks, read: looking at a stack of 500 resources must not read its template anew. Keeps those asked
 * for last; all can be read again from their text.
 */
final class ParsedTemplates {
    private static final int KEPT = 64;

    /** What the tree depends on: loops go over parameters. */
    private record Source(String body, Map<String, String> parameters) {}

    private final Map<Source, Template> kept = new LinkedHashMap<>(KEPT, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Source, Template> eldest) {
            return size() > KEPT;
        }
    };

    /** The template of a stack: what was submitted, with the parameters put in where loops go over them. */
    Template of(Stack.Definition definition) {
        Source source = new Source(definition.templateBody(), definition.parameters());
        synchronized (kept) {
            Template known = kept.get(source);
            if (known != null) {
                return known;
            }
        }
        Template read = Template.read("template", source.body(), source.parameters());
        synchronized (kept) {
            kept.put(source, read);
        }
        return read;
    }
}
