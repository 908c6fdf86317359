package dev.fargatecd.local.elbv2;

import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The rules for names of load balancers and target groups (API_CreateLoadBalancer.html). */
final class Names {
    private static final int LONGEST = 32;
    private static final Pattern CHARACTERS = Pattern.compile("[A-Za-z0-9-]+");

    private Names() {}

    /**
     * Checks a name.
     *
     * @param what {@code Load balancer} or {@code Target group}
     */
    static String checked(String what, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw ElbFaults.validation(what + " name cannot be empty");
        }
        if (name.length() > LONGEST) {
            throw ElbFaults.validation(
                    what + " name '" + name + "' cannot be longer than '" + LONGEST + "' characters");
        }
        if (!CHARACTERS.matcher(name).matches()) {
            throw ElbFaults.validation(what + " name '" + name
                    + "' can only contain characters that are alphanumeric characters and hyphens(-)");
        }
        if (name.startsWith("-") || name.endsWith("-")) {
            throw ElbFaults.validation(what + " name '" + name + "' cannot begin or end with '-'");
        }
        if (what.startsWith("Load") && name.startsWith("internal-")) {
            throw ElbFaults.validation(what + " name '" + name + "' cannot begin with 'internal-'");
        }
        return name;
    }
}
