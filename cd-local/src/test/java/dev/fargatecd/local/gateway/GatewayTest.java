package dev.fargatecd.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.NoSuchEntityException;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

final class GatewayTest {
    private static LocalCloud cloud;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @Test
    void aSignedRequestIsTheKeysOwners() {
        try (StsClient sts = OverHttp.client(cloud, StsClient.builder())) {
            assertThat(sts.getCallerIdentity().arn()).isEqualTo("arn:aws:iam::000000000000:root");
        }
    }

    @Test
    void anAssumedRolesKeyIsTheSessions() {
        try (StsClient sts = OverHttp.client(cloud, StsClient.builder());
                IamClient iam = OverHttp.client(cloud, IamClient.builder())) {
            String arn = iam.createRole(role -> role.roleName("caller").assumeRolePolicyDocument("""
                            {"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"sts:AssumeRole",\
                            "Principal":{"AWS":"000000000000"}}}"""))
                    .role()
                    .arn();
            Credentials credentials = sts.assumeRole(
                            assume -> assume.roleArn(arn).roleSessionName("me"))
                    .credentials();
            var key = new dev.fargatecd.local.kernel.AccessKey(
                    credentials.accessKeyId(),
                    credentials.secretAccessKey(),
                    java.util.Optional.of(credentials.sessionToken()),
                    cloud.rootKey().principal(),
                    java.util.Optional.empty());
            try (StsClient session = OverHttp.client(cloud, key, StsClient.builder())) {
                assertThat(session.getCallerIdentity().arn())
                        .isEqualTo("arn:aws:sts::000000000000:assumed-role/caller/me");
            }
        }
    }

    @Test
    void modelledExceptionsArriveAsTheirClass() {
        try (IamClient iam = OverHttp.client(cloud, IamClient.builder())) {
            assertThatExceptionOfType(NoSuchEntityException.class)
                    .isThrownBy(() -> iam.getRole(get -> get.roleName("none")))
                    .satisfies(failure -> {
                        assertThat(failure.statusCode()).isEqualTo(404);
                        assertThat(failure.awsErrorDetails().errorMessage())
                                .isEqualTo("The role with name none cannot be found.");
                    });
        }
    }

    @Test
    void whatIsNotImplementedSaysSo() {
        try (EcsClient ecs = OverHttp.client(cloud, EcsClient.builder())) {
            assertThatExceptionOfType(AwsServiceException.class)
                    .isThrownBy(() -> ecs.createCapacityProvider(create -> create.name("x")))
                    .satisfies(failure -> {
                        assertThat(failure.statusCode()).isEqualTo(501);
                        assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
                        assertThat(failure.awsErrorDetails().errorMessage())
                                .isEqualTo("ecs CreateCapacityProvider is not implemented by the local cloud");
                    });
        }
    }
}
