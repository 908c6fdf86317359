package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.network.Cidr;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.QueryStringKeyValuePair;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/**
 * A rule's conditions as tests of a request, by rule-condition-types.html: of one condition any value may match, hosts,
 * headers and query strings without regard to case, paths and methods exactly.
 */
final class Conditions {
    private Conditions() {}

    /** All of the conditions; they have been checked when the rule was made. */
    static Predicate<Incoming> all(List<RuleCondition> conditions) {
        return conditions.stream().map(Conditions::one).reduce(request -> true, Predicate::and);
    }

    private static Predicate<Incoming> one(RuleCondition condition) {
        return switch (condition.field()) {
            case "path-pattern" -> {
                List<Pattern> patterns = patterns(condition.pathPatternConfig().values(), true);
                yield request -> any(patterns, request.path());
            }
            case "host-header" -> {
                List<Pattern> patterns = patterns(condition.hostHeaderConfig().values(), false);
                yield request -> any(patterns, request.host());
            }
            case "http-header" -> {
                String name = condition.httpHeaderConfig().httpHeaderName().toLowerCase(Locale.ROOT);
                List<Pattern> patterns = patterns(condition.httpHeaderConfig().values(), false);
                yield request -> request.headers().getOrDefault(name, List.of()).stream()
                        .anyMatch(value -> any(patterns, value));
            }
            case "http-request-method" ->
                request -> condition.httpRequestMethodConfig().values().contains(request.method());
            case "query-string" -> queryString(condition.queryStringConfig().values());
            case "source-ip" -> {
                List<Cidr> blocks = condition.sourceIpConfig().values().stream()
                        .map(Cidr::known)
                        .toList();
                yield request -> blocks.stream().anyMatch(block -> block.contains(request.sourceIp()));
            }
            default -> throw new IllegalArgumentException("unchecked condition field " + condition.field());
        };
    }

    private static Predicate<Incoming> queryString(List<QueryStringKeyValuePair> pairs) {
        record Wanted(Pattern key, Pattern value) {}
        List<Wanted> wanted = pairs.stream()
                .map(pair -> new Wanted(
                        Wildcards.pattern(pair.key() == null ? "*" : pair.key(), false),
                        Wildcards.pattern(pair.value(), false)))
                .toList();
        return request -> Arrays.stream(request.query().split("&")).anyMatch(part -> {
            int equals = part.indexOf('=');
            String key = equals < 0 ? part : part.substring(0, equals);
            String value = equals < 0 ? "" : part.substring(equals + 1);
            return wanted.stream()
                    .anyMatch(one -> one.key().matcher(key).matches()
                            && one.value().matcher(value).matches());
        });
    }

    private static List<Pattern> patterns(List<String> values, boolean caseSensitive) {
        return values.stream()
                .map(value -> Wildcards.pattern(value, caseSensitive))
                .toList();
    }

    private static boolean any(List<Pattern> patterns, String value) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(value).matches());
    }
}
