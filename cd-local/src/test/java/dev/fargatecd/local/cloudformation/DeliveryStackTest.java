package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.s3.S3Client;

class DeliveryStackTest {
    private static LocalCloud cloud;
    private static StackDriver stacks;

    @BeforeAll
    static void start() throws IOException {
        cloud = LocalCloud.start(LocalCloudOptions.defaults());
        stacks = new StackDriver(cloud);
    }

    @AfterAll
    static void stop() {
        cloud.close();
    }

    @Test
    void makesChangesAndDeletesEveryTypeOfADelivery() {
        stacks.create("delivery", Fixture.text("delivery.yml"));
        assertThat(stacks.story("delivery")).endsWith("delivery CREATE_COMPLETE");
        String repository = stacks.physicalId("delivery", "Repository");
        String bucket = stacks.physicalId("delivery", "Bucket");
        String targets = stacks.physicalId("delivery", "TargetGroup");
        assertThat(repository).matches("delivery-repository-[a-z0-9]{12}");
        assertThat(stacks.outputOf("delivery", "RepositoryUri")).endsWith("/" + repository);
        assertThat(cloud.client(IamClient.class)
                        .getRole(request -> request.roleName(stacks.physicalId("delivery", "Role")))
                        .role()
                        .maxSessionDuration())
                .isEqualTo(7200);

        stacks.update("delivery", Fixture.text("delivery.yml"), "Days", "7", "Scan", "false", "Path", "/hello");

        assertThat(stacks.story("delivery")).endsWith("delivery UPDATE_COMPLETE");
        assertThat(stacks.physicalId("delivery", "TargetGroup")).isEqualTo(targets);
        assertThat(cloud.client(EcrClient.class)
                        .describeRepositories(request -> request.repositoryNames(repository))
                        .repositories()
                        .get(0)
                        .imageScanningConfiguration()
                        .scanOnPush())
                .isFalse();
        assertThat(cloud.client(S3Client.class)
                        .getBucketLifecycleConfiguration(request -> request.bucket(bucket))
                        .rules()
                        .get(0)
                        .expiration()
                        .days())
                .isEqualTo(7);
        assertThat(cloud.client(ElasticLoadBalancingV2Client.class)
                        .describeTargetGroups(request -> request.targetGroupArns(targets))
                        .targetGroups()
                        .get(0)
                        .healthCheckPath())
                .isEqualTo("/hello/hello");

        String id = stacks.delete("delivery");
        assertThat(stacks.story(id)).endsWith("delivery DELETE_COMPLETE");
    }

    @Test
    void doesNotDeleteABucketThatHoldsSomething() {
        String template = "Resources:\n  Bucket:\n    Type: AWS::S3::Bucket\n";
        stacks.create("full", template);
        String bucket = stacks.physicalId("full", "Bucket");
        cloud.client(S3Client.class).putObject(request -> request.bucket(bucket).key("a"), RequestBody.fromString("a"));

        String id = stacks.delete("full");

        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_FAILED");
        assertThat(stacks.story(id))
                .anyMatch(event ->
                        event.startsWith("Bucket DELETE_FAILED Resource handler returned message: \"The bucket "
                                + "you tried to delete is not empty"));
    }

    @Test
    void makesAndDeletesThePipelineOfThisRepository() throws IOException {
        StringBuilder exports = new StringBuilder("Resources:\n  G:\n    Type: AWS::Logs::LogGroup\nOutputs:\n");
        for (String environment : List.of("test", "production")) {
            exports.append("""
                      %1$sVpc:
                        Value: vpc-0123456789abcdef0
                        Export: {Name: welcomer-%1$s-environment-VpcId}
                      %1$sListener:
                        Value: arn:aws:elasticloadbalancing:us-east-1:000000000000:listener/app/%1$s/1/2
                        Export: {Name: welcomer-%1$s-environment-ListenerArn}
                    """.formatted(environment));
        }
        stacks.create("environments", exports.toString());

        stacks.create("welcomer-pipeline", Files.readString(Path.of("..", "cf", "pipeline.yml")));

        assertThat(stacks.story("welcomer-pipeline")).endsWith("welcomer-pipeline CREATE_COMPLETE");
        assertThat(cloud.client(CodePipelineClient.class)
                        .getPipeline(request -> request.name("welcomer-pipeline"))
                        .pipeline()
                        .stages())
                .extracting(stage -> stage.name())
                .containsExactly("Source", "Build", "Test", "Production");

        String id = stacks.delete("welcomer-pipeline");
        assertThat(stacks.story(id))
                .contains("Repository DELETE_SKIPPED", "ArtifactBucket DELETE_SKIPPED")
                .endsWith("welcomer-pipeline DELETE_COMPLETE");
    }
}
