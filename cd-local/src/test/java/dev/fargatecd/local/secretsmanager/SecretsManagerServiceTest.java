package dev.fargatecd.local.secretsmanager;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.SecretListEntry;
import software.amazon.awssdk.services.secretsmanager.model.SecretsManagerException;
import software.amazon.awssdk.services.secretsmanager.model.Tag;
import software.amazon.awssdk.services.ssm.SsmClient;

/** Secrets Manager, over HTTP with the SDK's client, and as stacks use it. */
final class SecretsManagerServiceTest {
    private static LocalCloud cloud;
    private static SecretsManagerClient secrets;
    private static CloudFormationClient stacks;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = cloud.client(CloudFormationClient.class);
        secrets = SecretsManagerClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.scope().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())))
                .build();
    }

    @AfterAll
    static void close() {
        secrets.close();
        cloud.close();
    }

    private static String value(String id) {
        return secrets.getSecretValue(request -> request.secretId(id)).secretString();
    }

    private static String valueAt(String id, String stage) {
        return secrets.getSecretValue(request -> request.secretId(id).versionStage(stage))
                .secretString();
    }

    @Test
    void leadsFromNameAndArnToTheCurrentValue() {
        String arn = secrets.createSecret(
                        request -> request.name("app/password").secretString("one"))
                .arn();

        assertThat(arn).matches("arn:aws:secretsmanager:.*:secret:app/password-[A-Za-z0-9]{6}");
        assertThat(List.of(value("app/password"), value(arn), value(arn.substring(0, arn.length() - 7))))
                .containsOnly("one");
        secrets.createSecret(request -> request.name("bytes").secretBinary(SdkBytes.fromUtf8String("raw")));
        assertThat(secrets.getSecretValue(request -> request.secretId("bytes"))
                        .secretBinary()
                        .asUtf8String())
                .isEqualTo("raw");
    }

    @Test
    void movesTheLabelsWhenAValueFollowsAnother() {
        secrets.createSecret(request -> request.name("labels").secretString("one"));
        secrets.putSecretValue(request -> request.secretId("labels").secretString("two"));
        String pending = secrets.putSecretValue(request ->
                        request.secretId("labels").secretString("three").versionStages("AWSPENDING"))
                .versionId();
        assertThat(value("labels")).isEqualTo("two");
        assertThat(valueAt("labels", "AWSPREVIOUS")).isEqualTo("one");
        assertThat(valueAt("labels", "AWSPENDING")).isEqualTo("three");

        String current =
                secrets.getSecretValue(request -> request.secretId("labels")).versionId();
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> secrets.updateSecretVersionStage(request ->
                        request.secretId("labels").versionStage("AWSCURRENT").removeFromVersionId("another")));
        secrets.updateSecretVersionStage(request -> request.secretId("labels")
                .versionStage("AWSCURRENT")
                .removeFromVersionId(current)
                .moveToVersionId(pending));
        secrets.updateSecretVersionStage(
                request -> request.secretId("labels").versionStage("AWSPENDING").removeFromVersionId(pending));

        assertThat(value("labels")).isEqualTo("three");
        assertThat(valueAt("labels", "AWSPREVIOUS")).isEqualTo("two");
        assertThat(secrets.describeSecret(request -> request.secretId("labels")).versionIdsToStages())
                .containsEntry(pending, List.of("AWSCURRENT"))
                .containsEntry(current, List.of("AWSPREVIOUS"))
                .hasSize(2);
        assertThat(secrets.listSecretVersionIds(
                                request -> request.secretId("labels").includeDeprecated(true))
                        .versions())
                .hasSize(3);
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(() -> valueAt("labels", "AWSPENDING"))
                .withMessageContaining("can't find the specified secret value for staging label: AWSPENDING");
    }

    @Test
    void takesTheSameRequestTwiceAndAnotherWithItsTokenNot() {
        String token = "0123456789abcdef0123456789abcdef";
        secrets.createSecret(request -> request.name("twice").secretString("one"));
        for (int time = 0; time < 2; time++) {
            assertThat(secrets.putSecretValue(request -> request.secretId("twice")
                                    .clientRequestToken(token)
                                    .secretString("two"))
                            .versionId())
                    .isEqualTo(token);
        }

        assertThatExceptionOfType(ResourceExistsException.class)
                .isThrownBy(() -> secrets.putSecretValue(request ->
                        request.secretId("twice").clientRequestToken(token).secretString("three")));
        assertThatExceptionOfType(ResourceExistsException.class)
                .isThrownBy(() ->
                        secrets.createSecret(request -> request.name("twice").secretString("one")))
                .withMessageContaining("The operation failed because the secret twice already exists.");
    }

    @Test
    void deletesWithAWindowInWhichItCanBeRestored() {
        secrets.createSecret(request -> request.name("going").secretString("one"));
        secrets.deleteSecret(request -> request.secretId("going").recoveryWindowInDays(7L));

        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> value("going"))
                .withMessageContaining("because it was marked for deletion");
        assertThatExceptionOfType(InvalidRequestException.class)
                .isThrownBy(() -> secrets.createSecret(request -> request.name("going")))
                .withMessageContaining("already scheduled for deletion");
        assertThat(secrets.listSecrets(request -> request.maxResults(100)).secretList())
                .extracting(SecretListEntry::name)
                .doesNotContain("going");

        secrets.restoreSecret(request -> request.secretId("going"));
        assertThat(value("going")).isEqualTo("one");
        secrets.deleteSecret(request -> request.secretId("going").forceDeleteWithoutRecovery(true));
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> value("going"));
    }

    @Test
    void keepsWhatIsSaidOfASecret() {
        secrets.createSecret(request -> request.name("described")
                .description("first")
                .kmsKeyId("alias/mine")
                .tags(Tag.builder().key("team").value("welcome").build()));
        secrets.updateSecret(request -> request.secretId("described").description("second"));
        secrets.tagResource(request -> request.secretId("described")
                .tags(Tag.builder().key("stage").value("test").build()));
        secrets.untagResource(request -> request.secretId("described").tagKeys("team"));

        var described = secrets.describeSecret(request -> request.secretId("described"));
        assertThat(described.description()).isEqualTo("second");
        assertThat(described.kmsKeyId()).isEqualTo("alias/mine");
        assertThat(described.tags()).extracting(Tag::key).containsExactly("stage");
    }

    @Test
    void refusesWhatSecretsManagerRefusesAndWhatIsNotThere() {
        assertThatExceptionOfType(SecretsManagerException.class)
                .isThrownBy(() -> secrets.createSecret(request -> request.name("with blank")))
                .withMessageContaining("Invalid name.");
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() ->
                        secrets.deleteSecret(request -> request.secretId("none").recoveryWindowInDays(3L)))
                .withMessageContaining("between 7 and 30 days");
        assertThatThrownBy(() -> secrets.rotateSecret(request -> request.secretId("none")))
                .hasMessageContaining("RotateSecret");
    }

    @Test
    void makesPasswordsUpAsTheyAreAskedFor() {
        String password = secrets.getRandomPassword(request ->
                        request.passwordLength(8L).excludePunctuation(true).excludeCharacters("O0Il"))
                .randomPassword();

        assertThat(password)
                .matches("[a-zA-Z1-9]{8}")
                .containsPattern("[a-z]")
                .containsPattern("[A-Z]")
                .containsPattern("[1-9]")
                .doesNotContainPattern("[OIl]");
        assertThatExceptionOfType(InvalidParameterException.class)
                .isThrownBy(() -> secrets.getRandomPassword(request -> request.passwordLength(3L)));
    }

    @Test
    void isMadeChangedAndDeletedByAStackAndReadByItsDynamicReferences() {
        stacks.createStack(request -> request.stackName("secrets").templateBody(template("admin")));
        stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName("secrets"));
        String arn = stacks.describeStackResource(
                        request -> request.stackName("secrets").logicalResourceId("Made"))
                .stackResourceDetail()
                .physicalResourceId();
        String generated = value(arn);
        assertThat(generated).matches("\\{\"user\":\"admin\",\"password\":\"[^\"\\\\]{20}\"}");
        assertThat(copied()).isEqualTo("admin");
        assertThat(stacks.describeStackEvents(request -> request.stackName("secrets"))
                        .stackEvents())
                .extracting(StackEvent::resourceProperties)
                .noneMatch(properties -> String.valueOf(properties).contains("\"Value\":\"admin\""));

        stacks.updateStack(request -> request.stackName("secrets").templateBody(template("root")));
        stacks.waiter().waitUntilStackUpdateComplete(request -> request.stackName("secrets"));
        assertThat(value(arn)).contains("\"user\":\"root\"");
        assertThat(valueAt(arn, "AWSPREVIOUS")).isEqualTo(generated);

        stacks.deleteStack(request -> request.stackName("secrets"));
        stacks.waiter().waitUntilStackDeleteComplete(request -> request.stackName("secrets"));
        assertThatExceptionOfType(ResourceNotFoundException.class).isThrownBy(() -> value(arn));
    }

    @Test
    void failsTheResourceWhoseReferenceLeadsNowhereInAWSsWords() {
        secrets.createSecret(request -> request.name("plain").secretString("no object"));
        secrets.createSecret(request -> request.name("object").secretString("{\"a\":1}"));

        assertThat(List.of(failure("never-there"), failure("object:SecretString:b"), failure("plain:SecretString:b")))
                .satisfiesExactly(
                        reason -> assertThat(reason)
                                .startsWith(
                                        "Secrets Manager can't find the specified secret. (Service: AWSSecretsManager;"
                                                + " Status Code: 400; Error Code: ResourceNotFoundException;"),
                        reason -> assertThat(reason)
                                .isEqualTo("Could not find a value associated with JSONKey in SecretString"),
                        reason -> assertThat(reason).isEqualTo("Could not parse SecretString JSON"));
    }

    private static String failure(String reference) {
        String id = stacks.createStack(request ->
                        request.stackName("lost").disableRollback(true).templateBody("""
                                Resources:
                                  Copy:
                                    Type: AWS::SSM::Parameter
                                    Properties: {Type: String, Value: '{{resolve:secretsmanager:%s}}'}
                                """.formatted(reference)))
                .stackId();
        assertThatThrownBy(() -> stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName(id)))
                .isNotNull();
        String reason = stacks.describeStackEvents(request -> request.stackName(id)).stackEvents().stream()
                .filter(event -> event.resourceStatusAsString().equals("CREATE_FAILED"))
                .filter(event -> event.logicalResourceId().equals("Copy"))
                .findFirst()
                .orElseThrow()
                .resourceStatusReason();
        stacks.deleteStack(request -> request.stackName(id));
        stacks.waiter().waitUntilStackDeleteComplete(request -> request.stackName(id));
        return reason;
    }

    private static String copied() {
        return cloud.client(SsmClient.class)
                .getParameter(request -> request.name("/copied/user"))
                .parameter()
                .value();
    }

    private static String template(String user) {
        return """
                Resources:
                  Made:
                    Type: AWS::SecretsManager::Secret
                    Properties:
                      GenerateSecretString:
                        SecretStringTemplate: '{"user":"%s"}'
                        GenerateStringKey: password
                        PasswordLength: 20
                        ExcludeCharacters: '"\\'
                  Copy:
                    Type: AWS::SSM::Parameter
                    Properties:
                      Name: /copied/user
                      Type: String
                      Value: !Sub '{{resolve:secretsmanager:${Made}:SecretString:user}}'
                """.formatted(user);
    }
}
