package dev.fargatecd.cloudformation.template;

import java.util.Arrays;
import java.util.Optional;

/**
 * The parameters that every template has.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/pseudo-parameter-reference.html">Pseudo
 *     parameters</a>
 */
public enum PseudoParameter {
    ACCOUNT_ID("AWS::AccountId"),
    NOTIFICATION_ARNS("AWS::NotificationARNs"),
    NO_VALUE("AWS::NoValue"),
    PARTITION("AWS::Partition"),
    REGION("AWS::Region"),
    STACK_ID("AWS::StackId"),
    STACK_NAME("AWS::StackName"),
    URL_SUFFIX("AWS::URLSuffix");

    private final String text;

    PseudoParameter(String text) {
        this.text = text;
    }

    /** As a template refers to it. */
    public String text() {
        return text;
    }

    /** That of the name, or empty where there is none. */
    public static Optional<PseudoParameter> of(String name) {
        return Arrays.stream(values()).filter(one -> one.text.equals(name)).findFirst();
    }
}
