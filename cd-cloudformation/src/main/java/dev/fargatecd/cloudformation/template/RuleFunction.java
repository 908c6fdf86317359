package dev.fargatecd.cloudformation.template;

import java.util.Arrays;
import java.util.Optional;

/**
 * The functions of the Rules section, which are not those of the rest of a template.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/intrinsic-function-reference-rules.html">
 *     Rule functions</a>
 */
public enum RuleFunction {
    AND("Fn::And", 2, 10, true),
    OR("Fn::Or", 2, 10, true),
    NOT("Fn::Not", 1, 1, true),
    EQUALS("Fn::Equals", 2, 2, true),
    CONTAINS("Fn::Contains", 2, 2, true),
    EACH_MEMBER_EQUALS("Fn::EachMemberEquals", 2, 2, true),
    EACH_MEMBER_IN("Fn::EachMemberIn", 2, 2, true),
    REF("Ref", 1, 1, false),
    REF_ALL("Fn::RefAll", 1, 1, false),
    VALUE_OF("Fn::ValueOf", 2, 2, false),
    VALUE_OF_ALL("Fn::ValueOfAll", 2, 2, false);

    private final String text;
    private final int fewest;
    private final int most;
    private final boolean answersATruth;

    RuleFunction(String text, int fewest, int most, boolean answersATruth) {
        this.text = text;
        this.fewest = fewest;
        this.most = most;
        this.answersATruth = answersATruth;
    }

    /** As a key of a template. */
    public String text() {
        return text;
    }

    /** The function of that key, or empty where rules have none such. */
    public static Optional<RuleFunction> of(String text) {
        return Arrays.stream(values())
                .filter(function -> function.text.equals(text))
                .findFirst();
    }

    boolean takes(int arguments) {
        return arguments >= fewest && arguments <= most;
    }

    /** Whether it answers a truth; else a text, or a list of them. */
    public boolean answersATruth() {
        return answersATruth;
    }

    /** Whether its arguments are truths. */
    public boolean takesTruths() {
        return this == AND || this == OR || this == NOT;
    }
}
