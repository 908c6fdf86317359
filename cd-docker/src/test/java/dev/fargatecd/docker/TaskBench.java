package dev.fargatecd.docker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.fargatecd.local.LocalCloud;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.cloudwatchlogs.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.ComputeType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentType;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StatusType;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.RunTaskResponse;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.iam.IamClient;

/** A cloud with an image that a build has made there, and short ways to run its tasks and read what they say. */
final class TaskBench implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(90);
    /** The first push to an empty registry takes all of a base along. */
    private static final Duration BUILD = Duration.ofMinutes(4);

    static final int PORT = 8080;
    /** Made for the tests of CI; elsewhere the real one is fetched. */
    static final String BASE = Optional.ofNullable(System.getenv("FARGATE_CD_TEST_BASE"))
            .orElse("public.ecr.aws/docker/library/eclipse-temurin:17-jre");

    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
              "Principal": {"Service": ["codebuild.amazonaws.com", "ecs-tasks.amazonaws.com"]}}]}""";
    private static final String ALL = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";
    private static final String BUILDSPEC = """
            version: 0.2
            phases:
              build:
                commands:
                  - aws ecr get-login-password | docker login --username AWS --password-stdin "${REPOSITORY_URI%%/*}"
                  - cp -R "$CLASSES" classes
                  - printf '%s' "$DOCKERFILE" > Dockerfile
                  - docker build --build-arg "BASE=$BASE" --tag "$REPOSITORY_URI:$TAG" .
                  - docker push "$REPOSITORY_URI:$TAG"
            """;
    /** Each word of a task's command is one thing that the program does. */
    private static final String DOCKERFILE = """
            ARG BASE
            FROM ${BASE}
            WORKDIR /app
            COPY classes /app/classes
            COPY classes/program.sh /app/program.sh
            ENV FLAVOUR=vanilla
            ENTRYPOINT ["sh", "/app/program.sh"]
            CMD ["greet"]
            """;

    final LocalCloud cloud;
    final EcsClient ecs;
    final String repository;
    final String role;
    private final NetworkConfiguration network;
    private final CloudWatchLogsClient logs;

    /** @param cloud closed with the bench */
    TaskBench(LocalCloud cloud) {
        this.cloud = cloud;
        ecs = cloud.client(EcsClient.class);
        logs = cloud.client(CloudWatchLogsClient.class);
        IamClient iam = cloud.client(IamClient.class);
        role = iam.createRole(request -> request.roleName("all").assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        iam.putRolePolicy(request -> request.roleName("all").policyName("all").policyDocument(ALL));
        ecs.createCluster(request -> request.clusterName("test"));
        logs.createLogGroup(request -> request.logGroupName("tasks"));
        network = NetworkConfiguration.builder()
                .awsvpcConfiguration(
                        vpc -> vpc.subnets(cloud.client(Ec2Client.class).describeSubnets().subnets().stream()
                                .map(Subnet::subnetId)
                                .limit(1)
                                .toList()))
                .build();
        repository = cloud.client(EcrClient.class)
                .createRepository(request -> request.repositoryName("team/program"))
                .repository()
                .repositoryUri();
    }

    /** Has a build make the image of all tests, under that tag. */
    void buildProgram(String tag) throws Exception {
        assertThat(build(tag, DOCKERFILE)).anyMatch(line -> line.endsWith("Phase complete: BUILD State: SUCCEEDED"));
    }

    /** Runs a build that makes an image, and answers its log, line by line. */
    List<String> build(String tag, String dockerfile) throws Exception {
        Path classes = Path.of(TaskBench.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        CodeBuildClient codeBuild = cloud.client(CodeBuildClient.class);
        codeBuild.createProject(request -> request.name("build-" + tag)
                .serviceRole(role)
                .source(source -> source.type(SourceType.NO_SOURCE).buildspec(BUILDSPEC))
                .artifacts(artifacts -> artifacts.type(ArtifactsType.NO_ARTIFACTS))
                .environment(environment -> environment
                        .type(EnvironmentType.LINUX_CONTAINER)
                        .computeType(ComputeType.BUILD_GENERAL1_SMALL)
                        .image("aws/codebuild/standard:7.0")
                        .privilegedMode(true)
                        .environmentVariables(
                                variable("REPOSITORY_URI", repository),
                                variable("TAG", tag),
                                variable("BASE", BASE),
                                variable("CLASSES", classes.toString()),
                                variable("DOCKERFILE", dockerfile))));
        String id = codeBuild
                .startBuild(request -> request.projectName("build-" + tag))
                .build()
                .id();
        Build ended = await(
                BUILD,
                "build " + tag + " to end",
                () -> Optional.of(codeBuild
                                .batchGetBuilds(request -> request.ids(id))
                                .builds()
                                .get(0))
                        .filter(build -> build.buildStatus() != StatusType.IN_PROGRESS && build.buildComplete()));
        return await(
                "the log of build " + tag,
                () -> Optional.of(lines(ended.logs().groupName(), ended.logs().streamName()))
                        .filter(lines -> lines.stream().anyMatch(line -> line.contains("Phase complete: FINALIZING"))));
    }

    private static EnvironmentVariable variable(String name, String value) {
        return EnvironmentVariable.builder().name(name).value(value).build();
    }

    /** A container of the program, which does what its command says; its output goes to CloudWatch Logs. */
    ContainerDefinition.Builder program(String name, String... command) {
        return ContainerDefinition.builder()
                .name(name)
                .image(repository + ":1")
                .command(command)
                .portMappings(PortMapping.builder().containerPort(PORT).build())
                .environment(pair("GREETING", "Hello"), pair("PORT", String.valueOf(PORT)))
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                        .options(Map.of(
                                "awslogs-group", "tasks",
                                "awslogs-region", "us-east-1",
                                "awslogs-stream-prefix", "t")));
    }

    static KeyValuePair pair(String name, String value) {
        return KeyValuePair.builder().name(name).value(value).build();
    }

    /** Starts a task of one vCPU. */
    Task run(ContainerDefinition.Builder... containers) {
        ContainerDefinition[] built = new ContainerDefinition[containers.length];
        for (int i = 0; i < built.length; i++) {
            built[i] = containers[i].build();
        }
        String definition = ecs.registerTaskDefinition(request -> request.family("program")
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("1024")
                        .memory("2048")
                        .executionRoleArn(role)
                        .taskRoleArn(role)
                        .containerDefinitions(built))
                .taskDefinition()
                .taskDefinitionArn();
        RunTaskResponse started = ecs.runTask(
                request -> request.cluster("test").taskDefinition(definition).networkConfiguration(network));
        return started.tasks().get(0);
    }

    void stop(Task task) {
        ecs.stopTask(request -> request.cluster("test").task(task.taskArn()));
    }

    Task await(Task task, String status) throws Exception {
        return await(
                "the task to be " + status,
                () -> Optional.of(task(task)).filter(now -> now.lastStatus().equals(status)));
    }

    Task task(Task task) {
        return ecs.describeTasks(request -> request.cluster("test").tasks(task.taskArn()))
                .tasks()
                .get(0);
    }

    /** Waits until a container has written that line. */
    void awaitLine(Task task, String container, String line) throws Exception {
        await(
                "the line " + line,
                () -> output(task, container).stream().filter(line::equals).findFirst());
    }

    /** What a container has written so far. */
    List<String> output(Task task, String container) {
        String id = task.taskArn().substring(task.taskArn().lastIndexOf('/') + 1);
        return lines("tasks", "t/" + container + "/" + id);
    }

    private List<String> lines(String group, String stream) {
        try {
            return logs
                    .getLogEvents(request ->
                            request.logGroupName(group).logStreamName(stream).startFromHead(true))
                    .events()
                    .stream()
                    .map(OutputLogEvent::message)
                    .map(String::stripTrailing)
                    .toList();
        } catch (ResourceNotFoundException notYet) {
            return List.of();
        }
    }

    /** Where a load balancer would reach the task. */
    URI address(Task task) {
        String address =
                task(task).containers().get(0).networkInterfaces().get(0).privateIpv4Address();
        InetSocketAddress socket = cloud.addresses().find(address, PORT).orElseThrow();
        return URI.create("http://" + socket.getAddress().getHostAddress() + ":" + socket.getPort());
    }

    /** Waits without polling: the condition is asked after each event. */
    <T> T await(String what, Supplier<Optional<T>> condition) throws Exception {
        return await(BOUND, what, condition);
    }

    private <T> T await(Duration bound, String what, Supplier<Optional<T>> condition) throws Exception {
        return cloud.journal().until(what, bound, condition).get(bound.toSeconds() + 5, TimeUnit.SECONDS);
    }

    @Override
    public void close() {
        cloud.close();
    }
}
