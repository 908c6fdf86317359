package dev.fargatecd.model;

import java.util.regex.Pattern;

/**
 * The id of a subnet.
 *
 * @param value {@code subnet-} and 8 or 17 hexadecimal digits
 */
public record SubnetId(String value) {
    private static final Pattern FORM = Pattern.compile("subnet-([0-9a-f]{8}|[0-9a-f]{17})");

    public SubnetId {
        if (!FORM.matcher(value).matches()) {
            throw InvalidValue.of("subnets", value, "a subnet's id: subnet- and 8 or 17 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
