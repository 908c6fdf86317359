package dev.fargatecd.model;

import java.util.regex.Pattern;

/**
 * The name of a CloudFormation stack.
 *
 * @param value letters, digits and hyphens, beginning with a letter; at most 128 characters
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_CreateStack.html">CreateStack</a>
 */
public record StackName(String value) {
    private static final Pattern FORM = Pattern.compile("[a-zA-Z][-a-zA-Z0-9]{0,127}");

    public StackName {
        if (!FORM.matcher(value).matches()) {
            throw InvalidValue.of(
                    "stack",
                    value,
                    "a stack's name: letters, digits and hyphens, a letter first, at most 128 characters");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
