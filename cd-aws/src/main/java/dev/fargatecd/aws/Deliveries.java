package dev.fargatecd.aws;

import dev.fargatecd.model.ApplicationName;
import dev.fargatecd.model.Delivery;
import dev.fargatecd.model.Environment;
import dev.fargatecd.model.Pipeline;
import dev.fargatecd.model.Source;
import dev.fargatecd.model.StackName;
import dev.fargatecd.templates.RenderedFile;
import dev.fargatecd.templates.Rendering;
import dev.fargatecd.templates.environment.EnvironmentTemplate;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudwatchlogs.CloudWatchLogsClient;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.ecr.EcrClient;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.iam.IamClient;
import software.amazon.awssdk.services.iam.model.InvalidInputException;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * A delivery in one account and region: put in place, pushed to, followed, looked at, taken away.
 *
 * <p>Every method may be called again: what is there already is left as it is. Methods wait, with bounds, on the calling
 * thread.
 */
public final class Deliveries {
    private static final Duration EXECUTION_BOUND = Duration.ofHours(4);

    private final ClientSource clients;
    private final Clock clock;
    private final ProgressListener progress;
    private final Stacks stacks;
    private final Executions executions;
    private final SourceRepository repositories;
    private final LogReader logs;
    private final Failures failures;

    public Deliveries(ClientSource clients, Target target, Polling polling, Clock clock, ProgressListener progress) {
        this.clients = clients;
        this.clock = clock;
        this.progress = progress;
        stacks = new Stacks(clients.client(CloudFormationClient.class), polling, clock, progress);
        executions = new Executions(clients.client(CodePipelineClient.class), polling, clock, progress);
        repositories = new SourceRepository(clients.client(CodeCommitClient.class), target, clock, progress);
        logs = new LogReader(clients.client(CloudWatchLogsClient.class), polling);
        failures = new Failures(clients.client(CodeBuildClient.class), clients.client(EcsClient.class), stacks, logs);
    }

    /** The stacks of a delivery, for whoever wants one of them alone. */
    public Stacks stacks() {
        return stacks;
    }

    /** The executions of a delivery's pipeline. */
    public Executions executions() {
        return executions;
    }

    /** The repository that a delivery's commits come from. */
    public SourceRepository repositories() {
        return repositories;
    }

    /** The logs of builds and tasks. */
    public LogReader logs() {
        return logs;
    }

    /**
     * Puts the delivery in place: what ECS needs of the account, the repository with a first push, the environments (at
     * the same time), the pipeline. Creating the pipeline releases what the branch has.
     *
     * @param gitDirectory the local repository whose commit is pushed where the branch has none yet
     * @param revision what is pushed then
     * @throws DeliveryException where a step fails; what was made before it stays, and the next call goes on from there
     */
    public void up(Delivery delivery, Rendering rendering, Path gitDirectory, String revision) {
        refuseTakenPriorities(delivery);
        ensureServiceLinkedRole();
        delivery.pipeline().ifPresent(pipeline -> firstPush(pipeline, delivery.application(), gitDirectory, revision));
        eachAtOnce(
                delivery.ownEnvironments(),
                environment -> tell(stacks.deploy(environment(delivery, environment, rendering))));
        rendering.file(Rendering.PIPELINE).ifPresent(template -> {
            removeServicesThatNeverServed(delivery);
            tell(stacks.deploy(pipeline(delivery, template)));
        });
    }

    /** What {@link #up} would do, stack by stack; nothing is changed. */
    public List<StackPlan> plan(Delivery delivery, Rendering rendering) {
        refuseTakenPriorities(delivery);
        List<StackPlan> plans = new ArrayList<>();
        for (Environment environment : delivery.ownEnvironments()) {
            plans.add(stacks.plan(environment(delivery, environment, rendering)));
        }
        rendering.file(Rendering.PIPELINE).ifPresent(template -> plans.add(stacks.plan(pipeline(delivery, template))));
        return plans;
    }

    /**
     * Pushes a commit to the delivery's branch. A service that never served, and so can't be updated, is deleted before.
     *
     * @param revision what to push, as git names it
     */
    public SourceRepository.Pushed push(Delivery delivery, Path gitDirectory, String revision) {
        removeServicesThatNeverServed(delivery);
        Source.CodeCommit source = source(pipeline(delivery));
        return repositories.push(
                gitDirectory,
                revision,
                source.repository().value(),
                source.branch().value());
    }

    /** Follows the execution of a commit to its end, or to an approval where that is where to stop. */
    public Execution follow(Delivery delivery, String commit, Executions.StopAt stopAt) {
        return executions.follow(pipelineName(delivery), commit, stopAt, EXECUTION_BOUND);
    }

    /** Approves or rejects what waits for it; answers the stage. */
    public String answerApproval(Delivery delivery, Optional<String> stage, boolean approved, String summary) {
        return executions.answerApproval(pipelineName(delivery), stage, approved, summary);
    }

    /**
     * Runs the failed stage of the newest execution again.
     *
     * @return the stage's name
     */
    public String retry(Delivery delivery) {
        String pipeline = pipelineName(delivery);
        Execution newest = executions.newest(pipeline, 1).stream()
                .findFirst()
                .filter(execution -> execution.status() == ExecutionStatus.FAILED)
                .orElseThrow(() -> new DeliveryException(
                        "nothing was retried", "the newest execution did not fail", "fargate-cd status"));
        ActionRun failed = newest.failedAction()
                .orElseThrow(() -> new DeliveryException(
                        "nothing was retried", "execution " + newest.id() + " names no failed action", ""));
        removeServicesThatNeverServed(delivery);
        executions.retry(pipeline, newest.id(), failed.stage());
        return failed.stage();
    }

    /** What {@link #down} leaves where it is, unless told to remove it too. */
    public enum Kept {
        /** The CodeCommit repository, with all its history. */
        SOURCES,
        /** The ECR repository, with all its images. */
        IMAGES,
        /** The pipeline's artifact bucket. */
        ARTIFACTS
    }

    /**
     * Takes the delivery away: services first (they use the pipeline's exports and its deploy role), then the
     * pipeline (it uses the environments' exports), then environments.
     *
     * @param alsoRemove what else is removed; this can't be undone
     * @return what was kept and can still be found, by name or ARN; empty where nothing is left
     */
    public Map<Kept, String> down(Delivery delivery, Set<Kept> alsoRemove) {
        Map<Kept, String> kept = new EnumMap<>(Kept.class);
        String pipelineStack = delivery.pipelineStack().value();
        stacks.resource(pipelineStack, "AWS::ECR::Repository").ifPresent(name -> kept.put(Kept.IMAGES, name));
        stacks.resource(pipelineStack, "AWS::S3::Bucket").ifPresent(name -> kept.put(Kept.ARTIFACTS, name));
        delivery.pipeline()
                .map(Deliveries::source)
                .filter(source ->
                        repositories.cloneUrl(source.repository().value()).isPresent())
                .ifPresent(source -> kept.put(Kept.SOURCES, source.repository().value()));

        stacks.resource(pipelineStack, "AWS::CodePipeline::Pipeline").ifPresent(executions::stopAll);
        eachAtOnce(delivery.environments(), environment -> remove(delivery.serviceStack(environment)));
        remove(delivery.pipelineStack());
        eachAtOnce(delivery.ownEnvironments(), environment -> remove(delivery.environmentStack(environment)));

        for (Kept what : alsoRemove) {
            Optional.ofNullable(kept.remove(what)).ifPresent(name -> remove(what, name));
        }
        return kept;
    }

    private void remove(StackName name) {
        if (stacks.find(name.value()).isPresent()) {
            stacks.delete(name.value());
            note("Stack " + name + " is gone");
        }
    }

    private void remove(Kept what, String name) {
        switch (what) {
            case SOURCES ->
                clients.client(CodeCommitClient.class).deleteRepository(request -> request.repositoryName(name));
            case IMAGES ->
                clients.client(EcrClient.class)
                        .deleteRepository(
                                request -> request.repositoryName(name).force(true));
            case ARTIFACTS -> new Buckets(clients.client(S3Client.class)).delete(name);
        }
        note("Removed " + name);
    }

    /**
     * The delivery's stacks that are there and were deployed from another definition, or by another version of this tool;
     * {@link #up} changes them.
     */
    public List<String> outdatedStacks(Delivery delivery, Rendering rendering) {
        List<Stacks.Request> requests = new ArrayList<>();
        delivery.ownEnvironments().forEach(one -> requests.add(environment(delivery, one, rendering)));
        rendering.file(Rendering.PIPELINE).ifPresent(template -> requests.add(pipeline(delivery, template)));
        return requests.stream()
                .filter(request -> stacks.isOutdated(request.name(), request.template()))
                .map(Stacks.Request::name)
                .toList();
    }

    /** The delivery as it is now. */
    public DeliveryState state(Delivery delivery) {
        Optional<DeployedStack> pipelineStack =
                stacks.find(delivery.pipelineStack().value());
        Optional<String> pipeline = stacks.resource(delivery.pipelineStack().value(), "AWS::CodePipeline::Pipeline");
        Optional<Execution> latest =
                pipeline.flatMap(name -> executions.newest(name, 1).stream().findFirst());
        return new DeliveryState(
                delivery.application().value(),
                pipelineStack.map(DeployedStack::status),
                pipeline,
                delivery.pipeline()
                        .map(Deliveries::source)
                        .flatMap(source -> repositories.head(
                                source.repository().value(), source.branch().value())),
                latest,
                latest.flatMap(this::failure),
                delivery.environments().stream()
                        .map(environment -> state(delivery, environment))
                        .toList(),
                outdatedStacks(delivery, Rendering.of(delivery)));
    }

    /** Why an execution failed, or empty where it did not. */
    public Optional<Failure> failure(Execution execution) {
        return execution.status() == ExecutionStatus.FAILED
                ? execution.failedAction().map(failures::explain)
                : Optional.empty();
    }

    /** The log group of the service in an environment, or empty where nothing is deployed. */
    public Optional<String> serviceLogGroup(Delivery delivery, Environment environment) {
        return stacks.resource(delivery.serviceStack(environment).value(), "AWS::Logs::LogGroup");
    }

    private EnvironmentState state(Delivery delivery, Environment environment) {
        Optional<DeployedStack> environmentStack =
                stacks.find(delivery.environmentStack(environment).value());
        String serviceStackName = delivery.serviceStack(environment).value();
        Optional<DeployedStack> serviceStack = stacks.find(serviceStackName);
        Optional<ServiceCounts> counts = stacks.resource(serviceStackName, "AWS::ECS::Service")
                .flatMap(arn -> ServiceCounts.read(clients.client(EcsClient.class), arn));
        String path = delivery.pipeline()
                .map(pipeline -> pipeline.service().endpoint().path().value())
                .filter(value -> !value.equals("/"))
                .orElse("");
        return new EnvironmentState(
                environment.name().value(),
                environmentStack.map(stack -> stack.outputs().get("Url")).map(url -> url + path),
                environmentStack.map(DeployedStack::status),
                serviceStack.map(DeployedStack::status),
                serviceStack.map(stack -> stack.parameters().get("Tag")),
                counts.map(ServiceCounts::desired).orElse(0),
                counts.map(ServiceCounts::running).orElse(0),
                counts.flatMap(ServiceCounts::problem));
    }

    /** Says before a deployment what would make it fail: another service's rule with the priority that ours is to have. */
    private void refuseTakenPriorities(Delivery delivery) {
        ListenerPriorities priorities = new ListenerPriorities(clients.client(ElasticLoadBalancingV2Client.class));
        delivery.priority()
                .ifPresent(priority -> delivery.environments()
                        .forEach(environment -> stacks.resource(
                                        delivery.environmentStack(environment).value(),
                                        "AWS::ElasticLoadBalancingV2::Listener")
                                .flatMap(listener -> priorities.freeInsteadOf(
                                        priority.value(),
                                        listener,
                                        stacks.resource(
                                                delivery.serviceStack(environment)
                                                        .value(),
                                                "AWS::ElasticLoadBalancingV2::ListenerRule")))
                                .ifPresent(free -> {
                                    throw new DeliveryException(
                                            delivery.application() + " can't be put into " + environment.name(),
                                            "another service's rule on its load balancer has priority " + priority,
                                            "set service.priority to " + free
                                                    + " in fargate-cd.yml, then fargate-cd render");
                                })));
    }

    private void ensureServiceLinkedRole() {
        try {
            clients.client(IamClient.class)
                    .createServiceLinkedRole(request -> request.awsServiceName("ecs.amazonaws.com"));
            note("Service-linked role of ECS made, which it needs once in an account");
        } catch (InvalidInputException exists) {
            // IAM's answer where the account has it already: "Service role name AWSServiceRoleForECS has been taken"
            if (!exists.awsErrorDetails().errorMessage().contains("has been taken")) {
                throw exists;
            }
        }
    }

    private void firstPush(Pipeline pipeline, ApplicationName application, Path gitDirectory, String revision) {
        Source.CodeCommit source = source(pipeline);
        String repository = source.repository().value();
        String branch = source.branch().value();
        repositories.ensure(repository, "Sources of " + application + ", delivered by its pipeline");
        if (repositories.head(repository, branch).isEmpty()) {
            repositories.push(gitDirectory, revision, repository, branch);
        }
    }

    /** A service stack in ROLLBACK_COMPLETE can only be deleted, and nothing was ever served by it. */
    private void removeServicesThatNeverServed(Delivery delivery) {
        for (Environment environment : delivery.environments()) {
            stacks.find(delivery.serviceStack(environment).value())
                    .filter(stack -> stack.status() == StackStatus.ROLLBACK_COMPLETE)
                    .ifPresent(stack -> {
                        note("Stack " + stack.name() + " is in ROLLBACK_COMPLETE: its service never served, and "
                                + "CloudFormation can't update it. Deleting it, so that it can be made anew");
                        stacks.delete(stack.name());
                    });
        }
    }

    private Stacks.Request environment(Delivery delivery, Environment environment, Rendering rendering) {
        return new Stacks.Request(
                delivery.environmentStack(environment).value(),
                rendering.file(Rendering.ENVIRONMENT).orElseThrow().content(),
                Map.of(EnvironmentTemplate.NAME_PARAMETER, environment.name().value()),
                tags(delivery));
    }

    private Stacks.Request pipeline(Delivery delivery, RenderedFile template) {
        return new Stacks.Request(delivery.pipelineStack().value(), template.content(), Map.of(), tags(delivery));
    }

    private static Map<String, String> tags(Delivery delivery) {
        return Map.of("fargate-cd:application", delivery.application().value());
    }

    private String pipelineName(Delivery delivery) {
        return stacks.resource(delivery.pipelineStack().value(), "AWS::CodePipeline::Pipeline")
                .orElseThrow(() -> new DeliveryException(
                        "there is no pipeline of " + delivery.application(),
                        "stack " + delivery.pipelineStack() + " was never made here, or has none",
                        "fargate-cd up"));
    }

    private static Pipeline pipeline(Delivery delivery) {
        return delivery.pipeline()
                .orElseThrow(() -> new DeliveryException(
                        "there is nothing to push to",
                        "the definition of " + delivery.application() + " has environments alone",
                        "add source, build and service to the definition"));
    }

    private static Source.CodeCommit source(Pipeline pipeline) {
        return (Source.CodeCommit) pipeline.source(); // the only kind there is
    }

    private void tell(Stacks.Outcome outcome) {
        note("Stack " + outcome.stack().name()
                + (!outcome.changed()
                        ? " is as it should be"
                        : " is in place: " + outcome.changes().size() + " resource"
                                + (outcome.changes().size() == 1 ? "" : "s") + " changed"));
    }

    private void note(String sentence) {
        progress.on(new ProgressEvent.Note(clock.instant(), sentence));
    }

    /** Does it to each at the same time, waits for all, and then fails with the first failure. */
    private static void eachAtOnce(List<Environment> environments, Consumer<Environment> action) {
        if (environments.isEmpty()) {
            return;
        }
        ExecutorService workers = Executors.newFixedThreadPool(environments.size(), task -> {
            Thread thread = new Thread(task, "environment");
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<CompletableFuture<Void>> all = environments.stream()
                    .map(environment -> CompletableFuture.runAsync(() -> action.accept(environment), workers))
                    .toList();
            CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException failure) {
            if (failure.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw failure;
        } finally {
            workers.shutdownNow();
        }
    }
}
