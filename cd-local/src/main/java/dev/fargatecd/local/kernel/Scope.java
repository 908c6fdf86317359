package dev.fargatecd.local.kernel;

import java.util.regex.Pattern;

/** An account in a region: what every resource's key starts with. */
public record Scope(String account, String region) {
    /** The region under which global services (IAM, STS) keep what belongs to the whole account. */
    public static final String GLOBAL = "aws-global";

    private static final Pattern ACCOUNT = Pattern.compile("\\d{12}");

    public Scope {
        if (!ACCOUNT.matcher(account).matches()) {
            throw new IllegalArgumentException("account \"" + account + "\" is not an AWS account id: 12 digits");
        }
        if (region.isBlank()) {
            throw new IllegalArgumentException("region is blank; for example us-east-1");
        }
    }

    /** The same account, outside any region. */
    public Scope global() {
        return new Scope(account, GLOBAL);
    }

    /**
     * An ARN in this scope.
     *
     * @param service the ARN's service part, for example {@code ecs}
     * @param resource all that follows the account, for example {@code cluster/test}
     */
    public String arn(String service, String resource) {
        return "arn:aws:" + service + ":" + (region.equals(GLOBAL) ? "" : region) + ":" + account + ":" + resource;
    }
}
