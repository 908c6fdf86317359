package dev.fargatecd.cloudformation.yaml;

import dev.fargatecd.cloudformation.tree.Fragment;
import dev.fargatecd.cloudformation.tree.Layout;
import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.List;

/** CloudFormation's functions, to be put into what {@link Yaml} builds; written in their short form. */
public final class Fn {
    private Fn() {}

    /** {@code !Ref name}: a parameter, a resource, or a pseudo parameter such as {@code AWS::Region}. */
    public static Node ref(String name) {
        return call("Ref", Yaml.text(name));
    }

    /** {@code !GetAtt resource.attribute}. */
    public static Node getAtt(String resource, String attribute) {
        return call("Fn::GetAtt", Yaml.list(resource, attribute));
    }

    /** {@code !Sub text}, with <code>${Name}</code>, <code>${Name.Attribute}</code> and <code>${!Literal}</code>. */
    public static Node sub(String text) {
        return call("Fn::Sub", Yaml.text(text));
    }

    /** {@code !Sub [text, variables]}. */
    public static Node sub(String text, MapBuilder variables) {
        return call("Fn::Sub", Yaml.list(text).add(variables));
    }

    public static Node join(String delimiter, Fragment list) {
        return call("Fn::Join", Yaml.list(delimiter).add(list));
    }

    public static Node select(int index, Fragment list) {
        return call("Fn::Select", Yaml.list().add(index).add(list));
    }

    public static Node split(String delimiter, Fragment text) {
        return call("Fn::Split", Yaml.list(delimiter).add(text));
    }

    /** {@code !If [condition, whereTrue, whereFalse]}. */
    public static Node when(String condition, Fragment whereTrue, Fragment whereFalse) {
        return call("Fn::If", Yaml.list(condition).add(whereTrue).add(whereFalse));
    }

    public static Node equal(Fragment one, Fragment other) {
        return call("Fn::Equals", Yaml.list().add(one).add(other));
    }

    public static Node not(Fragment condition) {
        return call("Fn::Not", Yaml.list().add(condition));
    }

    public static Node and(List<? extends Fragment> conditions) {
        return call("Fn::And", Yaml.list(conditions));
    }

    public static Node or(List<? extends Fragment> conditions) {
        return call("Fn::Or", Yaml.list(conditions));
    }

    /** {@code !Condition name}, inside other conditions. */
    public static Node condition(String name) {
        return call("Condition", Yaml.text(name));
    }

    public static Node findInMap(String map, Fragment topLevelKey, Fragment secondLevelKey) {
        return call("Fn::FindInMap", Yaml.list(map).add(topLevelKey).add(secondLevelKey));
    }

    public static Node importValue(Fragment exportName) {
        return call("Fn::ImportValue", exportName);
    }

    /** The availability zones of the stack's own region. */
    public static Node getAzs() {
        return call("Fn::GetAZs", Yaml.text(""));
    }

    public static Node base64(Fragment text) {
        return call("Fn::Base64", text);
    }

    /** {@code !Cidr [block, count, bits]}: that many blocks whose hosts have that many bits. */
    public static Node cidr(Fragment block, int count, int bits) {
        return call("Fn::Cidr", Yaml.list().add(block).add(count).add(bits));
    }

    /** Takes the property away, as {@code !Ref AWS::NoValue} does. */
    public static Node noValue() {
        return ref("AWS::NoValue");
    }

    private static Node call(String function, Fragment argument) {
        return new Node.Mapping(
                Position.NONE,
                Layout.NONE,
                List.of(new Node.Entry(Position.NONE, function, argument.node())),
                List.of(),
                true);
    }
}
