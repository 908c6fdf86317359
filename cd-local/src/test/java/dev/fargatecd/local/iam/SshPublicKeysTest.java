package dev.fargatecd.local.iam;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.EncodingType;
import software.amazon.awssdk.services.iam.model.SSHPublicKey;
import software.amazon.awssdk.services.iam.model.StatusType;

final class SshPublicKeysTest {
    private static LocalCloud cloud;
    private static IamClient iam;

    private String user = "";

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        iam = cloud.client(IamClient.class);
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    @BeforeEach
    void createUser(TestInfo test) {
        user = test.getTestMethod().orElseThrow().getName();
        iam.createUser(create -> create.userName(user));
    }

    @Test
    void keepsAKeyAndAnswersItInEitherEncoding() throws IOException {
        SSHPublicKey key = upload(fixture("ada.pub"));

        assertThat(key.sshPublicKeyId()).matches("APKA[A-Z2-7]{17}");
        assertThat(key.fingerprint())
                .as("as ssh-keygen -l -E md5 has it")
                .isEqualTo("13:44:b6:fe:c8:c1:7a:b3:c9:2f:60:ba:34:06:09:d0");
        assertThat(key.status()).isEqualTo(StatusType.ACTIVE);
        assertThat(body(key, EncodingType.SSH)).isEqualTo(fixture("ada.pub").strip());
        assertThat(body(key, EncodingType.PEM)).isEqualTo(fixture("ada.pem"));
        fails(
                () -> body(key, EncodingType.UNKNOWN_TO_SDK_VERSION),
                400,
                "UnrecognizedPublicKeyEncoding",
                "The encoding null is not one of SSH, PEM.");
    }

    @Test
    void takesAKeyInPemAndKnowsItAgain() throws IOException {
        SSHPublicKey key = upload(fixture("ada.pem"));

        assertThat(body(key, EncodingType.SSH) + " ada@example.com")
                .isEqualTo(fixture("ada.pub").strip());
        fails(
                () -> upload(fixture("ada.pub")),
                400,
                "DuplicateSSHPublicKey",
                "The SSH public key is already associated with the user takesAKeyInPemAndKnowsItAgain.");
    }

    @Test
    void refusesWhatIsNoKeyOrTooShort() throws IOException {
        fails(
                () -> upload("ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIHVuZGVyc3Rvb2QgYnkgb3RoZXJzIG9ubHkuLi4uLg=="),
                400,
                "InvalidPublicKey",
                "The public key must be encoded in ssh-rsa format or PEM format; make one: ssh-keygen -t rsa -b 4096");
        fails(
                () -> upload(fixture("short.pub")),
                400,
                "InvalidPublicKey",
                "The public key has 1024 bits; 2048 is the minimum.");
        for (String damaged : new String[] {
            "ssh-rsa",
            "ssh-rsa !",
            "ssh-rsa AAAA",
            "ssh-rsa AAAAB3NzaC1yc2F/////",
            "-----BEGIN PUBLIC KEY-----\nAAAA",
            fixture("ada.pub").replace("AAAAB3NzaC1yc2E", "AAAAB3NzaC1kc3M"),
            fixture("ada.pem").replace("MIIB", "MIIC")
        }) {
            assertThatExceptionOfType(AwsServiceException.class)
                    .as(damaged)
                    .isThrownBy(() -> upload(damaged))
                    .satisfies(failure ->
                            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo("InvalidPublicKey"));
        }
    }

    @Test
    void listsUpdatesAndDeletesKeys() throws IOException {
        String id = upload(fixture("ada.pub")).sshPublicKeyId();
        iam.updateSSHPublicKey(
                update -> update.userName(user).sshPublicKeyId(id).status(StatusType.INACTIVE));

        assertThat(iam.listSSHPublicKeys(list -> list.userName(user)).sshPublicKeys())
                .singleElement()
                .satisfies(key -> {
                    assertThat(key.sshPublicKeyId()).isEqualTo(id);
                    assertThat(key.status()).isEqualTo(StatusType.INACTIVE);
                });
        fails(
                () -> iam.deleteUser(delete -> delete.userName(user)),
                409,
                "DeleteConflict",
                "Cannot delete entity, must delete SSH public keys first.");
        iam.deleteSSHPublicKey(delete -> delete.userName(user).sshPublicKeyId(id));
        fails(
                () -> iam.deleteSSHPublicKey(delete -> delete.userName(user).sshPublicKeyId(id)),
                404,
                "NoSuchEntity",
                "The Public Key with id " + id + " cannot be found.");
        iam.deleteUser(delete -> delete.userName(user));
    }

    @Test
    void aKeyBelongsToOneUser() throws IOException {
        String id = upload(fixture("ada.pub")).sshPublicKeyId();
        iam.createUser(create -> create.userName("somebody-else"));

        fails(
                () -> iam.deleteSSHPublicKey(
                        delete -> delete.userName("somebody-else").sshPublicKeyId(id)),
                404,
                "NoSuchEntity",
                "The Public Key with id " + id + " cannot be found.");
    }

    private SSHPublicKey upload(String body) {
        return iam.uploadSSHPublicKey(upload -> upload.userName(user).sshPublicKeyBody(body))
                .sshPublicKey();
    }

    private String body(SSHPublicKey key, EncodingType encoding) {
        return iam.getSSHPublicKey(get ->
                        get.userName(user).sshPublicKeyId(key.sshPublicKeyId()).encoding(encoding))
                .sshPublicKey()
                .sshPublicKeyBody();
    }

    private static String fixture(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(SshPublicKeysTest.class.getResourceAsStream(name), name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void fails(ThrowingCallable call, int status, String code, String message) {
        assertThatExceptionOfType(AwsServiceException.class).isThrownBy(call).satisfies(failure -> {
            assertThat(failure.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(failure.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(failure.statusCode()).isEqualTo(status);
        });
    }
}
