package dev.fargatecd.templates.policy;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import java.util.List;
import java.util.Optional;

/** A policy: statements in IAM's present version of the language. */
public record PolicyDocument(List<? extends Fragment> statements) implements Fragment {
    private static final String VERSION = "2012-10-17";

    public PolicyDocument {
        statements = List.copyOf(statements);
    }

    /** Lets a service of AWS take the role. */
    public static PolicyDocument trusting(String service, Optional<MapBuilder> condition) {
        return new PolicyDocument(List.of(Yaml.map()
                .put("Effect", "Allow")
                .put("Principal", Yaml.map().put("Service", service))
                .put("Action", "sts:AssumeRole")
                .put("Condition", condition)));
    }

    @Override
    public Node node() {
        return Yaml.map()
                .put("Version", VERSION)
                .put("Statement", Yaml.list(statements))
                .node();
    }
}
