package dev.fargatecd.model;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a secret is kept: a parameter of Systems Manager, or a secret of Secrets Manager, there with an optional key,
 * version stage and version id.
 *
 * @param value {@code arn:aws:ssm:<region>:<account>:parameter/<name>} or
 *     {@code arn:aws:secretsmanager:<region>:<account>:secret:<name>[:<json key>:<stage>:<version id>]}
 * @see <a href="https://docs.aws.amazon.com/AmazonECS/latest/developerguide/specifying-sensitive-data.html">Pass
 *     sensitive data to an Amazon ECS container</a>
 */
public record SecretArn(String value) {
    private static final Pattern PARAMETER =
            Pattern.compile("arn:aws[a-z-]*:ssm:[a-z0-9-]+:\\d{12}:parameter/[A-Za-z0-9_.-]+(/[A-Za-z0-9_.-]+)*");
    private static final Pattern SECRET = Pattern.compile(
            "(arn:aws[a-z-]*:secretsmanager:[a-z0-9-]+:\\d{12}:secret:[A-Za-z0-9/_+=.@-]+)(:[^:]*:[^:]*:[^:]*)?");

    public SecretArn {
        if (!PARAMETER.matcher(value).matches() && !SECRET.matcher(value).matches()) {
            throw InvalidValue.of(
                    "secrets",
                    value,
                    "the ARN of a parameter (arn:aws:ssm:<region>:<account>:parameter/<name>) or of a secret"
                            + " (arn:aws:secretsmanager:<region>:<account>:secret:<name>)");
        }
    }

    /** Whether Systems Manager keeps it; otherwise Secrets Manager does. */
    public boolean isParameter() {
        return PARAMETER.matcher(value).matches();
    }

    /** The ARN that a policy names: without the key, version stage and version id. */
    public String resource() {
        Matcher secret = SECRET.matcher(value);
        return secret.matches() ? secret.group(1) : value;
    }

    @Override
    public String toString() {
        return value;
    }
}
