package dev.fargatecd.local.ecs;

import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.runtime.ContainerRuntime;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.Subnet;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.NetworkMode;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceEvent;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.iam.IamClient;

/** A cloud with a cluster, a role for tasks and the default network, and the ways to wait for what happens in it. */
final class Fixture implements AutoCloseable {
    static final String CLUSTER = "test";
    static final Duration BOUND = Duration.ofSeconds(30);
    private static final String TRUST = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "sts:AssumeRole",
              "Principal": {"Service": "ecs-tasks.amazonaws.com"}}]}""";
    private static final String EVERYTHING = """
            {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "*", "Resource": "*"}]}""";

    final LocalCloud cloud;
    final EcsClient ecs;
    final String role;
    final NetworkConfiguration network;
    final List<Subnet> subnets;

    Fixture() throws IOException {
        this(LocalCloud.start(LocalCloudOptions.defaults()));
    }

    Fixture(Function<CloudContext, ContainerRuntime> runtime) throws IOException {
        this(LocalCloud.start(LocalCloudOptions.defaults(), runtime));
    }

    private Fixture(LocalCloud cloud) {
        this.cloud = cloud;
        ecs = cloud.client(EcsClient.class);
        ecs.createCluster(request -> request.clusterName(CLUSTER));
        IamClient iam = cloud.client(IamClient.class);
        role = iam.createRole(request -> request.roleName("tasks").assumeRolePolicyDocument(TRUST))
                .role()
                .arn();
        iam.putRolePolicy(request -> request.roleName("tasks").policyName("all").policyDocument(EVERYTHING));
        subnets = cloud.client(Ec2Client.class).describeSubnets().subnets();
        network = NetworkConfiguration.builder()
                .awsvpcConfiguration(vpc -> vpc.subnets(
                        subnets.stream().map(Subnet::subnetId).limit(2).toList()))
                .build();
    }

    /** Host and port of the registry, with a slash. */
    String registry() {
        return cloud.endpoint().getAuthority() + "/";
    }

    /** Registers a revision of the family and answers its ARN. */
    String register(String family, ContainerDefinition... containers) {
        return ecs.registerTaskDefinition(request -> request.family(family)
                        .requiresCompatibilities(Compatibility.FARGATE)
                        .networkMode(NetworkMode.AWSVPC)
                        .cpu("256")
                        .memory("512")
                        .executionRoleArn(role)
                        .containerDefinitions(containers))
                .taskDefinition()
                .taskDefinitionArn();
    }

    /** A container called app of an image in the local registry. */
    ContainerDefinition.Builder app(String image) {
        return ContainerDefinition.builder().name("app").image(registry() + image);
    }

    Service service(String name) {
        return ecs.describeServices(request -> request.cluster(CLUSTER).services(name))
                .services()
                .get(0);
    }

    Service awaitService(String name, String what, Function<Service, Boolean> condition) throws Exception {
        return await(
                "the service " + name + " to be " + what,
                () -> Optional.of(service(name)).filter(condition::apply));
    }

    /** Waits until the service's one deployment is complete. */
    Service awaitSteady(String name) throws Exception {
        return awaitService(
                name,
                "steady",
                service -> service.deployments().get(0).rolloutState() == DeploymentRolloutState.COMPLETED
                        && isSteadySinceTheLastStart(service.events()));
    }

    /** Waits until the service has started tasks so many times; a steady state before that is an older one. */
    void awaitStarts(String name, int times) throws Exception {
        await(
                "service " + name + " to start tasks " + times + " times",
                () -> messages(name).stream()
                        .filter(message -> message.contains(" has started "))
                        .skip(times - 1)
                        .findFirst());
    }

    /** What becomes of old tasks may be told after the steady state, so that it need not be the newest message. */
    private static boolean isSteadySinceTheLastStart(List<ServiceEvent> newestFirst) {
        return newestFirst.stream()
                .map(ServiceEvent::message)
                .filter(message ->
                        message.contains(" has started ") || message.endsWith(" has reached a steady state."))
                .findFirst()
                .filter(message -> message.endsWith(" has reached a steady state."))
                .isPresent();
    }

    List<Task> tasks(String service, DesiredStatus desired) {
        List<String> arns = ecs.listTasks(
                        request -> request.cluster(CLUSTER).serviceName(service).desiredStatus(desired))
                .taskArns();
        return arns.isEmpty()
                ? List.of()
                : ecs.describeTasks(request -> request.cluster(CLUSTER).tasks(arns))
                        .tasks();
    }

    Task task(String arn) {
        return ecs.describeTasks(request -> request.cluster(CLUSTER).tasks(arn))
                .tasks()
                .get(0);
    }

    Task awaitTask(String arn, String status) throws Exception {
        return await(
                "the task to be " + status,
                () -> Optional.of(task(arn)).filter(task -> task.lastStatus().equals(status)));
    }

    /** Starts a task outside any service. */
    Task run(String definition) {
        return ecs.runTask(request ->
                        request.cluster(CLUSTER).taskDefinition(definition).networkConfiguration(network))
                .tasks()
                .get(0);
    }

    void create(String name, String definition, int count, Consumer<CreateServiceRequest.Builder> more) {
        ecs.createService(request -> {
            request.cluster(CLUSTER)
                    .serviceName(name)
                    .taskDefinition(definition)
                    .desiredCount(count)
                    .networkConfiguration(network)
                    .deploymentConfiguration(deployment -> deployment.deploymentCircuitBreaker(
                            breaker -> breaker.enable(true).rollback(true)));
            more.accept(request);
        });
    }

    List<String> messages(String service) {
        return service(service).events().stream().map(event -> event.message()).toList();
    }

    <T> T await(String what, Supplier<Optional<T>> condition) throws Exception {
        try {
            return cloud.journal().until(what, BOUND, condition).get(BOUND.toSeconds() + 5, TimeUnit.SECONDS);
        } catch (ExecutionException inVain) {
            String story = cloud.journal().since(0).stream()
                    .filter(event ->
                            event.source().contains("ecs") || event.source().contains("balancing"))
                    .map(event -> event.time() + " " + event.type() + " " + event.detail())
                    .collect(Collectors.joining("\n"));
            throw new AssertionError(inVain.getMessage() + "; what happened:\n" + story, inVain);
        }
    }

    @Override
    public void close() {
        cloud.close();
    }
}
