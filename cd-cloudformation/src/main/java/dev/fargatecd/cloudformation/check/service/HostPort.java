package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.OptionalInt;

/** Finds host ports that differ from container ports where there is no host. */
public final class HostPort implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "host-port",
                Severity.ERROR,
                "With awsvpc a host port is left out, or the container's",
                "https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_PortMapping.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            if (Containers.isAwsvpc(task)) {
                for (Value container : Containers.of(task)) {
                    container.member("PortMappings").items().forEach(mapping -> look(mapping, findings));
                }
            }
        }
    }

    private static void look(Value mapping, Findings findings) {
        OptionalInt host = mapping.member("HostPort").number();
        OptionalInt container = mapping.member("ContainerPort").number();
        boolean differ = host.isPresent() && container.isPresent() && host.getAsInt() != container.getAsInt();
        if (differ) {
            findings.add(
                    mapping.member("HostPort").position(),
                    "the host port is " + host.getAsInt() + " and the container's " + container.getAsInt()
                            + ": with awsvpc there is only one",
                    "leave HostPort out");
        }
    }
}
