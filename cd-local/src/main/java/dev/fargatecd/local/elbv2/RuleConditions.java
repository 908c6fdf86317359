package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.network.Cidr;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RuleCondition;

/** Checks the conditions of rules and completes them, as they are kept and shown. */
final class RuleConditions {
    private static final int MOST_VALUES = 5;
    private static final int LONGEST = 128;
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_\\-.$/~\"'@:+&*?,;=%()!\\[\\]|{}^<>#]+");
    private static final Pattern METHOD = Pattern.compile("[A-Z_-]{1,40}");

    private RuleConditions() {}

    static List<RuleCondition> checked(String operation, List<RuleCondition> given) {
        if (given.isEmpty()) {
            throw ElbFaults.validation("A condition must be specified");
        }
        List<RuleCondition> complete =
                given.stream().map(one -> checked(operation, one)).toList();
        int values = complete.stream().mapToInt(RuleConditions::count).sum();
        if (values > MOST_VALUES) {
            throw ElbFaults.validation(
                    "A rule can have at most " + MOST_VALUES + " condition values; this one has " + values);
        }
        return complete;
    }

    private static RuleCondition checked(String operation, RuleCondition given) {
        Supported.only(
                operation,
                given,
                "Field",
                "Values",
                "HostHeaderConfig",
                "PathPatternConfig",
                "HttpHeaderConfig",
                "QueryStringConfig",
                "HttpRequestMethodConfig",
                "SourceIpConfig");
        return switch (String.valueOf(given.field())) {
            case "path-pattern" -> {
                List<String> values = given.pathPatternConfig() == null
                        ? given.values()
                        : given.pathPatternConfig().values();
                each(values, "path-pattern", value -> PATH.matcher(value).matches());
                yield given.toBuilder()
                        .values(values)
                        .pathPatternConfig(config -> config.values(values))
                        .build();
            }
            case "host-header" -> {
                List<String> values = given.hostHeaderConfig() == null
                        ? given.values()
                        : given.hostHeaderConfig().values();
                each(values, "host-header", value -> !value.contains("/"));
                yield given.toBuilder()
                        .values(values)
                        .hostHeaderConfig(config -> config.values(values))
                        .build();
            }
            case "http-header" -> {
                if (given.httpHeaderConfig() == null || given.httpHeaderConfig().httpHeaderName() == null) {
                    throw ElbFaults.validation("A http-header condition must specify HttpHeaderName");
                }
                each(given.httpHeaderConfig().values(), "http-header", value -> true);
                yield given;
            }
            case "http-request-method" -> {
                each(
                        given.httpRequestMethodConfig() == null
                                ? List.of()
                                : given.httpRequestMethodConfig().values(),
                        "http-request-method",
                        value -> METHOD.matcher(value).matches());
                yield given;
            }
            case "query-string" -> {
                each(
                        given.queryStringConfig() == null
                                ? List.of()
                                : given.queryStringConfig().values().stream()
                                        .map(pair -> String.valueOf(pair.value()))
                                        .toList(),
                        "query-string",
                        value -> true);
                yield given;
            }
            case "source-ip" -> {
                each(
                        given.sourceIpConfig() == null
                                ? List.of()
                                : given.sourceIpConfig().values(),
                        "source-ip",
                        value -> Cidr.parse(value).isPresent());
                yield given;
            }
            default ->
                throw ElbFaults.validation("Condition field '" + given.field()
                        + "' must be one of '[path-pattern, http-header, http-request-method, host-header, query-string,"
                        + " source-ip]'");
        };
    }

    private static void each(List<String> values, String field, Predicate<String> isValid) {
        if (values.isEmpty()) {
            throw ElbFaults.validation("A condition value must be specified");
        }
        for (String value : values) {
            if (value.isEmpty() || value.length() > LONGEST || !isValid.test(value)) {
                throw ElbFaults.validation(
                        "Condition value '" + value + "' is not valid for the condition field '" + field + "'");
            }
        }
    }

    private static int count(RuleCondition condition) {
        return switch (condition.field()) {
            case "path-pattern" -> condition.pathPatternConfig().values().size();
            case "host-header" -> condition.hostHeaderConfig().values().size();
            case "http-header" -> condition.httpHeaderConfig().values().size();
            case "http-request-method" ->
                condition.httpRequestMethodConfig().values().size();
            case "query-string" -> condition.queryStringConfig().values().size();
            default -> condition.sourceIpConfig().values().size();
        };
    }
}
