package dev.fargatecd.local.kms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.AliasListEntry;
import software.amazon.awssdk.services.kms.model.AlreadyExistsException;
import software.amazon.awssdk.services.kms.model.DataKeySpec;
import software.amazon.awssdk.services.kms.model.DisabledException;
import software.amazon.awssdk.services.kms.model.GenerateDataKeyResponse;
import software.amazon.awssdk.services.kms.model.IncorrectKeyException;
import software.amazon.awssdk.services.kms.model.InvalidCiphertextException;
import software.amazon.awssdk.services.kms.model.KeyListEntry;
import software.amazon.awssdk.services.kms.model.KeyMetadata;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyState;
import software.amazon.awssdk.services.kms.model.KmsException;
import software.amazon.awssdk.services.kms.model.KmsInvalidStateException;
import software.amazon.awssdk.services.kms.model.NotFoundException;
import software.amazon.awssdk.services.kms.model.Tag;

/** KMS, over HTTP with the SDK's client, and as stacks use it. */
final class KmsServiceTest {
    private static LocalCloud cloud;
    private static KmsClient kms;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        kms = KmsClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.scope().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())))
                .build();
    }

    @AfterAll
    static void close() {
        kms.close();
        cloud.close();
    }

    private static KeyMetadata key() {
        return kms.createKey().keyMetadata();
    }

    private static SdkBytes encrypted(String key, String text) {
        return kms.encrypt(request -> request.keyId(key)
                        .plaintext(SdkBytes.fromUtf8String(text))
                        .encryptionContext(Map.of("for", "me")))
                .ciphertextBlob();
    }

    @Test
    void encryptsAndDecryptsForWhoeverKnowsTheContext() {
        String key = key().keyId();
        SdkBytes blob = encrypted(key, "a secret");

        assertThat(blob.asString(StandardCharsets.ISO_8859_1)).doesNotContain("a secret");
        assertThat(kms.decrypt(request -> request.ciphertextBlob(blob).encryptionContext(Map.of("for", "me")))
                        .plaintext()
                        .asUtf8String())
                .isEqualTo("a secret");
        assertThatExceptionOfType(InvalidCiphertextException.class)
                .isThrownBy(() ->
                        kms.decrypt(request -> request.ciphertextBlob(blob).encryptionContext(Map.of("for", "you"))));
        assertThatExceptionOfType(IncorrectKeyException.class)
                .isThrownBy(() -> kms.decrypt(request -> request.ciphertextBlob(blob)
                        .encryptionContext(Map.of("for", "me"))
                        .keyId(key().keyId())));
        assertThatExceptionOfType(InvalidCiphertextException.class)
                .isThrownBy(() -> kms.decrypt(request -> request.ciphertextBlob(SdkBytes.fromUtf8String("none"))));
    }

    @Test
    void makesDataKeysThatItCanOpenAgain() {
        String key = key().arn();

        GenerateDataKeyResponse made =
                kms.generateDataKey(request -> request.keyId(key).keySpec(DataKeySpec.AES_256));

        assertThat(made.plaintext().asByteArray()).hasSize(32);
        assertThat(kms.decrypt(request -> request.ciphertextBlob(made.ciphertextBlob()))
                        .plaintext())
                .isEqualTo(made.plaintext());
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> kms.generateDataKey(request -> request.keyId(key)))
                .withMessageContaining("Please specify either number of bytes or key spec.");
    }

    @Test
    void findsAKeyByItsAliasWhichCanMove() {
        KeyMetadata first = key();
        KeyMetadata second = key();
        kms.createAlias(request -> request.aliasName("alias/moving").targetKeyId(first.keyId()));
        assertThatExceptionOfType(AlreadyExistsException.class)
                .isThrownBy(() -> kms.createAlias(
                        request -> request.aliasName("alias/moving").targetKeyId(second.keyId())))
                .withMessageContaining("An alias with the name arn:aws:kms:");

        kms.updateAlias(request -> request.aliasName("alias/moving").targetKeyId(second.arn()));

        assertThat(kms.describeKey(request -> request.keyId("alias/moving")).keyMetadata())
                .isEqualTo(second);
        assertThat(kms.listAliasesPaginator(request -> request.keyId(second.keyId()))
                        .aliases())
                .extracting(AliasListEntry::aliasName)
                .containsExactly("alias/moving");
        assertThat(kms.listKeysPaginator(request -> request.limit(1)).keys())
                .extracting(KeyListEntry::keyId)
                .contains(first.keyId(), second.keyId());
        kms.deleteAlias(request -> request.aliasName("alias/moving"));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> kms.describeKey(request -> request.keyId("alias/moving")))
                .withMessageContaining(":alias/moving is not found.");
    }

    @Test
    void isOfNoUseWhileItIsDisabledOrPendingDeletion() {
        String key = key().keyId();
        kms.disableKey(request -> request.keyId(key));
        assertThatExceptionOfType(DisabledException.class).isThrownBy(() -> encrypted(key, "x"));
        kms.enableKey(request -> request.keyId(key));
        encrypted(key, "x");

        kms.scheduleKeyDeletion(request -> request.keyId(key).pendingWindowInDays(7));
        assertThatExceptionOfType(KmsInvalidStateException.class)
                .isThrownBy(() -> encrypted(key, "x"))
                .withMessageContaining("is pending deletion.");
        kms.cancelKeyDeletion(request -> request.keyId(key));
        assertThat(kms.describeKey(request -> request.keyId(key)).keyMetadata().keyState())
                .isEqualTo(KeyState.DISABLED);
    }

    @Test
    void refusesKeysThatItCanNotMake() {
        assertThatThrownBy(() -> kms.createKey(request -> request.keySpec(KeySpec.RSA_2048)))
                .hasMessageContaining("keys other than symmetric ones");
        assertThatExceptionOfType(KmsException.class)
                .isThrownBy(() -> kms.createAlias(
                        request -> request.aliasName("alias/aws/mine").targetKeyId("x")));
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> kms.describeKey(request -> request.keyId("none")))
                .withMessageContaining("key/none' does not exist");
        assertThatThrownBy(() -> kms.sign(request -> request.keyId("none").message(SdkBytes.fromUtf8String("x"))))
                .hasMessageContaining("Sign");
    }

    @Test
    void isMadeChangedAndDeletedByStacks() {
        CloudFormationClient stacks = cloud.client(CloudFormationClient.class);
        stacks.createStack(request -> request.stackName("keys").templateBody(template("first", "true")));
        stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName("keys"));
        KeyMetadata made =
                kms.describeKey(request -> request.keyId("alias/of-a-stack")).keyMetadata();
        assertThat(made.description()).isEqualTo("first");
        assertThat(stacks.describeStacks(request -> request.stackName("keys"))
                        .stacks()
                        .get(0)
                        .outputs())
                .extracting(output -> output.outputValue())
                .containsExactly(made.arn());
        assertThat(kms.getKeyRotationStatus(request -> request.keyId(made.keyId()))
                        .keyRotationEnabled())
                .isTrue();
        assertThat(kms.listResourceTags(request -> request.keyId(made.keyId())).tags())
                .contains(Tag.builder().tagKey("team").tagValue("a").build());

        stacks.updateStack(request -> request.stackName("keys").templateBody(template("second", "false")));
        stacks.waiter().waitUntilStackUpdateComplete(request -> request.stackName("keys"));
        assertThat(kms.describeKey(request -> request.keyId(made.keyId()))
                        .keyMetadata()
                        .description())
                .isEqualTo("second");
        assertThat(kms.getKeyRotationStatus(request -> request.keyId(made.keyId()))
                        .keyRotationEnabled())
                .isFalse();

        stacks.deleteStack(request -> request.stackName("keys"));
        stacks.waiter().waitUntilStackDeleteComplete(request -> request.stackName("keys"));
        assertThat(kms.describeKey(request -> request.keyId(made.keyId()))
                        .keyMetadata()
                        .keyState())
                .isEqualTo(KeyState.PENDING_DELETION);
        assertThatExceptionOfType(NotFoundException.class)
                .isThrownBy(() -> kms.describeKey(request -> request.keyId("alias/of-a-stack")));
    }

    private static String template(String description, String rotation) {
        return """
                Resources:
                  Key:
                    Type: AWS::KMS::Key
                    Properties:
                      Description: %s
                      EnableKeyRotation: %s
                      PendingWindowInDays: 7
                      KeyPolicy:
                        Version: '2012-10-17'
                        Statement:
                          - Effect: Allow
                            Principal: {AWS: !Sub 'arn:aws:iam::${AWS::AccountId}:root'}
                            Action: kms:*
                            Resource: '*'
                      Tags: [{Key: team, Value: a}]
                  Alias:
                    Type: AWS::KMS::Alias
                    Properties: {AliasName: alias/of-a-stack, TargetKeyId: !Ref Key}
                Outputs:
                  Key: {Value: !GetAtt Key.Arn}
                """.formatted(description, rotation);
    }
}
