package dev.fargatecd.cli;

import dev.fargatecd.aws.SdkClients;
import dev.fargatecd.aws.Target;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.ecs.EcsClient;

/**
 * Starts a local cloud, calls it, checks the checkout's own templates, and ends: what the launcher runs once after a build,
 * so that the JVM can archive the classes that every later start needs (class data sharing).
 */
@Command(name = "warm-up", hidden = true, description = "Does a little of everything, and ends.")
final class WarmUpCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException {
        // What it finds does not matter here.
        int unused = spec.root()
                .commandLine()
                .execute("check", "--json", "--directory", System.getProperty("fargate-cd.home", "."));
        try (LocalCloud cloud = LocalCloud.start(LocalCloudOptions.defaults());
                SdkClients clients = new SdkClients(new Target(
                        Region.of(cloud.scope().region()),
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(
                                cloud.rootKey().id(), cloud.rootKey().secret())),
                        Optional.of(cloud.endpoint())))) {
            clients.client(CloudFormationClient.class).describeStacks();
            clients.client(CodePipelineClient.class).listPipelines();
            clients.client(EcsClient.class).listClusters();
        }
        return ExitCode.OK.value();
    }
}
