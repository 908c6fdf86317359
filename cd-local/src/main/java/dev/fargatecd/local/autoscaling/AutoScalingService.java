package dev.fargatecd.local.autoscaling;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.applicationautoscaling.ApplicationAutoScalingClient;
import software.amazon.awssdk.services.applicationautoscaling.model.DeleteScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DeleteScalingPolicyResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DeregisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DeregisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalableTargetsResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.DescribeScalingPoliciesResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.PolicyType;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.PutScalingPolicyResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.RegisterScalableTargetResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.applicationautoscaling.model.SuspendedState;
import software.amazon.awssdk.services.applicationautoscaling.model.TagResourceRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.TagResourceResponse;
import software.amazon.awssdk.services.applicationautoscaling.model.UntagResourceRequest;
import software.amazon.awssdk.services.applicationautoscaling.model.UntagResourceResponse;
import software.amazon.awssdk.services.ecs.EcsClient;
import software.amazon.awssdk.services.ecs.model.ClusterNotFoundException;

/**
 * Application Auto Scaling: the targets and policies of ECS services.
 *
 * <p>They are checked, kept and shown. Nothing measures a service here, so no policy ever scales one, and none makes the
 * alarms that it would have on AWS.
 */
public final class AutoScalingService implements ApplicationAutoScalingClient {
    private static final int MOST = 50;
    private static final Pattern POLICY_NAME = Pattern.compile("[^\\p{Cntrl}|:/]{1,256}");

    private record Target(ScalableTarget target, Map<String, String> tags) {}

    private final CloudContext cloud;
    private final Table<Target> targets;
    private final Table<ScalingPolicy> policies;

    public AutoScalingService(CloudContext cloud) {
        this.cloud = cloud;
        targets = cloud.store().table("autoscaling.targets", Target.class);
        policies = cloud.store().table("autoscaling.policies", ScalingPolicy.class);
    }

    @Override
    public RegisterScalableTargetResponse registerScalableTarget(RegisterScalableTargetRequest request) {
        Dimension of = Dimension.of(
                "RegisterScalableTarget",
                request.serviceNamespace(),
                request.resourceId(),
                request.scalableDimension());
        Key key = key(of);
        Optional<Target> there = targets.get(key);
        if (there.isEmpty()) {
            requireService(of);
        } else if (!request.tags().isEmpty()) {
            throw ScalingFaults.validation("Tags can be given only when a scalable target is registered anew.");
        }
        Optional<ScalableTarget> old = there.map(Target::target);
        int least = capacity("minCapacity", request.minCapacity(), old.map(ScalableTarget::minCapacity));
        int most = capacity("maxCapacity", request.maxCapacity(), old.map(ScalableTarget::maxCapacity));
        if (least > most) {
            throw ScalingFaults.validation("Minimum capacity cannot be greater than maximum capacity");
        }
        ScalableTarget.Builder target = old.map(ScalableTarget::toBuilder).orElseGet(() -> newTarget(of));
        target.minCapacity(least).maxCapacity(most);
        if (request.roleARN() != null) {
            target.roleARN(request.roleARN());
        }
        if (request.suspendedState() != null) {
            target.suspendedState(request.suspendedState());
        }
        ScalableTarget made = target.build();
        targets.put(key, new Target(made, there.map(Target::tags).orElse(Map.copyOf(request.tags()))));
        return RegisterScalableTargetResponse.builder()
                .scalableTargetARN(made.scalableTargetARN())
                .build();
    }

    private ScalableTarget.Builder newTarget(Dimension of) {
        Instant now = cloud.clock().instant();
        return ScalableTarget.builder()
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(of.resourceId())
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .roleARN("arn:aws:iam::" + scope().account() + ":role/aws-service-role/"
                        + "ecs.application-autoscaling.amazonaws.com/"
                        + "AWSServiceRoleForApplicationAutoScaling_ECSService")
                .creationTime(now)
                .suspendedState(SuspendedState.builder()
                        .dynamicScalingInSuspended(false)
                        .dynamicScalingOutSuspended(false)
                        .scheduledScalingSuspended(false)
                        .build())
                .scalableTargetARN(scope().arn(
                                "application-autoscaling",
                                "scalable-target/" + cloud.ids().hex(32)));
    }

    private static int capacity(String member, @Nullable Integer given, Optional<Integer> before) {
        int capacity = Optional.ofNullable(given)
                .or(() -> before)
                .orElseThrow(() -> ScalingFaults.validation(
                        "The parameter " + member + " is required when a scalable target is registered"));
        if (capacity < 0) {
            throw ScalingFaults.validation("The parameter " + member + " must not be negative");
        }
        return capacity;
    }

    private void requireService(Dimension of) {
        EcsClient ecs = cloud.clients().as(Caller.current(), EcsClient.class);
        boolean there;
        try {
            there =
                    ecs
                            .describeServices(
                                    request -> request.cluster(of.cluster()).services(of.service()))
                            .services()
                            .stream()
                            .anyMatch(service -> !service.status().equals("INACTIVE"));
        } catch (ClusterNotFoundException noCluster) {
            there = false;
        }
        if (!there) {
            throw ScalingFaults.validation("ECS service doesn't exist: " + of.resourceId());
        }
    }

    @Override
    public DescribeScalableTargetsResponse describeScalableTargets(DescribeScalableTargetsRequest request) {
        Dimension.requireEcs("DescribeScalableTargets", request.serviceNamespace());
        List<ScalableTarget> found = targets.list(scope()).stream()
                .map(Target::target)
                .filter(one ->
                        request.resourceIds().isEmpty() || request.resourceIds().contains(one.resourceId()))
                .filter(one ->
                        request.scalableDimension() == null || request.scalableDimension() == one.scalableDimension())
                .toList();
        Page<ScalableTarget> page = page(found, ScalableTarget::resourceId, request.nextToken(), request.maxResults());
        return DescribeScalableTargetsResponse.builder()
                .scalableTargets(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** Takes the target's policies away with it, as on AWS. */
    @Override
    public DeregisterScalableTargetResponse deregisterScalableTarget(DeregisterScalableTargetRequest request) {
        Dimension of = Dimension.of(
                "DeregisterScalableTarget",
                request.serviceNamespace(),
                request.resourceId(),
                request.scalableDimension());
        if (targets.remove(key(of)).isEmpty()) {
            throw ScalingFaults.notFound("scalable target found", of);
        }
        policies.list(scope()).stream()
                .filter(policy -> policy.resourceId().equals(of.resourceId()))
                .forEach(policy -> policies.remove(key(of, policy.policyName())));
        return DeregisterScalableTargetResponse.builder().build();
    }

    @Override
    public PutScalingPolicyResponse putScalingPolicy(PutScalingPolicyRequest request) {
        Supported.only(
                "application-autoscaling PutScalingPolicy",
                request,
                "PolicyName",
                "ServiceNamespace",
                "ResourceId",
                "ScalableDimension",
                "PolicyType",
                "StepScalingPolicyConfiguration",
                "TargetTrackingScalingPolicyConfiguration");
        Dimension of = Dimension.of(
                "PutScalingPolicy", request.serviceNamespace(), request.resourceId(), request.scalableDimension());
        String name = Objects.requireNonNullElse(request.policyName(), "");
        if (!POLICY_NAME.matcher(name).matches()) {
            throw ScalingFaults.validation("1 validation error detected: Value '" + name
                    + "' at 'policyName' failed to satisfy constraint: 1 to 256 characters, no | : /");
        }
        if (targets.get(key(of)).isEmpty()) {
            throw ScalingFaults.notFound("scalable target registered", of);
        }
        PolicyType type = type(request);
        Optional<ScalingPolicy> there = policies.get(key(of, name));
        ScalingPolicy made = ScalingPolicy.builder()
                .policyARN(there.map(ScalingPolicy::policyARN).orElseGet(() -> arn(of, name)))
                .creationTime(there.map(ScalingPolicy::creationTime)
                        .orElseGet(() -> cloud.clock().instant()))
                .policyName(name)
                .serviceNamespace(ServiceNamespace.ECS)
                .resourceId(of.resourceId())
                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                .policyType(type)
                .stepScalingPolicyConfiguration(request.stepScalingPolicyConfiguration())
                .targetTrackingScalingPolicyConfiguration(request.targetTrackingScalingPolicyConfiguration())
                .alarms(List.of())
                .build();
        policies.put(key(of, name), made);
        return PutScalingPolicyResponse.builder()
                .policyARN(made.policyARN())
                .alarms(List.of())
                .build();
    }

    private String arn(Dimension of, String name) {
        return scope().arn(
                        "autoscaling",
                        "scalingPolicy:" + cloud.ids().uuid() + ":resource/ecs/" + of.resourceId() + ":policyName/"
                                + name);
    }

    private static PolicyType type(PutScalingPolicyRequest request) {
        PolicyType type = Objects.requireNonNullElse(request.policyType(), PolicyType.STEP_SCALING);
        boolean complete = switch (type) {
            case STEP_SCALING ->
                request.stepScalingPolicyConfiguration() != null
                        && request.targetTrackingScalingPolicyConfiguration() == null;
            case TARGET_TRACKING_SCALING ->
                request.targetTrackingScalingPolicyConfiguration() != null
                        && request.stepScalingPolicyConfiguration() == null;
            case PREDICTIVE_SCALING ->
                throw new UnsupportedOperationException("application-autoscaling PutScalingPolicy: PolicyType " + type
                        + " is not supported by the local cloud");
            case UNKNOWN_TO_SDK_VERSION ->
                throw ScalingFaults.validation("1 validation error detected: Value '" + request.policyTypeAsString()
                        + "' at 'policyType' failed to satisfy constraint: Member must satisfy enum value set:"
                        + " [StepScaling, TargetTrackingScaling, PredictiveScaling]");
        };
        if (!complete) {
            throw ScalingFaults.validation(
                    "A policy of type " + type + " needs " + type + "PolicyConfiguration and no other configuration");
        }
        if (type == PolicyType.TARGET_TRACKING_SCALING
                && request.targetTrackingScalingPolicyConfiguration().targetValue() == null) {
            throw ScalingFaults.validation("1 validation error detected: Value null at"
                    + " 'targetTrackingScalingPolicyConfiguration.targetValue' failed to satisfy constraint: Member must"
                    + " not be null");
        }
        return type;
    }

    @Override
    public DescribeScalingPoliciesResponse describeScalingPolicies(DescribeScalingPoliciesRequest request) {
        Dimension.requireEcs("DescribeScalingPolicies", request.serviceNamespace());
        List<ScalingPolicy> found = policies.list(scope()).stream()
                .filter(one -> request.policyNames().isEmpty()
                        || request.policyNames().contains(one.policyName())
                        || request.policyNames().contains(one.policyARN()))
                .filter(one ->
                        request.resourceId() == null || request.resourceId().equals(one.resourceId()))
                .filter(one ->
                        request.scalableDimension() == null || request.scalableDimension() == one.scalableDimension())
                .toList();
        Page<ScalingPolicy> page = page(found, ScalingPolicy::policyARN, request.nextToken(), request.maxResults());
        return DescribeScalingPoliciesResponse.builder()
                .scalingPolicies(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public DeleteScalingPolicyResponse deleteScalingPolicy(DeleteScalingPolicyRequest request) {
        Dimension of = Dimension.of(
                "DeleteScalingPolicy", request.serviceNamespace(), request.resourceId(), request.scalableDimension());
        if (policies.remove(key(of, String.valueOf(request.policyName()))).isEmpty()) {
            throw ScalingFaults.notFound("scaling policy found", of);
        }
        return DeleteScalingPolicyResponse.builder().build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        Target target = tagged(request.resourceARN());
        Map<String, String> all = new TreeMap<>(target.tags());
        all.putAll(request.tags());
        keep(target, all);
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        Target target = tagged(request.resourceARN());
        Map<String, String> left = new TreeMap<>(target.tags());
        request.tagKeys().forEach(left::remove);
        keep(target, left);
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(tagged(request.resourceARN()).tags())
                .build();
    }

    private Target tagged(@Nullable String arn) {
        return targets.list(scope()).stream()
                .filter(one -> one.target().scalableTargetARN().equals(arn))
                .findFirst()
                .orElseThrow(() -> ScalingFaults.noResource(String.valueOf(arn)));
    }

    private void keep(Target target, Map<String, String> tags) {
        targets.update(
                new Key(scope(), target.target().resourceId()), old -> new Target(old.target(), Map.copyOf(tags)));
    }

    private static <T> Page<T> page(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer size) {
        try {
            return Page.of(all, key, token, size == null ? MOST : Math.min(Math.max(1, size), MOST));
        } catch (IllegalArgumentException noPage) {
            throw ScalingFaults.noPage();
        }
    }

    private static Key key(Dimension of) {
        return new Key(scope(), of.resourceId());
    }

    private static Key key(Dimension of, String policy) {
        return new Key(scope(), of.resourceId() + "|" + policy);
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
