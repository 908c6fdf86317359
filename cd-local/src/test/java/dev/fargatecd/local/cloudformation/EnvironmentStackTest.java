package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class EnvironmentStackTest {
    private static final String PIPELINE = """
            Resources:
              Boundary:
                Type: AWS::IAM::ManagedPolicy
                Properties:
                  PolicyDocument:
                    Version: 2012-10-17
                    Statement: [{Effect: Allow, Action: '*', Resource: '*'}]
              Repository:
                Type: AWS::ECR::Repository
            Outputs:
              Boundary:
                Value: !Ref Boundary
                Export: {Name: welcomer-pipeline-PermissionsBoundary}
              RepositoryArn:
                Value: !GetAtt Repository.Arn
                Export: {Name: welcomer-pipeline-RepositoryArn}
            """;

    @Test
    void makesThisRepositorysEnvironmentAndAServiceInIt() throws IOException {
        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults())) {
            StackDriver stacks = new StackDriver(cloud);
            stacks.create("welcomer-test-environment", template("environment.yml"), "EnvironmentName", "test");
            assertThat(stacks.story("welcomer-test-environment")).endsWith("welcomer-test-environment CREATE_COMPLETE");
            stacks.create("welcomer-pipeline", PIPELINE);

            String service = template("service.yml").replaceAll("DesiredCount: [12]", "DesiredCount: 0");
            stacks.create("welcomer-test-service", service, parameters("0"));
            assertThat(stacks.story("welcomer-test-service")).endsWith("welcomer-test-service CREATE_COMPLETE");
            String first = stacks.physicalId("welcomer-test-service", "TaskDefinition");

            stacks.update("welcomer-test-service", service, parameters("1"));

            assertThat(stacks.story("welcomer-test-service")).endsWith("welcomer-test-service UPDATE_COMPLETE");
            assertThat(stacks.physicalId("welcomer-test-service", "TaskDefinition"))
                    .isNotEqualTo(first);
            assertThat(stacks.statusOf(stacks.delete("welcomer-test-service"))).isEqualTo("DELETE_COMPLETE");
            assertThat(stacks.statusOf(stacks.delete("welcomer-test-environment")))
                    .isEqualTo("DELETE_COMPLETE");
        }
    }

    private static String[] parameters(String digit) {
        return new String[] {
            "EnvironmentName", "test",
            "EnvironmentStack", "welcomer-test-environment",
            "Tag", digit.repeat(40),
            "RepositoryUri", "127.0.0.1:1/welcomer"
        };
    }

    private static String template(String name) throws IOException {
        return Files.readString(Path.of("..", "cf", name));
    }
}
