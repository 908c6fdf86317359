package dev.fargatecd.local.authorization;

import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.policy.Access;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkPojo;

/** Finds out what a request asks IAM for: the rules of its operation, filled in with its members. */
final class Needs {
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{([\\w.]+)(?:\\|([^!}]+))?(?:!(\\w+))?}");
    private static final String NOBODY_NEEDS_ANY = "-";

    private final PermissionRules rules;

    Needs(PermissionRules rules) {
        this.rules = rules;
    }

    /** All that the caller of the request must be allowed, in that scope. */
    List<Need> of(SdkPojo request, Scope scope, Lookups lookups) {
        Members members = new Members(request);
        return rules.of(request.getClass()).stream()
                .filter(rule -> !rule.action().equals(NOBODY_NEEDS_ANY) && rule.countsFor(members))
                .flatMap(rule -> needs(rule, new Filling(members, scope, lookups, prefix(rule.action()))))
                .toList();
    }

    private static Stream<Need> needs(PermissionRule rule, Filling filling) {
        Map<String, List<String>> context = new HashMap<>();
        Set<String> known = new HashSet<>(rule.conditions().keySet());
        rule.conditions().forEach((key, template) -> {
            List<String> values = filling.values(template);
            if (!values.isEmpty()) {
                context.put(key, values);
            }
        });
        List<List<String>> spellings =
                rule.resource().stream().map(filling::resources).toList();
        List<Need> needs = new ArrayList<>();
        for (int i = 0; i < spellings.get(0).size(); i++) {
            int item = i;
            needs.add(new Need(
                    rule.action(),
                    spellings.stream().map(spelling -> spelling.get(item)).toList(),
                    context,
                    known));
        }
        return needs.stream();
    }

    private static String prefix(String action) {
        return action.substring(0, action.indexOf(':'));
    }

    /**
     * Fills templates in.
     *
     * @param prefix the service's part of an ARN
     */
    private record Filling(Members members, Scope scope, Lookups lookups, String prefix) {

        /** One ARN for each value of the placeholders. */
        List<String> resources(String template) {
            if (template.equals("*") || template.equals(Access.ANY_RESOURCE)) {
                return List.of(template);
            }
            List<String> filled = filled(template).stream().map(this::completed).toList();
            return filled.isEmpty() ? List.of(Access.ANY_RESOURCE) : filled;
        }

        /** What a condition key carries; what looks like part of an ARN becomes one. */
        List<String> values(String template) {
            boolean isResource = PLACEHOLDER.matcher(template).replaceAll("").contains("/");
            return filled(template).stream()
                    .map(value -> isResource ? completed(value) : value)
                    .toList();
        }

        private List<String> filled(String template) {
            List<String> done = List.of("");
            Matcher placeholder = PLACEHOLDER.matcher(template);
            int end = 0;
            while (placeholder.find()) {
                String before = template.substring(end, placeholder.start());
                end = placeholder.end();
                boolean isLast = end == template.length();
                List<String> values = values(placeholder);
                done = done.stream()
                        .flatMap(begun -> values.stream().map(value -> joined(begun + before, value, isLast)))
                        .toList();
            }
            String rest = template.substring(end);
            return done.stream().map(begun -> begun + rest).toList();
        }

        private List<String> values(Matcher placeholder) {
            List<String> given = members.texts(placeholder.group(1));
            List<String> values = given.isEmpty()
                    ? Optional.ofNullable(placeholder.group(2)).stream().toList()
                    : given;
            String word = Optional.ofNullable(placeholder.group(3)).orElse("");
            return values.stream()
                    .flatMap(value -> lookups.find(word, value).stream())
                    .toList();
        }

        private static String joined(String before, String value, boolean isLast) {
            if (!value.startsWith("arn:")) {
                return before + value;
            }
            return isLast ? value : before + value.substring(value.lastIndexOf('/') + 1);
        }

        private String completed(String resource) {
            if (resource.startsWith("arn:")) {
                return resource;
            }
            if (resource.startsWith("::")) {
                return "arn:aws:" + prefix + ":" + resource;
            }
            return resource.startsWith(":")
                    ? scope.global().arn(prefix, resource.substring(1))
                    : scope.arn(prefix, resource);
        }
    }
}
