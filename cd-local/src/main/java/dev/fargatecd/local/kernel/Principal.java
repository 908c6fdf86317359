package dev.fargatecd.local.kernel;

import java.util.Optional;

/**
 * Who calls: the account itself, a user, a session of an assumed role, or one of AWS's services.
 *
 * @param account the account the principal belongs to
 * @param arn what GetCallerIdentity answers; for a service its host name, such as {@code codebuild.amazonaws.com}
 * @param id the unique id, such as {@code AROA…:session}
 * @param roleArn the ARN of the role behind a session
 */
public record Principal(Kind kind, String account, String arn, String id, Optional<String> roleArn) {
    /** The kinds of principal that the flow knows. */
    public enum Kind {
        ROOT,
        USER,
        ROLE_SESSION,
        SERVICE
    }

    /** The account itself. */
    public static Principal root(String account) {
        return new Principal(Kind.ROOT, account, "arn:aws:iam::" + account + ":root", account, Optional.empty());
    }

    /** An AWS service acting in an account, before it has assumed a role. */
    public static Principal service(String account, String host) {
        return new Principal(Kind.SERVICE, account, host, host, Optional.empty());
    }

    /**
     * A session of a role.
     *
     * @param roleArn may carry a path ({@code role/a/b/name}); a session's ARN shows the last part alone, as on AWS
     * @param roleId the role's unique id ({@code AROA…})
     */
    public static Principal roleSession(String account, String roleArn, String roleId, String session) {
        String name = roleArn.substring(roleArn.lastIndexOf('/') + 1);
        return new Principal(
                Kind.ROLE_SESSION,
                account,
                "arn:aws:sts::" + account + ":assumed-role/" + name + "/" + session,
                roleId + ":" + session,
                Optional.of(roleArn));
    }
}
