package dev.fargatecd.local.ecs;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.ElasticLoadBalancingV2Client;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroup;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupNotFoundException;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealth;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/** What ECS has to do with load balancers: registers tasks, asks for their health, takes them out again. */
final class TargetGroups {
    /** The longest deregistration delay there is, and a little for the balancer's own work. */
    private static final Duration LONGEST_DRAINING = Duration.ofSeconds(3600 + 10);

    private final CloudContext cloud;

    TargetGroups(CloudContext cloud) {
        this.cloud = cloud;
    }

    /** Throws AWS's error where ECS would not take the group. */
    void requireUsable(Scope scope, String targetGroupArn) {
        TargetGroup group;
        try {
            group = elb(scope)
                    .describeTargetGroups(request -> request.targetGroupArns(targetGroupArn))
                    .targetGroups()
                    .get(0);
        } catch (TargetGroupNotFoundException none) {
            throw EcsFaults.invalid("The target group " + targetGroupArn + " does not exist.");
        }
        if (!group.targetTypeAsString().equals("ip")) {
            throw EcsFaults.invalid("The provided target group " + targetGroupArn + " has target type "
                    + group.targetTypeAsString() + ", which is incompatible with the awsvpc network mode specified in"
                    + " the task definition.");
        }
        if (group.loadBalancerArns().isEmpty()) {
            throw EcsFaults.invalid("The target group with targetGroupArn " + targetGroupArn
                    + " does not have an associated load balancer.");
        }
    }

    void register(Scope scope, LoadBalancer balancer, String address) {
        TargetDescription target = target(balancer, address);
        elb(scope)
                .registerTargets(request ->
                        request.targetGroupArn(balancer.targetGroupArn()).targets(target));
    }

    /** Takes a task out; completes once nothing is in flight to it any more. */
    CompletableFuture<String> deregister(Scope scope, LoadBalancer balancer, String address) {
        TargetDescription target = target(balancer, address);
        try {
            elb(scope)
                    .deregisterTargets(request ->
                            request.targetGroupArn(balancer.targetGroupArn()).targets(target));
        } catch (TargetGroupNotFoundException gone) {
            return CompletableFuture.completedFuture(address);
        }
        return cloud.journal()
                .until(
                        "the target " + address + " to be drained from " + balancer.targetGroupArn(),
                        LONGEST_DRAINING,
                        () -> isOut(scope, balancer, address) ? Optional.of(address) : Optional.empty());
    }

    private boolean isOut(Scope scope, LoadBalancer balancer, String address) {
        return health(scope, balancer, address)
                .filter(health -> health.state() != TargetHealthStateEnum.UNUSED)
                .isEmpty();
    }

    /** The health of a task in a target group; empty where it is not in there, or the group is gone. */
    Optional<TargetHealth> health(Scope scope, LoadBalancer balancer, String address) {
        try {
            List<TargetHealthDescription> all = elb(scope)
                    .describeTargetHealth(request -> request.targetGroupArn(balancer.targetGroupArn()))
                    .targetHealthDescriptions();
            return all.stream()
                    .filter(one -> one.target().id().equals(address)
                            && one.target().port().equals(balancer.containerPort()))
                    .map(TargetHealthDescription::targetHealth)
                    .findFirst();
        } catch (TargetGroupNotFoundException gone) {
            return Optional.empty();
        }
    }

    private static TargetDescription target(LoadBalancer balancer, String address) {
        return TargetDescription.builder()
                .id(address)
                .port(balancer.containerPort())
                .build();
    }

    private ElasticLoadBalancingV2Client elb(Scope scope) {
        return cloud.clients().as(self(scope), ElasticLoadBalancingV2Client.class);
    }

    /** ECS itself, as whom it works on interfaces and targets. */
    static Caller self(Scope scope) {
        return new Caller(Principal.service(scope.account(), "ecs.amazonaws.com"), scope);
    }
}
