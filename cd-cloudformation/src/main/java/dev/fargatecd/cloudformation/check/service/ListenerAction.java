package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds listeners and rules that lack what their protocol, action or condition needs. */
public final class ListenerAction implements TemplateOnlyCheck {
    private static final String BALANCER = "AWS::ElasticLoadBalancingV2::LoadBalancer";
    private static final Set<String> OTHERS = Set.of("TCP", "TLS", "UDP", "TCP_UDP", "GENEVE");
    private static final Map<String, List<String>> NEEDED = Map.of(
            "forward", List.of("TargetGroupArn", "ForwardConfig"),
            "fixed-response", List.of("FixedResponseConfig"),
            "redirect", List.of("RedirectConfig"),
            "authenticate-oidc", List.of("AuthenticateOidcConfig"),
            "authenticate-cognito", List.of("AuthenticateCognitoConfig"));
    private static final Map<String, String> CONDITIONS = Map.of(
            "path-pattern", "PathPatternConfig",
            "host-header", "HostHeaderConfig",
            "http-header", "HttpHeaderConfig",
            "http-request-method", "HttpRequestMethodConfig",
            "query-string", "QueryStringConfig",
            "source-ip", "SourceIpConfig");

    @Override
    public Rule rule() {
        return new Rule(
                "listener-action",
                Severity.ERROR,
                "A listener and its rules have what their protocol, their actions and their conditions need",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_Action.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        List<Value> actions = new ArrayList<>();
        for (Resource listener : template.resources(Forwarding.LISTENER)) {
            actions.addAll(Value.of(listener).at("DefaultActions.*"));
            protocol(template, listener, findings);
        }
        for (Resource rule : template.resources(Forwarding.RULE)) {
            actions.addAll(Value.of(rule).at("Actions.*"));
            Value.of(rule).at("Conditions.*").forEach(condition -> condition(condition, findings));
        }
        actions.forEach(action -> action(action, findings));
    }

    private static void action(Value action, Findings findings) {
        Value type = action.member("Type");
        List<String> needed = NEEDED.getOrDefault(type.literal().orElse(""), List.of());
        if (!needed.isEmpty()
                && needed.stream().allMatch(name -> action.member(name).isAbsent())) {
            findings.add(
                    type.position(),
                    "an action of type " + type.literal().orElse("") + " needs " + String.join(" or ", needed),
                    "");
        }
    }

    private static void condition(Value condition, Findings findings) {
        Value field = condition.member("Field");
        String needed = CONDITIONS.get(field.literal().orElse(""));
        if (needed != null
                && condition.member(needed).isAbsent()
                && condition.member("Values").isAbsent()) {
            findings.add(
                    field.position(),
                    "a condition of " + field.literal().orElse("") + " needs " + needed + " with Values",
                    "");
        }
    }

    private static void protocol(CheckedTemplate template, Resource listener, Findings findings) {
        Value properties = Value.of(listener);
        Value protocol = properties.member("Protocol");
        boolean isSecure = protocol.literal().filter("HTTPS"::equals).isPresent();
        if (isSecure && properties.member("Certificates").isAbsent()) {
            findings.add(
                    protocol.position(),
                    "a listener for HTTPS needs Certificates",
                    "add one of AWS::CertificateManager::Certificate, or write Protocol: HTTP");
        }
        boolean isOfApplication = template.resource(properties.member("LoadBalancerArn"), BALANCER)
                .map(balancer -> Value.of(balancer).member("Type"))
                .filter(type -> type.isAbsent()
                        || type.literal().filter("application"::equals).isPresent())
                .isPresent();
        boolean isHttp = protocol.literal().filter(OTHERS::contains).isEmpty();
        if (isOfApplication && !isHttp) {
            findings.add(
                    protocol.position(),
                    "an application load balancer listens for HTTP or HTTPS, not "
                            + protocol.literal().orElse(""),
                    "write Protocol: HTTP");
        }
    }
}
