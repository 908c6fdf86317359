package dev.fargatecd.local.codecommit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.kernel.AccessKey;
import dev.fargatecd.local.kernel.Principal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The passwords here were made by the AWS CLI 1.45.11's credential helper, its clock set to 06:45 on 23 November 2026. */
final class GitCredentialTest {
    private static final String LOCAL =
            "20261123T064500Z7cd2c9a4375f1283a204b56802109d647d3c1e0eb18452083e490f4eb2c98e50";
    private static final String IRELAND =
            "20261123T064500Zd1381053099778bb486e500e9d1304365b100ebb66d1daadf83ce5cdc9f17799";

    private final AccessKey key = new AccessKey(
            "AKIAIOSFODNN7EXAMPLE",
            "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
            Optional.empty(),
            Principal.root("000000000000"),
            Optional.empty());

    @Test
    void acceptsWhatTheAwsCliMakesForALocalAddress() {
        GitCredential credential = read(key.id(), LOCAL);
        assertThat(credential.isSignedBy(key, "us-east-1", "127.0.0.1", "/v1/repos/welcomer"))
                .isTrue();
        assertThat(credential.time()).contains(Instant.parse("2026-11-23T06:45:00Z"));
    }

    @Test
    void acceptsWhatTheAwsCliMakesForAwsItself() {
        assertThat(read(key.id(), IRELAND)
                        .isSignedBy(key, "eu-west-1", "git-codecommit.eu-west-1.amazonaws.com", "/v1/repos/welcomer"))
                .isTrue();
    }

    @Test
    void isGoodForOneRepositoryHostAndRegionAlone() {
        GitCredential credential = read(key.id(), LOCAL);
        assertThat(credential.isSignedBy(key, "us-east-1", "127.0.0.1", "/v1/repos/other"))
                .isFalse();
        assertThat(credential.isSignedBy(key, "us-east-1", "localhost", "/v1/repos/welcomer"))
                .isFalse();
        assertThat(credential.isSignedBy(key, "us-east-2", "127.0.0.1", "/v1/repos/welcomer"))
                .isFalse();
    }

    @Test
    void takesTheSessionTokenFromBehindThePercentSign() {
        GitCredential credential = read("ASIAEXAMPLE%the/token==", LOCAL);
        assertThat(credential.accessKeyId()).isEqualTo("ASIAEXAMPLE");
        assertThat(credential.sessionToken()).contains("the/token==");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer x",
                "Basic",
                "Basic ???",
                "Basic dXNlcg==",
                "Basic dXNlcjpwYXNzd29yZA==",
                "Basic Og==",
                ""
            })
    void readsNothingFromWhatIsNoSuchCredential(String header) {
        assertThat(GitCredential.read(header)).isEmpty();
    }

    private static GitCredential read(String user, String password) {
        String pair = Base64.getEncoder().encodeToString((user + ":" + password).getBytes(StandardCharsets.UTF_8));
        return GitCredential.read("Basic " + pair).orElseThrow();
    }
}
