package dev.fargatecd.local.sts;

import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Principal;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.sts.model.StsException;

/** STS's errors. */
final class StsFaults {
    private StsFaults() {}

    static AwsServiceException accessDenied(String message) {
        return Faults.of(StsException.builder(), 403, "AccessDenied", message);
    }

    /** AWS answers this also where the role does not exist. */
    static AwsServiceException notAuthorized(Principal caller, String action, String resource) {
        return accessDenied(
                "User: " + caller.arn() + " is not authorized to perform: " + action + " on resource: " + resource);
    }

    static AwsServiceException validation(String message) {
        return Faults.of(StsException.builder(), 400, "ValidationError", message);
    }
}
