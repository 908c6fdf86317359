package dev.fargatecd.local.elbv2;

import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.FixedResponseActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ForwardActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.RedirectActionConfig;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupTuple;

/** The actions of rules: checked and completed when they are set, made into answers when requests come. */
final class Actions {
    private static final int HEAVIEST = 999;
    private static final int LONGEST_BODY = 1024;
    private static final Pattern PORT = Pattern.compile("\\d{1,5}");
    private static final Pattern FIXED_STATUS = Pattern.compile("[245]\\d\\d");
    private static final Set<String> CONTENT_TYPES =
            Set.of("text/plain", "text/css", "text/html", "application/javascript", "application/json");

    private final ElbTables tables;

    Actions(ElbTables tables) {
        this.tables = tables;
    }

    /**
     * The actions as they are kept and shown: a forward always with its ForwardConfig.
     *
     * @param operation for messages: {@code elasticloadbalancing CreateRule}
     */
    List<Action> checked(String operation, Scope scope, String balancerArn, List<Action> given) {
        if (given.isEmpty()) {
            throw ElbFaults.validation("An action must be specified");
        }
        if (given.size() > 1) {
            throw new UnsupportedOperationException(
                    operation + ": more than one action is not supported by the local cloud");
        }
        Action action = given.get(0);
        if (action.type() == null) {
            throw ElbFaults.validation("An action type must be specified");
        }
        Supported.only(
                operation + ": " + action.typeAsString(),
                action,
                "Type",
                "TargetGroupArn",
                "Order",
                "RedirectConfig",
                "FixedResponseConfig",
                "ForwardConfig");
        return List.of(
                switch (action.type()) {
                    case FORWARD -> forward(operation, scope, balancerArn, action);
                    case FIXED_RESPONSE -> fixed(action);
                    case REDIRECT -> redirect(action);
                    case AUTHENTICATE_COGNITO, AUTHENTICATE_OIDC, JWT_VALIDATION ->
                        throw new UnsupportedOperationException(operation + ": action " + action.typeAsString()
                                + " is not supported by the local cloud");
                    case UNKNOWN_TO_SDK_VERSION ->
                        throw ElbFaults.validation("Action type '" + action.typeAsString() + "' must be one of '"
                                + "forward,authenticate-oidc,authenticate-cognito,redirect,fixed-response'");
                });
    }

    /**
     * What an action does, of those that {@link #checked} has let through.
     *
     * @param doors the loopback ports of the load balancer's listeners, by the ports that they say
     */
    static Answer answer(List<Action> actions, Map<Integer, Integer> doors) {
        Action action = actions.get(0);
        if (action.type() == ActionTypeEnum.FORWARD) {
            return new Answer.Forward(
                    action.forwardConfig().targetGroups().stream()
                            .map(group -> new Answer.Forward.Weighted(group.targetGroupArn(), group.weight()))
                            .toList(),
                    new AtomicLong());
        }
        if (action.type() == ActionTypeEnum.REDIRECT) {
            RedirectActionConfig to = action.redirectConfig();
            return new Answer.Redirect(
                    Integer.parseInt(to.statusCodeAsString().substring("HTTP_".length())),
                    to.protocol().toLowerCase(Locale.ROOT) + "://" + to.host() + ":" + door(to, doors) + to.path() + "?"
                            + to.query());
        }
        FixedResponseActionConfig fixed = action.fixedResponseConfig();
        return new Answer.Fixed(
                Integer.parseInt(fixed.statusCode()),
                Objects.requireNonNullElse(fixed.contentType(), ""),
                Objects.requireNonNullElse(fixed.messageBody(), ""));
    }

    /** A redirect to another listener of the same load balancer leads to where that one really listens. */
    private static String door(RedirectActionConfig to, Map<Integer, Integer> doors) {
        if (!to.host().equals("#{host}") || !PORT.matcher(to.port()).matches()) {
            return to.port();
        }
        int port = Integer.parseInt(to.port());
        return String.valueOf(doors.getOrDefault(port, port));
    }

    private Action forward(String operation, Scope scope, String balancerArn, Action action) {
        List<TargetGroupTuple> groups;
        if (action.forwardConfig() != null) {
            boolean sticky = Optional.ofNullable(action.forwardConfig().targetGroupStickinessConfig())
                    .map(stickiness -> Boolean.TRUE.equals(stickiness.enabled()))
                    .orElse(false);
            if (sticky) {
                throw new UnsupportedOperationException(
                        operation + ": TargetGroupStickinessConfig is not supported by the local cloud");
            }
            groups = action.forwardConfig().targetGroups().stream()
                    .map(group ->
                            group.weight() == null ? group.toBuilder().weight(1).build() : group)
                    .toList();
        } else if (action.targetGroupArn() != null) {
            groups = List.of(TargetGroupTuple.builder()
                    .targetGroupArn(action.targetGroupArn())
                    .weight(1)
                    .build());
        } else {
            groups = List.of();
        }
        if (groups.isEmpty()) {
            throw ElbFaults.validation("A target group ARN must be specified");
        }
        for (TargetGroupTuple group : groups) {
            check(scope, balancerArn, group);
        }
        return action.toBuilder()
                .targetGroupArn(groups.size() == 1 ? groups.get(0).targetGroupArn() : null)
                .forwardConfig(ForwardActionConfig.builder()
                        .targetGroups(groups)
                        .targetGroupStickinessConfig(stickiness -> stickiness.enabled(false))
                        .build())
                .build();
    }

    private void check(Scope scope, String balancerArn, TargetGroupTuple group) {
        String arn = group.targetGroupArn();
        if (tables.group(scope, arn).isEmpty()) {
            throw ElbFaults.groupNotFound("Target groups '" + arn + "' not found");
        }
        if (group.weight() < 0 || group.weight() > HEAVIEST) {
            throw ElbFaults.validation("Weight '" + group.weight() + "' must be between 0 and " + HEAVIEST);
        }
        if (tables.balancersOf(scope, arn).stream().anyMatch(other -> !other.equals(balancerArn))) {
            throw ElbFaults.associationLimit(arn);
        }
    }

    private static Action fixed(Action action) {
        FixedResponseActionConfig fixed = action.fixedResponseConfig();
        if (fixed == null
                || fixed.statusCode() == null
                || !FIXED_STATUS.matcher(fixed.statusCode()).matches()) {
            throw ElbFaults.validation("The fixed response status code '" + (fixed == null ? null : fixed.statusCode())
                    + "' must match '^(2|4|5)\\d\\d$'");
        }
        if (fixed.contentType() != null && !CONTENT_TYPES.contains(fixed.contentType())) {
            throw ElbFaults.validation("The fixed response content type '" + fixed.contentType() + "' is not valid");
        }
        if (fixed.messageBody() != null && fixed.messageBody().length() > LONGEST_BODY) {
            throw ElbFaults.validation(
                    "The fixed response message body cannot be longer than '" + LONGEST_BODY + "' characters");
        }
        return action;
    }

    private static Action redirect(Action action) {
        RedirectActionConfig to = action.redirectConfig();
        if (to == null || !Set.of("HTTP_301", "HTTP_302").contains(String.valueOf(to.statusCodeAsString()))) {
            throw ElbFaults.validation("A redirect status code must be 'HTTP_301' or 'HTTP_302'");
        }
        RedirectActionConfig complete = to.toBuilder()
                .protocol(Objects.requireNonNullElse(to.protocol(), "#{protocol}"))
                .host(Objects.requireNonNullElse(to.host(), "#{host}"))
                .port(Objects.requireNonNullElse(to.port(), "#{port}"))
                .path(Objects.requireNonNullElse(to.path(), "/#{path}"))
                .query(Objects.requireNonNullElse(to.query(), "#{query}"))
                .build();
        if (!complete.path().startsWith("/")) {
            throw ElbFaults.validation("The redirect path '" + complete.path() + "' must start with '/'");
        }
        boolean toItself = complete.protocol().equals("#{protocol}")
                && complete.host().equals("#{host}")
                && complete.port().equals("#{port}")
                && complete.path().equals("/#{path}");
        if (toItself) {
            throw ElbFaults.configuration("The redirect configuration is not valid because it creates a loop");
        }
        return action.toBuilder().redirectConfig(complete).build();
    }
}
