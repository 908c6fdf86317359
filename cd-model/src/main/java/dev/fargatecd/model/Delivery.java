package dev.fargatecd.model;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * An application, the pipeline that its commits go through, and the environments that they reach, in order.
 *
 * @param pipeline empty: the definition holds environments alone, for other applications to share
 * @param environments 1–6, with different names
 */
public record Delivery(ApplicationName application, Optional<Pipeline> pipeline, List<Environment> environments) {
    /** As many environments as a definition may have: more than that, and a role's policy outgrows what IAM allows. */
    public static final int MOST_ENVIRONMENTS = 6;

    public Delivery {
        environments = List.copyOf(environments);
        if (environments.isEmpty() || environments.size() > MOST_ENVIRONMENTS) {
            throw InvalidValue.because(
                    "environments", "has " + environments.size() + "; allowed: 1–" + MOST_ENVIRONMENTS);
        }
        Set<EnvironmentName> names = new HashSet<>();
        for (Environment environment : environments) {
            if (!names.add(environment.name())) {
                throw InvalidValue.because("environments", "has " + environment.name() + " twice");
            }
            if (pipeline.isEmpty()) {
                refuseWithoutPipeline(environment);
            }
        }
    }

    /** A delivery of a service. */
    public static Delivery of(ApplicationName application, Pipeline pipeline, List<Environment> environments) {
        return new Delivery(application, Optional.of(pipeline), environments);
    }

    /** Environments alone. */
    public static Delivery of(ApplicationName application, List<Environment> environments) {
        return new Delivery(application, Optional.empty(), environments);
    }

    /** The pipeline's stages in order: source, build, then one for each environment; empty without a pipeline. */
    public List<Stage> stages() {
        List<Stage> stages = new ArrayList<>();
        pipeline.ifPresent(it -> {
            stages.add(new Stage.Checkout(it.source()));
            stages.add(new Stage.Image(it.build()));
            environments.forEach(environment -> stages.add(new Stage.Deployment(environment)));
        });
        return List.copyOf(stages);
    }

    /** The environments whose stacks this definition makes, in order. */
    public List<Environment> ownEnvironments() {
        return environments.stream().filter(Environment::isOwn).toList();
    }

    /** The environment of that name. */
    public Optional<Environment> environment(EnvironmentName name) {
        return environments.stream().filter(it -> it.name().equals(name)).findFirst();
    }

    /** The stack of repository, build and pipeline: {@code welcomer-pipeline}. */
    public StackName pipelineStack() {
        return new StackName(application + "-pipeline");
    }

    /** The stack of an environment's cluster and balancer: {@code welcomer-test-environment}, or another's. */
    public StackName environmentStack(Environment environment) {
        return environment
                .network()
                .sharedStack()
                .orElseGet(() -> new StackName(application + "-" + environment.name() + "-environment"));
    }

    /** The stack of the service in an environment: {@code welcomer-test-service}. */
    public StackName serviceStack(Environment environment) {
        return new StackName(application + "-" + environment.name() + "-service");
    }

    /** The priority of the service's rule: the definition's, or the derived one; empty without a pipeline. */
    public Optional<Priority> priority() {
        return pipeline.map(it -> it.service().endpoint())
                .map(endpoint -> endpoint.priority().orElseGet(() -> Priority.derived(application, endpoint.path())));
    }

    private static void refuseWithoutPipeline(Environment environment) {
        if (!environment.isOwn()) {
            throw InvalidValue.because(
                    "stack", "makes " + environment.name() + " another's, and there is no service to put there");
        }
        if (environment.approval() == Approval.REQUIRED) {
            throw InvalidValue.because(
                    "approval", "is required for " + environment.name() + ", but there is no service");
        }
        if (!environment.desiredCount().equals(DesiredCount.ONE)) {
            throw InvalidValue.because(
                    "desired-count", "is given for " + environment.name() + ", but there is no service");
        }
    }
}
