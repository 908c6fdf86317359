package dev.fargatecd.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;

final class GitCredentialsTest {
    private static final String KEY = "AKIDEXAMPLE";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String URL = "http://127.0.0.1:4566/v1/repos/welcomer";
    private static final Instant NOW = Instant.parse("2026-11-23T07:00:00Z");

    @Test
    void signsAsTheAwsCliDoes() {
        // the password that the AWS CLI's own signer gives for the same key, URL, region and time
        GitCredentials credentials =
                GitCredentials.sign(AwsBasicCredentials.create(KEY, SECRET), "us-east-1", URL, NOW);
        assertThat(credentials.user()).isEqualTo(KEY);
        assertThat(credentials.password())
                .isEqualTo("20261123T070000Z40f4be6c334a39a9bb3d6abce77dab1c96af46bed678800f20b6d2dca3539680");
    }

    @Test
    void carriesTheSessionTokenInTheUser() {
        GitCredentials credentials =
                GitCredentials.sign(AwsSessionCredentials.create(KEY, SECRET, "token"), "us-east-1", URL, NOW);
        assertThat(credentials.user()).isEqualTo(KEY + "%token");
        assertThat(credentials.toString()).doesNotContain("token", credentials.password());
    }
}
