package dev.fargatecd.model;

import java.util.regex.Pattern;

/**
 * The id of a VPC.
 *
 * @param value {@code vpc-} and 8 or 17 hexadecimal digits
 */
public record VpcId(String value) {
    private static final Pattern FORM = Pattern.compile("vpc-([0-9a-f]{8}|[0-9a-f]{17})");

    public VpcId {
        if (!FORM.matcher(value).matches()) {
            throw InvalidValue.of("vpc", value, "a VPC's id: vpc- and 8 or 17 hexadecimal digits");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
