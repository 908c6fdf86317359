package dev.fargatecd.local.authorization;

import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.policy.Access;
import dev.fargatecd.local.policy.Verdict;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkPojo;

/**
 * AWS's refusals of what nobody allows, each in its service's words.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html">Access denied error
 *     messages</a>
 */
final class AccessDenials {
    private static final Set<String> OF_XML =
            Set.of("cloudformation", "cloudwatch", "elasticloadbalancingv2", "iam", "route53", "s3", "sns", "sts");

    private AccessDenials() {}

    /** The refusal of a request. */
    static AwsServiceException of(SdkPojo request, Principal principal, Need need, Verdict verdict) {
        String service = PermissionRules.service(request.getClass());
        String text = text(principal, need, verdict);
        AwsServiceException.Builder exception = exception(request.getClass());
        if (service.equals("ec2")) {
            return Faults.of(
                    exception,
                    403,
                    "UnauthorizedOperation",
                    "You are not authorized to perform this operation. " + text + ".");
        }
        if (service.equals("sns")) {
            return Faults.of(exception, 403, "AuthorizationError", text);
        }
        return OF_XML.contains(service)
                ? Faults.of(exception, 403, "AccessDenied", text)
                : Faults.of(exception, 400, "AccessDeniedException", text);
    }

    /** The refusal of something that no request of the SDK asks for. */
    static AwsServiceException of(Principal principal, Need need, Verdict verdict) {
        return Faults.of(AwsServiceException.builder(), 403, "AccessDeniedException", text(principal, need, verdict));
    }

    private static String text(Principal principal, Need need, Verdict verdict) {
        String arn = need.resources().get(0);
        String resource = arn.equals(Access.ANY_RESOURCE) ? "*" : arn;
        String because = switch (verdict) {
            case DENIED -> "with an explicit deny in an identity-based policy";
            case DENIED_BY_BOUNDARY -> "with an explicit deny in a permissions boundary";
            case NOT_WITHIN_BOUNDARY -> "because no permissions boundary allows the " + need.action() + " action";
            case NOT_ALLOWED, ALLOWED -> "because no identity-based policy allows the " + need.action() + " action";
        };
        return "User: " + principal.arn() + " is not authorized to perform: " + need.action() + " on resource: "
                + (need.action().startsWith("s3:") ? '"' + resource + '"' : resource) + " " + because;
    }

    /** The base exception of the request's service: {@code EcsException} where its requests are {@code EcsRequest}s. */
    private static AwsServiceException.Builder exception(Class<?> request) {
        String base =
                Optional.ofNullable(request.getSuperclass()).map(Class::getName).orElse("");
        try {
            return (AwsServiceException.Builder) Class.forName(base.replaceAll("Request$", "Exception"))
                    .getMethod("builder")
                    .invoke(null);
        } catch (ReflectiveOperationException otherwiseNamed) {
            return AwsServiceException.builder();
        }
    }
}
