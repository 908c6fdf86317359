package dev.fargatecd.cloudformation.check.property;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.regex.Pattern;

/** Finds names of load balancers and target groups that Elastic Load Balancing refuses. */
public final class NameTooLong implements TemplateOnlyCheck {
    private static final int LONGEST = 32;
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{[^}]*}");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]|[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]");

    @Override
    public Rule rule() {
        return new Rule(
                "name-too-long",
                Severity.ERROR,
                "A name of a load balancer or target group has at most 32 letters, digits and hyphens, with no hyphen at an end",
                "https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_CreateTargetGroup.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (String type :
                List.of("AWS::ElasticLoadBalancingV2::LoadBalancer", "AWS::ElasticLoadBalancingV2::TargetGroup")) {
            for (Resource resource : template.resources(type)) {
                Value name = Value.of(resource).member("Name");
                name.text().ifPresent(text -> look(name, text, findings));
            }
        }
    }

    private static void look(Value name, String text, Findings findings) {
        String known = REFERENCE.matcher(text).replaceAll("");
        boolean isWhole = known.equals(text);
        if (known.length() > LONGEST) {
            findings.add(
                    name.position(),
                    "the name has " + (isWhole ? "" : "at least ") + known.length() + " characters, and may have "
                            + LONGEST,
                    "leave it out: CloudFormation makes one that fits, and can replace the resource");
        } else if (isWhole && !NAME.matcher(text).matches()) {
            findings.add(
                    name.position(),
                    "the name " + text + " has more than letters, digits and hyphens, or a hyphen at an end",
                    "leave it out: CloudFormation makes one that fits, and can replace the resource");
        }
    }
}
