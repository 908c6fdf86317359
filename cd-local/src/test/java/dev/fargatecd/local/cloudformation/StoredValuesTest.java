package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ssm.SsmClient;
import software.amazon.awssdk.services.ssm.model.ParameterType;

/** Templates that take values from Parameter Store and Secrets Manager. */
final class StoredValuesTest {
    private static LocalCloud cloud;
    private static CloudFormationClient stacks;
    private static SsmClient ssm;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = cloud.client(CloudFormationClient.class);
        ssm = cloud.client(SsmClient.class);
    }

    @AfterAll
    static void close() {
        cloud.close();
    }

    private static void put(String name, String value) {
        ssm.putParameter(request ->
                request.name(name).value(value).type(ParameterType.STRING).overwrite(true));
    }

    private static String got(String name) {
        return ssm.getParameter(request -> request.name(name)).parameter().value();
    }

    private static void create(String name, String template) {
        stacks.createStack(request -> request.stackName(name).templateBody(template));
        stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName(name));
    }

    private static void update(String name, String template) {
        stacks.updateStack(request -> request.stackName(name).templateBody(template));
        stacks.waiter().waitUntilStackUpdateComplete(request -> request.stackName(name));
    }

    private static Stack stack(String name) {
        return stacks.describeStacks(request -> request.stackName(name))
                .stacks()
                .get(0);
    }

    /** A parameter that is made of the value. */
    private static String template(String name, String value) {
        return """
                Resources:
                  Made:
                    Type: AWS::SSM::Parameter
                    Properties:
                      Name: %s
                      Type: String
                      Value: %s
                """.formatted(name, value);
    }

    @Test
    void putsParametersInWhenAResourceIsMade() {
        put("/dynamic/host", "example.org");
        put("/dynamic/port", "80");
        put("/dynamic/port", "8080");

        create(
                "dynamic",
                template(
                                "/dynamic/made",
                                "!Sub 'http://{{resolve:ssm:/dynamic/host}}:{{resolve:ssm:/dynamic/${Port}:1}}'")
                        + "Parameters: {Port: {Type: String, Default: port}}\n"
                        + "Outputs: {Host: {Value: '{{resolve:ssm:/dynamic/host}}'}}\n");

        assertThat(got("/dynamic/made")).isEqualTo("http://example.org:80");
        assertThat(stack("dynamic").outputs().get(0).outputValue()).isEqualTo("example.org");
        assertThat(stacks.describeStackEvents(request -> request.stackName("dynamic"))
                        .stackEvents())
                .filteredOn(event -> event.logicalResourceId().equals("Made"))
                .extracting(StackEvent::resourceProperties)
                .allSatisfy(properties -> assertThat(properties).contains("{{resolve:ssm:/dynamic/port:1}}"));
    }

    @Test
    void seesNoChangeWhereOnlyTheValueBehindAReferenceIsAnother() {
        put("/unseen/value", "before");
        String template = template("/unseen/made", "'{{resolve:ssm:/unseen/value}}'");
        create("unseen", template);
        put("/unseen/value", "after");

        assertThatThrownBy(() -> update("unseen", template)).hasMessageContaining("No updates are to be performed.");
        assertThat(got("/unseen/made")).isEqualTo("before");

        update("unseen", template + "      Description: changed beside it\n");
        assertThat(got("/unseen/made")).isEqualTo("after");
    }

    @Test
    void refusesAtOnceAReferenceThatLeadsNowhere() {
        put("/versions/one", "1");
        for (String reference : List.of("/none", "/versions/one:7")) {
            assertThatExceptionOfType(CloudFormationException.class)
                    .isThrownBy(() -> create("nowhere", template("/x", "'{{resolve:ssm:" + reference + "}}'")))
                    .withMessageContaining("Parameters: [ssm:" + reference + "] cannot be found.");
        }
        assertThatExceptionOfType(CloudFormationException.class)
                .isThrownBy(() -> create("nowhere", template("/x", "!Sub '{{resolve:ssm:a ${AWS::Region}}}'")))
                .withMessageContaining("Incorrect format is used in the following SSM reference: [{{resolve:ssm:a ");
    }

    @Test
    void takesNoSecureStringsAsPlainOnes() {
        ssm.putParameter(
                request -> request.name("/secure").value("hunter2hunter2").type(ParameterType.SECURE_STRING));
        String asParameter = template("/x", "!Ref Secure")
                + "Parameters: {Secure: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /secure}}\n";

        for (String template : List.of(asParameter, template("/x", "'{{resolve:ssm:/secure}}'"))) {
            assertThatExceptionOfType(CloudFormationException.class)
                    .isThrownBy(() -> create("secure", template))
                    .withMessageContaining(
                            "Parameters [/secure] referenced by template have types not supported by CloudFormation.");
        }
        create("secure", template("/made/secure", "plain"));
        stacks.updateStack(request -> request.stackName("secure")
                .templateBody(template("/made/secure", "!Sub '{{resolve:ssm-${Kind}:/secure}}'")
                        + "Parameters: {Kind: {Type: String, Default: secure}}\n"));
        cloud.journal()
                .until(
                        "the rollback",
                        Duration.ofSeconds(30),
                        () -> Optional.of(true)
                                .filter(yes ->
                                        stack("secure").stackStatusAsString().equals("UPDATE_ROLLBACK_COMPLETE")))
                .join();
        assertThat(stacks.describeStackEvents(request -> request.stackName("secure"))
                        .stackEvents())
                .extracting(event -> String.valueOf(event.resourceStatusReason()))
                .anyMatch(reason -> reason.startsWith("SSM Secure reference is not supported"));
    }

    @Test
    void takesAParameterFromParameterStoreAndSeesItsChanges() {
        put("/image/tag", "1");
        String template = template("/image/made", "!Ref Tag")
                + "Parameters: {Tag: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /image/tag}}\n";
        create("image", template);
        assertThat(got("/image/made")).isEqualTo("1");

        put("/image/tag", "2");
        update("image", template);

        assertThat(got("/image/made")).isEqualTo("2");
        assertThat(stack("image").parameters())
                .containsExactly(Parameter.builder()
                        .parameterKey("Tag")
                        .parameterValue("/image/tag")
                        .resolvedValue("2")
                        .build());
        assertThatThrownBy(() -> update("image", template)).hasMessageContaining("No updates are to be performed.");
    }

    @Test
    void executesAChangeSetWithTheValuesThatItWasMadeWith() {
        put("/list/words", "a,b");
        String template = template("/list/made", "!Join ['+', !Ref Words]")
                + "Parameters: {Words: {Type: 'AWS::SSM::Parameter::Value<List<String>>'}}\n";
        stacks.createChangeSet(request -> request.stackName("list")
                .changeSetName("first")
                .changeSetType(ChangeSetType.CREATE)
                .parameters(Parameter.builder()
                        .parameterKey("Words")
                        .parameterValue("/list/words")
                        .build())
                .templateBody(template));
        put("/list/words", "c");
        assertThat(stacks.describeChangeSet(request -> request.stackName("list").changeSetName("first"))
                        .parameters())
                .extracting(Parameter::resolvedValue)
                .containsExactly("a,b");

        stacks.executeChangeSet(request -> request.stackName("list").changeSetName("first"));
        stacks.waiter().waitUntilStackCreateComplete(request -> request.stackName("list"));

        assertThat(got("/list/made")).isEqualTo("a+b");
    }

    @Test
    void makesATaskDefinitionOfStoredNumbersAndASecretOfTheSameStack() {
        put("/task/cpu", "256");
        put("/task/stop", "7");
        create("task", """
                Resources:
                  Password:
                    Type: AWS::SecretsManager::Secret
                    Properties: {GenerateSecretString: {PasswordLength: 12}}
                  Task:
                    Type: AWS::ECS::TaskDefinition
                    Properties:
                      Family: stored
                      RequiresCompatibilities: [FARGATE]
                      NetworkMode: awsvpc
                      Cpu: '{{resolve:ssm:/task/cpu}}'
                      Memory: 512
                      ExecutionRoleArn: arn:aws:iam::000000000000:role/execution
                      ContainerDefinitions:
                        - Name: app
                          Image: public.ecr.aws/shop/app:1
                          StopTimeout: '{{resolve:ssm:/task/stop}}'
                          Secrets: [{Name: PASSWORD, ValueFrom: !Ref Password}]
                """);

        TaskDefinition made = cloud.client(EcsClient.class)
                .describeTaskDefinition(request -> request.taskDefinition("stored"))
                .taskDefinition();
        assertThat(made.cpu()).isEqualTo("256");
        assertThat(made.containerDefinitions()).singleElement().satisfies(container -> {
            assertThat(container.stopTimeout()).isEqualTo(7);
            assertThat(container.secrets())
                    .singleElement()
                    .satisfies(secret -> assertThat(secret.valueFrom()).contains(":secret:task-Password-"));
        });
    }

    @Test
    void namesTheParametersThatAreNotInParameterStore() {
        String template = template("/x", "!Ref Tag")
                + "Parameters: {Tag: {Type: 'AWS::SSM::Parameter::Value<String>', Default: /not/there}}\n";

        assertThatExceptionOfType(CloudFormationException.class)
                .isThrownBy(() -> create("absent", template))
                .withMessageContaining(
                        "Unable to fetch parameters [/not/there] from parameter store for this account.");
    }
}
