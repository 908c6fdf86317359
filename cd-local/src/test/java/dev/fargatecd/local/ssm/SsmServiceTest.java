package dev.fargatecd.local.ssm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.HierarchyTypeMismatchException;
import software.amazon.awssdk.services.ssm.model.Parameter;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterPatternMismatchException;
import software.amazon.awssdk.services.ssm.model.ParameterType;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** Parameter Store, over HTTP with the SDK's client. */
final class SsmServiceTest {
    private LocalCloud cloud;
    private SsmClient ssm;

    @BeforeEach
    void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        ssm = SsmClient.builder()
                .endpointOverride(cloud.endpoint())
                .region(Region.of(cloud.scope().region()))
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())))
                .build();
    }

    @AfterEach
    void close() {
        ssm.close();
        cloud.close();
    }

    private void put(String name, String value) {
        ssm.putParameter(request ->
                request.name(name).type(ParameterType.STRING).value(value).overwrite(true));
    }

    @Test
    void keepsEachVersionOfAValue() {
        put("/app/greeting", "Hello");
        put("/app/greeting", "Good morning");

        Parameter now =
                ssm.getParameter(request -> request.name("/app/greeting")).parameter();
        assertThat(now.value()).isEqualTo("Good morning");
        assertThat(now.version()).isEqualTo(2);
        assertThat(now.arn()).endsWith(":parameter/app/greeting");
        assertThat(ssm.getParameter(request -> request.name(now.arn())).parameter())
                .isEqualTo(now);
        assertThat(ssm.getParameter(request -> request.name("/app/greeting:1"))
                        .parameter()
                        .value())
                .isEqualTo("Hello");
        assertThatExceptionOfType(ParameterVersionNotFoundException.class)
                .isThrownBy(() -> ssm.getParameter(request -> request.name("/app/greeting:3")));
    }

    @Test
    void showsASecureStringOnlyToWhomAsksForDecryption() {
        ssm.putParameter(request ->
                request.name("password").type(ParameterType.SECURE_STRING).value("hunter2hunter2"));

        assertThat(ssm.getParameter(request -> request.name("password"))
                        .parameter()
                        .value())
                .doesNotContain("hunter2");
        assertThat(ssm.getParameter(request -> request.name("password").withDecryption(true))
                        .parameter()
                        .value())
                .isEqualTo("hunter2hunter2");
    }

    @Test
    void listsAPathPageByPageWithAndWithoutWhatIsBelow() {
        put("/app/a", "1");
        put("/app/b", "2");
        put("/app/deep/c", "3");
        put("/apple", "4");

        assertThat(ssm.getParametersByPath(request -> request.path("/app")).parameters())
                .extracting(Parameter::name)
                .containsExactly("/app/a", "/app/b");
        assertThat(
                        ssm
                                .getParametersByPathPaginator(request ->
                                        request.path("/app").recursive(true).maxResults(2))
                                .stream()
                                .flatMap(page -> page.parameters().stream()))
                .extracting(Parameter::name)
                .containsExactly("/app/a", "/app/b", "/app/deep/c");
    }

    @Test
    void refusesWhatParameterStoreRefuses() {
        put("a", "1");

        assertThatExceptionOfType(ParameterAlreadyExistsException.class)
                .isThrownBy(() -> ssm.putParameter(
                        request -> request.name("a").type(ParameterType.STRING).value("2")));
        assertThatExceptionOfType(HierarchyTypeMismatchException.class)
                .isThrownBy(() -> ssm.putParameter(request -> request.name("a")
                        .type(ParameterType.STRING_LIST)
                        .value("2")
                        .overwrite(true)));
        assertThatExceptionOfType(ParameterPatternMismatchException.class)
                .isThrownBy(() -> ssm.putParameter(request ->
                        request.name("b").type(ParameterType.STRING).value("x").allowedPattern("\\d+")));
        assertThatExceptionOfType(SsmException.class)
                .isThrownBy(() -> put("big", "x".repeat(4097)))
                .withMessageContaining("Standard tier parameters support a maximum parameter value of 4096");
        assertThatExceptionOfType(SsmException.class)
                .isThrownBy(() -> put("/aws/mine", "x"))
                .withMessageContaining("can't be prefixed with");
        assertThatExceptionOfType(ParameterNotFoundException.class)
                .isThrownBy(() -> ssm.deleteParameter(request -> request.name("none")));
        assertThatExceptionOfType(SsmException.class)
                .isThrownBy(() -> ssm.putParameter(request ->
                        request.name("c").type(ParameterType.STRING).value("x").policies("[]")))
                .withMessageContaining("Policies");
    }

    @Test
    void isMadeChangedAndDeletedByAStack() {
        CloudFormationClient stacks = cloud.client(CloudFormationClient.class);
        stacks.createStack(request -> request.stackName("parameters").templateBody(template("Hello")));
        stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName("parameters"));
        assertThat(ssm.getParameter(request -> request.name("/app/greeting"))
                        .parameter()
                        .value())
                .isEqualTo("Hello");
        assertThat(ssm.listTagsForResource(
                                request -> request.resourceType("Parameter").resourceId("/app/greeting"))
                        .tagList())
                .anySatisfy(tag -> assertThat(tag.key()).isEqualTo("team"));

        stacks.updateStack(request -> request.stackName("parameters").templateBody(template("Bye")));
        stacks.waiter().waitUntilStackUpdateComplete(request -> request.stackName("parameters"));
        assertThat(ssm.getParameter(request -> request.name("/app/greeting"))
                        .parameter()
                        .value())
                .isEqualTo("Bye");

        stacks.deleteStack(request -> request.stackName("parameters"));
        stacks.waiter().waitUntilStackDeleteComplete(request -> request.stackName("parameters"));
        assertThatExceptionOfType(ParameterNotFoundException.class)
                .isThrownBy(() -> ssm.getParameter(request -> request.name("/app/greeting")));
    }

    private static String template(String greeting) {
        return """
                Resources:
                  Greeting:
                    Type: AWS::SSM::Parameter
                    Properties:
                      Name: /app/greeting
                      Type: String
                      Value: %s
                      Tags:
                        team: welcome
                """.formatted(greeting);
    }
}
