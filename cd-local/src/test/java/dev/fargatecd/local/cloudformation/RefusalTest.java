package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Capability;

class RefusalTest {
    private static final String GROUP = "Resources:\n  G:\n    Type: AWS::Logs::LogGroup\n";

    private static LocalCloud cloud;
    private static CloudFormationClient client;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        client = cloud.client(CloudFormationClient.class);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static void assertRefused(String code, String message, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(AwsServiceException.class, refused -> {
            assertThat(refused.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(refused.awsErrorDetails().errorCode()).isEqualTo(code);
        });
    }

    private static ThrowingCallable creation(String template) {
        return () -> client.createStack(request -> request.stackName("refused").templateBody(template));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"Resources": {"A": {"Type": "AWS::X::Y"}}} | Template format error: Unrecognized resource types: [AWS::X::Y]
            {"Resources": {"A": {"Type": "AWS::Lambda::Function"}}} | Template format error: Unrecognized resource types: [AWS::Lambda::Function]
            {"Resources": {}} | Template format error: At least one Resources member must be defined.
            {"Parameters": {"P": {"Type": "String"}}, "Resources": {"A": {"Type": "AWS::Logs::LogGroup"}}} | Parameters: [P] must have values
            {"Resources": {"A": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": {"Ref": "X"}}}}} | Template format error: Unresolved resource dependencies [X] in the Resources block of the template
            {"Mappings": {"M": {"a": {"b": "c"}}}, "Resources": {"A": {"Type": "AWS::Logs::LogGroup", "Properties": {"LogGroupName": {"Fn::FindInMap": ["M", "a", "x"]}}}}} | Template error: Unable to get mapping for M::a::x
            """)
    void saysInAwsWordsWhatIsWrongWithATemplate(String template, String message) {
        assertRefused("ValidationError", message, creation(template));
    }

    @Test
    void asksForCapabilities() {
        String role =
                "Resources:\n  R:\n    Type: AWS::IAM::Role\n    Properties:\n      AssumeRolePolicyDocument: {}\n";
        assertRefused("InsufficientCapabilitiesException", "Requires capabilities : [CAPABILITY_IAM]", creation(role));
        assertRefused(
                "InsufficientCapabilitiesException",
                "Requires capabilities : [CAPABILITY_NAMED_IAM]",
                () -> client.createStack(request -> request.stackName("refused")
                        .templateBody(role + "      RoleName: mine\n")
                        .capabilities(Capability.CAPABILITY_IAM)));
    }

    @Test
    void refusesNamesAndSizesOutOfBounds() {
        assertRefused(
                "ValidationError",
                "1 validation error detected: Value '1st' at 'stackName' failed to satisfy constraint: Member must satisfy "
                        + "regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/._+]*",
                () -> client.createStack(request -> request.stackName("1st").templateBody(GROUP)));
        String large = "x".repeat(51_201);
        assertRefused(
                "ValidationError",
                "1 validation error detected: Value '" + large
                        + "' at 'templateBody' failed to satisfy constraint: Member "
                        + "must have length less than or equal to 51200",
                creation(large));
    }

    @Test
    void knowsNoStackThatIsNotThere() {
        assertRefused(
                "ValidationError",
                "Stack with id nowhere does not exist",
                () -> client.describeStacks(request -> request.stackName("nowhere")));
        assertRefused(
                "ValidationError",
                "Stack [nowhere] does not exist",
                () -> client.describeStackEvents(request -> request.stackName("nowhere")));
        assertRefused(
                "ValidationError",
                "Stack [nowhere] does not exist",
                () -> client.updateStack(request -> request.stackName("nowhere").templateBody(GROUP)));
    }

    @Test
    void deletesAStackThatIsNotThere() {
        assertThat(client.deleteStack(request -> request.stackName("nowhere"))).isNotNull();
    }

    @Test
    void refusesASecondStackOfAName() {
        client.createStack(request -> request.stackName("one").templateBody(GROUP));

        assertRefused(
                "AlreadyExistsException",
                "Stack [one] already exists",
                () -> client.createStack(request -> request.stackName("one").templateBody(GROUP)));
    }

    @Test
    void answersARepeatedRequestAsTheFirst() {
        String first = client.createStack(request ->
                        request.stackName("again").templateBody(GROUP).clientRequestToken("token-1"))
                .stackId();

        assertThat(client.createStack(request ->
                                request.stackName("again").templateBody(GROUP).clientRequestToken("token-1"))
                        .stackId())
                .isEqualTo(first);
    }

    @Test
    void refusesAnUpdateOfAStackThatWasRolledBack() {
        client.createStack(
                request -> request.stackName("rolled").templateBody(GROUP + "    Properties: {RetentionInDays: 2}\n"));
        new StackDriver(client).settle("rolled");
        String id = client.describeStacks(request -> request.stackName("rolled"))
                .stacks()
                .get(0)
                .stackId();

        assertThat(client.describeStackEvents(request -> request.stackName("rolled"))
                        .stackEvents())
                .anySatisfy(event -> {
                    assertThat(event.resourceStatusAsString()).isEqualTo("CREATE_FAILED");
                    assertThat(event.resourceStatusReason())
                            .isEqualTo("Properties validation failed for resource G with message: "
                                    + "#/RetentionInDays: 2 is not a valid enum value");
                });
        assertRefused(
                "ValidationError",
                "Stack:" + id + " is in ROLLBACK_COMPLETE state and can not be updated.",
                () -> client.updateStack(request -> request.stackName("rolled").templateBody(GROUP)));
    }

    @Test
    void refusesARoleThatCanNotBeAssumed() {
        assertRefused(
                "ValidationError",
                "Role arn:aws:iam::000000000000:role/nobody is invalid or cannot be assumed",
                () -> client.createStack(request -> request.stackName("roleless")
                        .templateBody(GROUP)
                        .roleARN("arn:aws:iam::000000000000:role/nobody")));
    }

    @Test
    void namesWhatItDoesNotImplement() {
        assertThatThrownBy(() -> client.createStack(request ->
                        request.stackName("notified").templateBody(GROUP).stackPolicyURL("https://example.org/policy")))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("cloudformation CreateStack: StackPolicyURL is not supported by the local cloud");
    }

    @Test
    void reportsWhatExistsAlready() {
        client.createStack(
                request -> request.stackName("owner").templateBody(GROUP + "    Properties: {LogGroupName: /taken}\n"));
        new StackDriver(client).settle("owner");
        client.createStack(
                request -> request.stackName("rival").templateBody(GROUP + "    Properties: {LogGroupName: /taken}\n"));
        new StackDriver(client).settle("rival");

        assertThat(new StackDriver(client).story("rival"))
                .anyMatch(event ->
                        event.startsWith("G CREATE_FAILED Resource handler returned message: \"Resource of type "
                                + "'AWS::Logs::LogGroup' with identifier '{\"/properties/LogGroupName\":\"/taken\"}' already "
                                + "exists.\" (RequestToken: "));
    }

    @Test
    void saysWhatATemplateNeeds() {
        String template =
                "Description: text\nParameters:\n  P:\n    Type: Number\n    Default: 1\n    NoEcho: true\n" + GROUP;

        assertThat(client.validateTemplate(request -> request.templateBody(template)))
                .satisfies(answer -> {
                    assertThat(answer.description()).isEqualTo("text");
                    assertThat(answer.parameters().get(0).defaultValue()).isEqualTo("1");
                    assertThat(answer.parameters().get(0).noEcho()).isTrue();
                });
        assertThat(client.getTemplateSummary(request -> request.templateBody(template)))
                .satisfies(answer -> assertThat(answer.resourceTypes()).containsExactly("AWS::Logs::LogGroup"));
    }
}
