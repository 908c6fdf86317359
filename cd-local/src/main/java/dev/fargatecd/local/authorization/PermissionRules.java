package dev.fargatecd.local.authorization;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** What each call asks IAM for, as {@code permissions.txt} lists it. */
final class PermissionRules {
    /** Where IAM's name of a service is not the SDK's. */
    private static final Map<String, String> PREFIXES = Map.ofEntries(
            Map.entry("cloudwatchlogs", "logs"),
            Map.entry("elasticloadbalancingv2", "elasticloadbalancing"),
            Map.entry("eventbridge", "events"),
            Map.entry("applicationautoscaling", "application-autoscaling"),
            Map.entry("codestarconnections", "codestar-connections"),
            Map.entry("codestarnotifications", "codestar-notifications"));

    private final Map<String, List<PermissionRule>> rules;

    private PermissionRules(Map<String, List<PermissionRule>> rules) {
        this.rules = rules;
    }

    static PermissionRules bundled() {
        try (InputStream in = Objects.requireNonNull(PermissionRules.class.getResourceAsStream("permissions.txt"))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return new PermissionRules(text.lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(PermissionRule::read)
                    .collect(
                            Collectors.groupingBy(PermissionRule::operation, LinkedHashMap::new, Collectors.toList())));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    List<PermissionRule> all() {
        return rules.values().stream().flatMap(List::stream).toList();
    }

    /** What is asked for a call. Nothing where nobody needs a permission. */
    List<PermissionRule> of(Class<?> request) {
        String service = service(request);
        String operation =
                request.getSimpleName().substring(0, request.getSimpleName().length() - "Request".length());
        String key = service + " " + operation;
        return rules.getOrDefault(key, List.of(PermissionRule.unlisted(key, prefix(service) + ":" + operation)));
    }

    /** The SDK's name of the service: {@code software.amazon.awssdk.services.ecs.model} is {@code ecs}. */
    static String service(Class<?> request) {
        List<String> packages = Arrays.asList(request.getPackageName().split("\\.", -1));
        return packages.get(packages.size() - 2);
    }

    static String prefix(String service) {
        return PREFIXES.getOrDefault(service, service).toLowerCase(Locale.ROOT);
    }
}
