package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * What becomes of templates as people wrote them in 2018, with the faults that the engine of AWS takes (texts for numbers, a
 * role's name for its ARN) and those that it does not.
 */
final class TemplatesOf2018Test {
    private static LocalCloud cloud;
    private static StackDriver stacks;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = new StackDriver(cloud);
        List<Subnet> subnets = cloud.client(Ec2Client.class).describeSubnets().subnets();
        stacks.create(
                "environment",
                Fixture.text("year2018/environment.yml"),
                "Name",
                "test",
                "Vpc",
                subnets.get(0).vpcId(),
                "One",
                subnets.get(0).subnetId(),
                "Two",
                subnets.get(1).subnetId());
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void makesTheEnvironmentAsItIs() {
        assertThat(stacks.story("environment")).endsWith("environment CREATE_COMPLETE");
    }

    @Test
    void takesTextsForNumbersAndARolesNameButNotItsPriorityTwice() throws Exception {
        begin("one");
        cloud.journal()
                .until(
                        "the service of one to be begun",
                        Duration.ofMinutes(1),
                        () -> Optional.of(true)
                                .filter(yes -> stacks.story("one").stream()
                                        .anyMatch(event ->
                                                event.startsWith("Service CREATE_IN_PROGRESS Resource creation"))))
                .get(1, TimeUnit.MINUTES);

        TaskDefinition task = cloud.client(EcsClient.class)
                .describeTaskDefinition(request -> request.taskDefinition(stacks.physicalId("one", "Task")))
                .taskDefinition();
        assertThat(task.containerDefinitions().get(0).essential()).isTrue();
        assertThat(task.containerDefinitions().get(0).cpu()).isEqualTo(256);

        stacks.create(
                "two", Fixture.text("year2018/service.yml"), "Tag", "1", "Repository", "two", "Environment", "test");

        assertThat(stacks.story("two"))
                .anyMatch(event ->
                        event.startsWith("Rule CREATE_FAILED") && event.contains("Priority '2' is currently in use"))
                .endsWith("two ROLLBACK_COMPLETE");
        assertThat(stacks.story(stacks.delete("one"))).endsWith("one DELETE_COMPLETE");
    }

    @Test
    void refusesThePipelineWhoseRoleIsSomebodyElses() {
        stacks.create("pipeline", Fixture.text("year2018/pipeline.yml"));

        assertThat(stacks.story("pipeline"))
                .contains("Project CREATE_COMPLETE", "Repository DELETE_SKIPPED")
                .anyMatch(event -> event.startsWith("Pipeline CREATE_FAILED")
                        && event.contains("CodePipeline is not authorized to perform AssumeRole on role "
                                + "arn:aws:iam::111122223333:role/AWS-CodePipeline-Service"))
                .endsWith("pipeline ROLLBACK_COMPLETE");
        assertThat(cloud.client(CodeBuildClient.class).listProjects().projects())
                .isEmpty();
    }

    private static void begin(String name) {
        cloud.client(CloudFormationClient.class)
                .createStack(request -> request.stackName(name)
                        .capabilitiesWithStrings("CAPABILITY_IAM")
                        .templateBody(Fixture.text("year2018/service.yml"))
                        .parameters(List.of(
                                parameter("Tag", "1"),
                                parameter("Repository", name),
                                parameter("Environment", "test"))));
    }

    private static Parameter parameter(String key, String value) {
        return Parameter.builder().parameterKey(key).parameterValue(value).build();
    }
}
