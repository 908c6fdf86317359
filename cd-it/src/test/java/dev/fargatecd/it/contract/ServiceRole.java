package dev.fargatecd.it.contract;

import dev.fargatecd.it.suite.TargetCloud;
import software.amazon.awssdk.services.iam.IamClient;

/** Roles that AWS's services assume for a contract, allowed everything, as a person would begin to try it. */
final class ServiceRole {
    private static final String POLICY = "everything";

    private ServiceRole() {}

    /**
     * Makes a role for that service, and waits until IAM knows it.
     *
     * @param service as its principal begins: codebuild
     * @return the role's ARN
     */
    static String of(TargetCloud target, String name, String service) {
        IamClient iam = target.client(IamClient.class);
        String role = target.named(name);
        target.willMake("role " + role, () -> {
            iam.deleteRolePolicy(request -> request.roleName(role).policyName(POLICY));
            iam.deleteRole(request -> request.roleName(role));
        });
        String arn = iam.createRole(request -> request.roleName(role).assumeRolePolicyDocument("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow",
                         "Principal":{"Service":"%s.amazonaws.com"},"Action":"sts:AssumeRole"}]}
                        """.formatted(service)))
                .role()
                .arn();
        iam.putRolePolicy(request -> request.roleName(role).policyName(POLICY).policyDocument("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}
                        """));
        return target.await(
                "role " + role + " to have its policy",
                () -> iam.listRolePolicies(request -> request.roleName(role)).policyNames().stream()
                        .findFirst()
                        .map(policy -> arn));
    }
}
