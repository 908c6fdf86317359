package dev.fargatecd.templates.policy;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.yaml.Fn;
import dev.fargatecd.cloudformation.yaml.MapBuilder;
import dev.fargatecd.cloudformation.yaml.Yaml;
import java.util.List;
import java.util.Optional;

/**
 * A statement of a policy.
 *
 * @param id its Sid: letters and digits, saying what it is for
 * @param effect Allow or Deny
 * @param actions IAM actions, for example {@code s3:GetObject}
 * @param resources what they are allowed on
 * @param condition the Condition block; empty for none
 * @param why a comment above it; empty for none
 */
public record Statement(
        String id,
        String effect,
        List<String> actions,
        List<Fragment> resources,
        Optional<MapBuilder> condition,
        String why)
        implements Fragment {

    /** Allows the actions on the resources. */
    public static Statement allow(String id, List<String> actions, List<? extends Fragment> resources) {
        return new Statement(id, "Allow", actions, List.copyOf(resources), Optional.empty(), "");
    }

    /** Allows the actions on the resource. */
    public static Statement allow(String id, List<String> actions, Fragment resource) {
        return allow(id, actions, List.of(resource));
    }

    /** Denies the actions on everything, whatever else allows them. */
    public static Statement denyEverywhere(String id, List<String> actions) {
        return new Statement(id, "Deny", actions, List.of(Yaml.text("*")), Optional.empty(), "");
    }

    /** The same under a condition, for example {@code StringEquals}, {@code iam:PassedToService}, a value. */
    public Statement where(String operator, String key, Fragment value) {
        MapBuilder block = Yaml.map().put(operator, Yaml.map().put(key, value));
        return new Statement(id, effect, actions, resources, Optional.of(block), why);
    }

    /** The same with a comment that gives its reason. */
    public Statement because(String reason) {
        return new Statement(id, effect, actions, resources, condition, reason);
    }

    /** An ARN of this account and region: {@code of("ecs", "cluster/x")}; substitutions are possible. */
    public static Node arn(String service, String resource) {
        return Fn.sub("arn:${AWS::Partition}:" + service + ":${AWS::Region}:${AWS::AccountId}:" + resource);
    }

    @Override
    public Node node() {
        MapBuilder statement = Yaml.map();
        if (!why.isEmpty()) {
            statement.comment(why);
        }
        return statement
                .put("Sid", id)
                .put("Effect", effect)
                .put(
                        "Action",
                        actions.size() == 1 ? Yaml.text(actions.get(0)) : Yaml.list(actions.toArray(String[]::new)))
                .put("Resource", resources.size() == 1 ? resources.get(0) : Yaml.list(resources))
                .put("Condition", condition)
                .node();
    }
}
