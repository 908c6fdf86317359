package dev.fargatecd.local.policy;

import dev.fargatecd.local.kernel.Principal;
import java.util.List;
import java.util.Map;

/**
 * Who a statement is about.
 *
 * @param inverted {@code NotPrincipal}: all but these
 * @param byType {@code AWS}, {@code Service}, {@code Federated}, {@code CanonicalUser}; everybody ({@code "*"}) is {@code
 *     AWS: *}
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html">Principal</a>
 */
record Principals(boolean inverted, Map<String, List<String>> byType) {
    /** Of policies that don't name principals: they are attached to one. */
    static final Principals ANYBODY = new Principals(false, Map.of("AWS", List.of("*")));

    boolean has(Principal principal) {
        return named(principal) != inverted;
    }

    private boolean named(Principal principal) {
        List<String> aws = byType.getOrDefault("AWS", List.of());
        if (aws.contains("*")) {
            return true;
        }
        return switch (principal.kind()) {
            case SERVICE -> byType.getOrDefault("Service", List.of()).contains(principal.arn());
            case ROOT, USER, ROLE_SESSION ->
                aws.stream()
                        .anyMatch(name -> isAccountOf(name, principal)
                                || name.equals(principal.arn())
                                || name.equals(principal.roleArn().orElse(null)));
        };
    }

    private static boolean isAccountOf(String name, Principal principal) {
        return name.equals(principal.account()) || name.equals("arn:aws:iam::" + principal.account() + ":root");
    }
}
