package dev.fargatecd.local.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.RegistryImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import dev.fargatecd.local.images.ImageLabels;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.cloudwatchlogs.model.OutputLogEvent;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.model.ContainerDefinition;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DesiredStatus;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.LogDriver;
import software.amazon.awssdk.services.ecs.model.PortMapping;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.ecs.model.TaskStopCode;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Action;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ActionTypeEnum;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Services of real images, run as processes behind a real load balancer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class EcsServingTest {
    private static final int PORT = 5000;

    private final Fixture fixture;
    private final ElasticLoadBalancingV2Client elb;
    private final HttpClient http = HttpClient.newHttpClient();
    private String dnsName = "";
    private String targetGroup = "";

    EcsServingTest() throws Exception {
        fixture = new Fixture();
        elb = fixture.cloud.client(ElasticLoadBalancingV2Client.class);
    }

    @BeforeAll
    void pushImageAndMakeBalancer(@TempDir Path folder) throws Exception {
        EcrClient ecr = fixture.cloud.client(EcrClient.class);
        ecr.createRepository(request -> request.repositoryName("hello"));
        String token = ecr.getAuthorizationToken().authorizationData().get(0).authorizationToken();
        String password = new String(Base64.getDecoder().decode(token), StandardCharsets.UTF_8).substring(4);
        System.setProperty("sendCredentialsOverHttp", "true");
        String inside = "/app/classes/" + HelloProgram.class.getName().replace('.', '/');
        Path compiled = Path.of(HelloProgram.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder();
        String directory = inside.substring(0, inside.lastIndexOf('/'));
        try (var classes = Files.list(compiled.resolve(directory.substring("/app/classes/".length())))) {
            classes.filter(file -> file.getFileName().toString().startsWith("HelloProgram"))
                    .forEach(file ->
                            layer.addEntry(file, AbsoluteUnixPath.get(directory).resolve(file.getFileName())));
        }
        Jib.fromScratch()
                .addFileEntriesLayer(layer.build())
                .setEntrypoint("java", "-XX:TieredStopAtLevel=1", "-cp", "/app/classes", HelloProgram.class.getName())
                .addLabel(ImageLabels.BASE_OMITTED, "true")
                .containerize(Containerizer.to(RegistryImage.named(fixture.registry() + "hello:1")
                                .addCredential("AWS", password))
                        .setAllowInsecureRegistries(true)
                        .setBaseImageLayersCache(folder.resolve("base"))
                        .setApplicationLayersCache(folder.resolve("application")));
        fixture.cloud.client(CloudWatchLogsClient.class).createLogGroup(request -> request.logGroupName("hello"));
        String vpc = fixture.subnets.get(0).vpcId();
        targetGroup = elb.createTargetGroup(request -> request.name("hello")
                        .protocol("HTTP")
                        .port(PORT)
                        .vpcId(vpc)
                        .targetType("ip")
                        .healthCheckPath("/")
                        .healthCheckIntervalSeconds(5)
                        .healthCheckTimeoutSeconds(2)
                        .unhealthyThresholdCount(2))
                .targetGroups()
                .get(0)
                .targetGroupArn();
        elb.modifyTargetGroupAttributes(request -> request.targetGroupArn(targetGroup)
                .attributes(TargetGroupAttribute.builder()
                        .key("deregistration_delay.timeout_seconds")
                        .value("5")
                        .build()));
        var balancer = elb.createLoadBalancer(request -> request.name("hello")
                        .subnets(fixture.network.awsvpcConfiguration().subnets()))
                .loadBalancers()
                .get(0);
        elb.createListener(request -> request.loadBalancerArn(balancer.loadBalancerArn())
                .port(80)
                .protocol("HTTP")
                .defaultActions(Action.builder()
                        .type(ActionTypeEnum.FORWARD)
                        .targetGroupArn(targetGroup)
                        .build()));
        dnsName = elb.describeLoadBalancers(request -> request.loadBalancerArns(balancer.loadBalancerArn()))
                .loadBalancers()
                .get(0)
                .dnsName();
    }

    @AfterEach
    void deleteServices() throws Exception {
        for (String arn : fixture.ecs
                .listServices(request -> request.cluster(Fixture.CLUSTER))
                .serviceArns()) {
            fixture.ecs.deleteService(
                    request -> request.cluster(Fixture.CLUSTER).service(arn).force(true));
            fixture.awaitService(
                    Clusters.nameOf(arn), "gone", service -> service.status().equals("INACTIVE"));
        }
    }

    @AfterAll
    void leaveNothing() {
        fixture.close();
        assertThat(ProcessHandle.current().descendants()).isEmpty();
    }

    @Test
    void servesThroughTheLoadBalancerAndWritesItsLog() throws Exception {
        create("log", definition(Map.of("GREETING", "Hello World!")), 1);
        fixture.awaitSteady("log");
        assertThat(get().body()).isEqualTo("Hello World!");
        Task task = fixture.tasks("log", DesiredStatus.RUNNING).get(0);
        String stream = "ecs/app/" + TaskState.idOf(task.taskArn());
        List<OutputLogEvent> lines = fixture.await("a line in the log", () -> {
            List<OutputLogEvent> events = fixture.cloud
                    .client(CloudWatchLogsClient.class)
                    .getLogEvents(request -> request.logGroupName("hello").logStreamName(stream))
                    .events();
            return events.isEmpty() ? Optional.empty() : Optional.of(events);
        });
        assertThat(lines).extracting(OutputLogEvent::message).contains("up as Hello World!");
        assertThat(fixture.messages("log"))
                .contains("(service log) registered 1 targets in (target-group " + targetGroup + ")");
    }

    @Test
    void failsNoRequestWhileItIsReplaced() throws Exception {
        create("rolling", definition(Map.of("GREETING", "old")), 1);
        fixture.awaitSteady("rolling");
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger failures = new AtomicInteger();
        Map<String, Integer> answers = new ConcurrentHashMap<>();
        CompletableFuture<Void> client = CompletableFuture.runAsync(() -> {
            while (!done.get()) {
                try {
                    HttpResponse<String> answer = get();
                    if (answer.statusCode() != 200) {
                        failures.incrementAndGet();
                    }
                    answers.merge(answer.body(), 1, Integer::sum);
                } catch (Exception failure) {
                    failures.incrementAndGet();
                }
            }
        });
        update("rolling", definition(Map.of("GREETING", "new")));
        fixture.awaitSteady("rolling");
        fixture.await(
                "the old task to be gone",
                () -> fixture.tasks("rolling", DesiredStatus.STOPPED).stream()
                        .filter(task -> task.lastStatus().equals("STOPPED"))
                        .findFirst());
        assertThat(get().body()).isEqualTo("new");
        done.set(true);
        client.get(10, TimeUnit.SECONDS);
        assertThat(failures).hasValue(0);
        assertThat(answers).containsOnlyKeys("old", "new");
    }

    @Test
    void keepsServingTheOldWhenTheNewExits() throws Exception {
        create("breaking", definition(Map.of("GREETING", "good")), 1);
        fixture.awaitSteady("breaking");
        update("breaking", definition(Map.of("MODE", "exit")));
        Service service = fixture.awaitService(
                "breaking",
                "rolled back",
                seen -> seen.deployments().size() == 2
                        && seen.deployments().get(0).rolloutState() == DeploymentRolloutState.COMPLETED);
        assertThat(service.deployments().get(1).rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
        assertThat(get().body()).isEqualTo("good");
    }

    @Test
    void givesUpTasksThatNeverBecomeHealthy() throws Exception {
        create("sick", definition(Map.of("MODE", "sick")), 3);
        fixture.awaitService(
                "sick", "failed", seen -> seen.deployments().get(0).rolloutState() == DeploymentRolloutState.FAILED);
        assertThat(fixture.tasks("sick", DesiredStatus.STOPPED)).hasSize(3).allSatisfy(task -> {
            assertThat(task.stopCode()).isEqualTo(TaskStopCode.SERVICE_SCHEDULER_INITIATED);
            assertThat(task.stoppedReason())
                    .startsWith("Task failed ELB health checks in (target-group " + targetGroup + ")");
        });
        assertThat(fixture.messages("sick"))
                .anyMatch(message -> message.contains("is unhealthy in (target-group " + targetGroup
                        + ") due to (reason Health checks failed with these codes: [500])"));
    }

    @Test
    void saysThatAProgramIgnoresItsPort() throws Exception {
        int own;
        try (ServerSocket free = new ServerSocket(0)) {
            own = free.getLocalPort();
        }
        String definition = fixture.register(
                "deaf",
                container(Map.of("MODE", "ignore-port", "OWN_PORT", Integer.toString(own)))
                        .portMappings(PortMapping.builder().containerPort(own).build())
                        .build());
        fixture.create(
                "deaf",
                definition,
                1,
                request -> request.loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(targetGroup)
                        .containerName("app")
                        .containerPort(own)
                        .build()));
        Task task = fixture.await(
                "a stopped task",
                () -> fixture.tasks("deaf", DesiredStatus.STOPPED).stream().findFirst());
        assertThat(task.stoppedReason())
                .startsWith("The program ignores PORT: nothing listens on 127.0.0.1:")
                .contains("but it listens on " + own);
        assertThat(fixture.await(
                        "an event that says so",
                        () -> fixture.messages("deaf").stream()
                                .filter(message -> message.contains("The program ignores PORT"))
                                .findFirst()))
                .isNotEmpty();
    }

    @Test
    void replacesAProcessThatIsKilled() throws Exception {
        create("killed", definition(Map.of("GREETING", "alive")), 1);
        fixture.awaitSteady("killed");
        ProcessHandle.current()
                .descendants()
                .filter(process -> process.info().command().orElse("").endsWith("java"))
                .forEach(ProcessHandle::destroyForcibly);
        Task dead = fixture.await(
                "a stopped task",
                () -> fixture.tasks("killed", DesiredStatus.STOPPED).stream().findFirst());
        assertThat(dead.containers().get(0).exitCode()).isEqualTo(137);
        fixture.awaitStarts("killed", 2);
        fixture.awaitSteady("killed");
        assertThat(get().body()).isEqualTo("alive");
    }

    private HttpResponse<String> get() throws Exception {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://" + dnsName + "/")).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private ContainerDefinition.Builder container(Map<String, String> environment) {
        return fixture.app("hello:1")
                .portMappings(PortMapping.builder().containerPort(PORT).build())
                .environment(environment.entrySet().stream()
                        .map(one -> KeyValuePair.builder()
                                .name(one.getKey())
                                .value(one.getValue())
                                .build())
                        .toList())
                .logConfiguration(log -> log.logDriver(LogDriver.AWSLOGS)
                        .options(Map.of(
                                "awslogs-group", "hello",
                                "awslogs-region", "us-east-1",
                                "awslogs-stream-prefix", "ecs")));
    }

    private String definition(Map<String, String> environment) {
        return fixture.register("hello", container(environment).build());
    }

    private void create(String name, String definition, int count) {
        fixture.create(
                name,
                definition,
                count,
                request -> request.loadBalancers(LoadBalancer.builder()
                        .targetGroupArn(targetGroup)
                        .containerName("app")
                        .containerPort(PORT)
                        .build()));
    }

    private void update(String name, String definition) {
        fixture.ecs.updateService(
                request -> request.cluster(Fixture.CLUSTER).service(name).taskDefinition(definition));
    }
}
