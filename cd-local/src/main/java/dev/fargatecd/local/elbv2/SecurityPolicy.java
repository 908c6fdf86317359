package dev.fargatecd.local.elbv2;

import java.util.List;
import java.util.Set;

/**
 * The security policies of HTTPS listeners.
 *
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html">Security
 *     policies for your Application Load Balancer</a>
 */
final class SecurityPolicy {
    /** What a listener has that says nothing of it. */
    static final String DEFAULT = "ELBSecurityPolicy-2016-08";

    private static final String PREFIX = "ELBSecurityPolicy-";

    private static final Set<String> NAMES = Set.of(
            "2015-05",
            "2016-08",
            "TLS-1-0-2015-04",
            "TLS-1-1-2017-01",
            "TLS-1-2-2017-01",
            "TLS-1-2-Ext-2018-06",
            "FS-2018-06",
            "FS-1-1-2019-08",
            "FS-1-2-2019-08",
            "FS-1-2-Res-2019-08",
            "FS-1-2-Res-2020-10",
            "TLS13-1-0-2021-06",
            "TLS13-1-1-2021-06",
            "TLS13-1-2-2021-06",
            "TLS13-1-2-Res-2021-06",
            "TLS13-1-2-Ext1-2021-06",
            "TLS13-1-2-Ext2-2021-06",
            "TLS13-1-3-2021-06",
            "TLS13-1-0-FIPS-2023-04",
            "TLS13-1-1-FIPS-2023-04",
            "TLS13-1-2-FIPS-2023-04",
            "TLS13-1-2-Res-FIPS-2023-04",
            "TLS13-1-2-Ext0-FIPS-2023-04",
            "TLS13-1-2-Ext1-FIPS-2023-04",
            "TLS13-1-2-Ext2-FIPS-2023-04",
            "TLS13-1-3-FIPS-2023-04");

    private SecurityPolicy() {}

    static boolean exists(String policy) {
        return policy.startsWith(PREFIX) && NAMES.contains(policy.substring(PREFIX.length()));
    }

    /** The versions of TLS that the policy lets in, of those that Java still speaks; which ciphers is Java's choice. */
    static List<String> protocols(String policy) {
        if (policy.startsWith(PREFIX + "TLS13-1-3")) {
            return List.of("TLSv1.3");
        }
        return policy.startsWith(PREFIX + "TLS13") ? List.of("TLSv1.3", "TLSv1.2") : List.of("TLSv1.2");
    }
}
