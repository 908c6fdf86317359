package dev.fargatecd.model;

import java.util.regex.Pattern;

/**
 * A certificate of AWS Certificate Manager, with which an environment's load balancer answers HTTPS.
 *
 * @param value {@code arn:aws:acm:<region>:<account>:certificate/<id>}; in the region of the load balancer
 * @see <a href="https://docs.aws.amazon.com/elasticloadbalancing/latest/application/https-listener-certificates.html">SSL
 *     certificates for an Application Load Balancer</a>
 */
public record CertificateArn(String value) {
    private static final Pattern FORM =
            Pattern.compile("arn:aws[a-z-]*:acm:[a-z0-9-]+:\\d{12}:certificate/[A-Za-z0-9-]{1,64}");

    public CertificateArn {
        if (!FORM.matcher(value).matches()) {
            throw InvalidValue.of(
                    "certificate", value, "a certificate's ARN: arn:aws:acm:<region>:<account>:certificate/<id>");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
