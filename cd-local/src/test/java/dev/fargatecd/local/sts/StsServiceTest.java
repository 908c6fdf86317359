package dev.fargatecd.local.sts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;

final class StsServiceTest {
    private static LocalCloud cloud;
    private static StsClient sts;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        sts = cloud.client(StsClient.class);
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void tellsTheAccountWhoItIs() {
        assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::000000000000:root");
        assertThat(sts.getCallerIdentity().account()).isEqualTo("000000000000");
    }

    @Test
    void aRoleThatTrustsTheAccountIsAssumed() {
        String arn = role("trusting", "{\"AWS\":\"arn:aws:iam::000000000000:root\"}", "{}");
        AssumeRoleResponse assumed = sts.assumeRole(
                assume -> assume.roleArn(arn).roleSessionName("me").durationSeconds(900));
        assertThat(assumed.assumedRoleUser().arn()).isEqualTo("arn:aws:sts::000000000000:assumed-role/trusting/me");
        Credentials credentials = assumed.credentials();
        assertThat(credentials.accessKeyId()).startsWith("ASIA");
        assertThat(credentials.sessionToken()).isNotBlank();
        assertThat(credentials.expiration()).isAfter(Instant.now());
    }

    @Test
    void aRoleThatTrustsAServiceIsNotAssumedByTheAccount() {
        String arn = role("of-a-service", "{\"Service\":\"codebuild.amazonaws.com\"}", "{}");
        denied(
                arn,
                "User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: "
                        + arn);
    }

    @Test
    void aRoleThatIsNotThereIsDeniedAndNotMissing() {
        String arn = "arn:aws:iam::000000000000:role/none";
        denied(
                arn,
                "User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: "
                        + arn);
    }

    @Test
    void theExternalIdMustBeTheOneTheRoleAsksFor() {
        String arn = role("external", "{\"AWS\":\"*\"}", "{\"StringEquals\":{\"sts:ExternalId\":\"secret\"}}");
        denied(
                arn,
                "User: arn:aws:iam::000000000000:root is not authorized to perform: sts:AssumeRole on resource: "
                        + arn);
        assertThat(sts.assumeRole(assume ->
                                assume.roleArn(arn).roleSessionName("me").externalId("secret"))
                        .credentials())
                .isNotNull();
    }

    @Test
    void aSessionLastsNoLongerThanTheRoleAllows() {
        String arn = role("short", "{\"AWS\":\"*\"}", "{}");
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> sts.assumeRole(
                        assume -> assume.roleArn(arn).roleSessionName("me").durationSeconds(7200)))
                .satisfies(failure ->
                        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("ValidationError"));
    }

    @Test
    void sessionPoliciesAreRefusedAndNotIgnored() {
        String arn = role("with-policy", "{\"AWS\":\"*\"}", "{}");
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> sts.assumeRole(
                        assume -> assume.roleArn(arn).roleSessionName("me").policy("{}")))
                .withMessage("sts AssumeRole: Policy is not supported by the local cloud");
    }

    private static String role(String name, String principal, String condition) {
        return cloud.client(IamClient.class)
                .createRole(role -> role.roleName(name).assumeRolePolicyDocument("""
                        {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":%s,\
                        "Action":"sts:AssumeRole","Condition":%s}]}""".formatted(principal, condition)))
                .role()
                .arn();
    }

    private static void denied(String arn, String message) {
        assertThatExceptionOfType(StsException.class)
                .isThrownBy(() -> sts.assumeRole(assume -> assume.roleArn(arn).roleSessionName("me")))
                .satisfies(failure -> {
                    assertThat(failure.statusCode()).isEqualTo(403);
                    assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("AccessDenied");
                    assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo(message);
                });
    }
}
