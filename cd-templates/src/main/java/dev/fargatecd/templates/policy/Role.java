package dev.fargatecd.templates.policy;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A role that a service of AWS takes, with one inline policy. It has no name of its own, so that it can be replaced.
 *
 * @param service who takes it, for example {@code codebuild.amazonaws.com}
 * @param trustCondition the Condition of the trust; empty for none
 * @param limits path and permissions boundary; empty for none
 * @param statements what it may do; none for a role that may do nothing
 */
public record Role(
        String service, Optional<MapBuilder> trustCondition, Optional<MapBuilder> limits, List<Statement> statements)
        implements Fragment {

    /** A role for the service that may do what the statements say. */
    public static Role of(String service, Statement... statements) {
        return new Role(service, Optional.empty(), Optional.empty(), List.of(statements));
    }

    /** The same, taken only where the condition holds. */
    public Role onlyWhere(String operator, String key, Fragment value) {
        MapBuilder condition = Yaml.map().put(operator, Yaml.map().put(key, value));
        return new Role(service, Optional.of(condition), limits, statements);
    }

    /** The same under a path and inside a permissions boundary. */
    public Role within(String path, Fragment boundary) {
        MapBuilder within = Yaml.map().put("Path", path).put("PermissionsBoundary", boundary);
        return new Role(service, trustCondition, Optional.of(within), statements);
    }

    /** The same with further statements. */
    public Role and(List<Statement> more) {
        List<Statement> all = new ArrayList<>(statements);
        all.addAll(more);
        return new Role(service, trustCondition, limits, List.copyOf(all));
    }

    @Override
    public Node node() {
        MapBuilder properties = Yaml.map();
        limits.ifPresent(properties::putAll);
        properties.put("AssumeRolePolicyDocument", PolicyDocument.trusting(service, trustCondition));
        if (!statements.isEmpty()) {
            properties.put(
                    "Policies",
                    Yaml.list(List.of(Yaml.map()
                            .put("PolicyName", "its-work")
                            .put("PolicyDocument", new PolicyDocument(statements)))));
        }
        return Yaml.map()
                .put("Type", "AWS::IAM::Role")
                .put("Properties", properties)
                .node();
    }
}
