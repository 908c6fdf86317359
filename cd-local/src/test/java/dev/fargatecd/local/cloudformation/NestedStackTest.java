package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Stack;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.s3.S3Client;

class NestedStackTest {
    private static final String URL = "https://templates.s3.us-east-1.amazonaws.com/";
    private static final String CHILD = """
            Parameters:
              Days: {Type: Number, Default: 7}
            Resources:
              Inner:
                Type: AWS::Logs::LogGroup
                Properties: {RetentionInDays: !Ref Days}
            Outputs:
              Group: {Value: !Ref Inner}
            """;

    private static LocalCloud cloud;
    private static CloudFormationClient client;
    private static StackDriver stacks;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        client = cloud.client(CloudFormationClient.class);
        stacks = new StackDriver(cloud);
        cloud.client(S3Client.class).createBucket(request -> request.bucket("templates"));
        put("child.yml", CHILD);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    private static void put(String name, String template) {
        cloud.client(S3Client.class)
                .putObject(request -> request.bucket("templates").key(name), RequestBody.fromString(template));
    }

    private static String parent(String file, String days, String more) {
        return """
                Resources:
                  Child:
                    Type: AWS::CloudFormation::Stack
                    Properties:
                      TemplateURL: %s%s
                      Parameters: {Days: %s}
                %sOutputs:
                  Group: {Value: !GetAtt Child.Outputs.Group}
                """.formatted(URL, file, days, more);
    }

    /** A log group that can't be made once the child is there. */
    private static String broken() {
        return """
                  Broken:
                    Type: AWS::Logs::LogGroup
                    DependsOn: Child
                    Properties: {RetentionInDays: 2}
                """;
    }

    private static Stack child(String parent) {
        return stacks.describe(stacks.physicalId(parent, "Child"));
    }

    @Test
    void makesUpdatesAndDeletesAStackInAStack() {
        stacks.create("outer", parent("child.yml", "7", ""));

        Stack child = child("outer");
        assertThat(child.stackName()).matches("outer-Child-[A-Z0-9]{12,13}");
        assertThat(child.parentId()).isEqualTo(stacks.describe("outer").stackId());
        assertThat(child.rootId()).isEqualTo(child.parentId());
        assertThat(stacks.outputOf("outer", "Group")).isEqualTo(stacks.physicalId(child.stackId(), "Inner"));
        assertThat(stacks.story("outer"))
                .containsExactly(
                        "outer CREATE_IN_PROGRESS User Initiated",
                        "Child CREATE_IN_PROGRESS",
                        "Child CREATE_IN_PROGRESS Resource creation Initiated",
                        "Child CREATE_COMPLETE",
                        "outer CREATE_COMPLETE");

        stacks.update("outer", parent("child.yml", "14", ""));

        assertThat(child("outer").stackStatusAsString()).isEqualTo("UPDATE_COMPLETE");
        assertThat(child("outer").parameters().get(0).parameterValue()).isEqualTo("14");
        assertThat(stacks.statusOf("outer")).isEqualTo("UPDATE_COMPLETE");

        stacks.delete("outer");
        assertThat(stacks.statusOf(child.stackId())).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void failsWithTheReasonOfTheStackInside() {
        stacks.create("unlucky", parent("child.yml", "2", ""));

        StackEvent failed = stacks.events("unlucky").stream()
                .filter(event -> event.resourceStatusAsString().equals("CREATE_FAILED"))
                .findFirst()
                .orElseThrow();
        assertThat(failed.resourceStatusReason())
                .isEqualTo("Embedded stack " + failed.physicalResourceId()
                        + " was not successfully created: The following resource(s) failed to create: [Inner]. ");
        assertThat(stacks.statusOf("unlucky")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(stacks.statusOf(failed.physicalResourceId())).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void takesTheStackInsideBackWithItsParent() {
        stacks.create("back", parent("child.yml", "7", ""));

        stacks.update("back", parent("child.yml", "14", broken()));

        assertThat(stacks.statusOf("back")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(child("back").parameters().get(0).parameterValue()).isEqualTo("7");
    }

    @Test
    void takesItselfBackWhenTheStackInsideCanNotBeUpdated() {
        stacks.create("inside", parent("child.yml", "7", ""));

        stacks.update("inside", parent("child.yml", "2", ""));

        String id = stacks.physicalId("inside", "Child");
        assertThat(stacks.story("inside"))
                .contains("Child UPDATE_FAILED Embedded stack " + id
                        + " was not successfully updated. Currently in UPDATE_ROLLBACK_IN_PROGRESS with reason: "
                        + "The following resource(s) failed to update: [Inner]. ")
                .endsWith("inside UPDATE_ROLLBACK_COMPLETE");
        assertThat(child("inside").stackStatusAsString()).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(child("inside").parameters().get(0).parameterValue()).isEqualTo("7");
    }

    @Test
    void noticesAnotherTemplateBehindTheSameAddress() {
        put("moving.yml", CHILD);
        stacks.create("moving", parent("moving.yml", "7", ""));
        put("moving.yml", CHILD + "  More: {Value: more}\n");

        stacks.update("moving", parent("moving.yml", "7", ""));

        assertThat(child("moving").outputs()).extracting("outputKey").contains("More");
    }

    @Test
    void asksForAnOutputThatIsThere() {
        stacks.create("asking", parent("child.yml", "7", "").replace("Outputs.Group", "Outputs.Other"));

        assertThat(stacks.story("asking"))
                .anyMatch(event ->
                        event.startsWith("asking ROLLBACK_IN_PROGRESS Output 'Other' not found in stack 'arn:"));
    }

    @Test
    void takesTemplatesFromTheLocalS3() {
        client.createStack(request -> request.stackName("by-url").templateURL(URL + "child.yml"));
        stacks.settle("by-url");
        client.updateStack(request -> request.stackName("by-url")
                .templateURL(URL + "child.yml")
                .parameters(Parameter.builder()
                        .parameterKey("Days")
                        .parameterValue("14")
                        .build()));
        stacks.settle("by-url");
        client.createChangeSet(request -> request.stackName("by-url-too")
                .changeSetName("first")
                .changeSetType(ChangeSetType.CREATE)
                .templateURL("https://s3.amazonaws.com/templates/child.yml"));

        assertThat(stacks.statusOf("by-url")).isEqualTo("UPDATE_COMPLETE");
        assertThat(client.describeChangeSet(
                                request -> request.stackName("by-url-too").changeSetName("first"))
                        .changes())
                .hasSize(1);
        assertThat(client.validateTemplate(request -> request.templateURL(URL + "child.yml"))
                        .parameters())
                .hasSize(1);
        assertThatThrownBy(() -> client.validateTemplate(request -> request.templateURL(URL + "nothing.yml")))
                .isInstanceOf(AwsServiceException.class)
                .hasMessageContaining("S3 error: The specified key does not exist.");
    }
}
