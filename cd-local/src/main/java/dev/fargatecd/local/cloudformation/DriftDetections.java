package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.cloudformation.resource.PhysicalResource;
import dev.fargatecd.local.cloudformation.resource.Properties;
import dev.fargatecd.local.cloudformation.resource.Provisioner;
import dev.fargatecd.local.cloudformation.resource.ResourceFailure;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.DescribeStackDriftDetectionStatusResponse;
import software.amazon.awssdk.services.cloudformation.model.PropertyDifference;
import software.amazon.awssdk.services.cloudformation.model.StackDriftDetectionStatus;
import software.amazon.awssdk.services.cloudformation.model.StackDriftInformation;
import software.amazon.awssdk.services.cloudformation.model.StackDriftStatus;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDrift;
import software.amazon.awssdk.services.cloudformation.model.StackResourceDriftStatus;

/**
 * Finds out where resources are no longer what their stack made them: of each, the properties that the template sets are
 * compared with those that its type reads. What a type does not read is not compared.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-drift.html">Drift
 *     detection</a>
 */
final class DriftDetections {
    private static final Set<StackResourceDriftStatus> DRIFTED =
            Set.of(StackResourceDriftStatus.MODIFIED, StackResourceDriftStatus.DELETED);

    private final Engine engine;
    private final Table<DescribeStackDriftDetectionStatusResponse> detections;
    private final Table<StackResourceDrift> drifts;
    private final Table<StackDriftInformation> informations;

    DriftDetections(Engine engine) {
        this.engine = engine;
        detections = engine.cloud()
                .store()
                .table("cloudformation.drift-detections", DescribeStackDriftDetectionStatusResponse.class);
        drifts = engine.cloud().store().table("cloudformation.resource-drifts", StackResourceDrift.class);
        informations = engine.cloud().store().table("cloudformation.stack-drifts", StackDriftInformation.class);
    }

    /**
     * Begins to look at a stack; answers the id of the detection.
     *
     * @param only the logical ids to look at; empty for all
     */
    String begin(Stack stack, List<String> only, Caller caller) {
        if (stack.status().isBusy()) {
            throw Refusal.invalid("Stack [" + stack.name() + "] is in " + stack.status()
                    + " state and can not be checked for drift.");
        }
        only.forEach(logicalId -> require(stack, logicalId));
        String id = engine.cloud().ids().uuid();
        Key key = new Key(caller.scope(), id);
        DescribeStackDriftDetectionStatusResponse begun = DescribeStackDriftDetectionStatusResponse.builder()
                .stackId(stack.id())
                .stackDriftDetectionId(id)
                .detectionStatus(StackDriftDetectionStatus.DETECTION_IN_PROGRESS)
                .stackDriftStatus(StackDriftStatus.NOT_CHECKED)
                .timestamp(now())
                .build();
        detections.put(key, begun);
        engine.cloud().work().execute(() -> {
            DescribeStackDriftDetectionStatusResponse done = detected(begun, stack, only, caller);
            detections.put(key, done);
            engine.events().tellOfDrift(caller.scope(), done);
        });
        return id;
    }

    /** The detection of that id, under way or done. */
    DescribeStackDriftDetectionStatusResponse status(Scope scope, String id) {
        return detections
                .get(new Key(scope, id))
                .orElseThrow(() -> Refusal.invalid("Stack drift detection with id " + id + " does not exist"));
    }

    /** Looks at one resource. */
    StackResourceDrift detect(Stack stack, String logicalId, Caller caller) {
        StackResource resource = require(stack, logicalId);
        return look(stack, resource, caller)
                .orElseThrow(() -> Refusal.invalid("Drift detection is not supported for type " + resource.type()));
    }

    /** What was last found of the stack's resources. */
    List<StackResourceDrift> of(Scope scope, Stack stack) {
        return drifts.list(scope, stack.id() + "/");
    }

    /** What a description of the stack says of it; nothing of what it was before its last update. */
    StackDriftInformation of(Scope scope, Stack stack, Optional<Instant> updated) {
        return informations
                .get(new Key(scope, stack.id()))
                .filter(information -> updated.filter(information.lastCheckTimestamp()::isBefore)
                        .isEmpty())
                .orElseGet(() -> StackDriftInformation.builder()
                        .stackDriftStatus(StackDriftStatus.NOT_CHECKED)
                        .build());
    }

    private DescribeStackDriftDetectionStatusResponse detected(
            DescribeStackDriftDetectionStatusResponse begun, Stack stack, List<String> only, Caller caller) {
        try {
            List<StackResourceDrift> found = stack.content().resources().values().stream()
                    .filter(resource -> resource.exists() && (only.isEmpty() || only.contains(resource.logicalId())))
                    .flatMap(resource -> look(stack, resource, caller).stream())
                    .filter(drift -> DRIFTED.contains(drift.stackResourceDriftStatus()))
                    .toList();
            StackDriftStatus status = found.isEmpty() ? StackDriftStatus.IN_SYNC : StackDriftStatus.DRIFTED;
            informations.put(
                    new Key(caller.scope(), stack.id()),
                    StackDriftInformation.builder()
                            .stackDriftStatus(status)
                            .lastCheckTimestamp(now())
                            .build());
            return begun.copy(done -> done.detectionStatus(StackDriftDetectionStatus.DETECTION_COMPLETE)
                    .stackDriftStatus(status)
                    .driftedStackResourceCount(found.size()));
        } catch (ResourceFailure failure) {
            return begun.copy(failed -> failed.detectionStatus(StackDriftDetectionStatus.DETECTION_FAILED)
                    .detectionStatusReason(failure.getMessage()));
        }
    }

    /** Looks and keeps what is found; empty where the type does not know how to. */
    private Optional<StackResourceDrift> look(Stack stack, StackResource resource, Caller caller) {
        PhysicalResource physical = resource.physical();
        Optional<Provisioner> provisioner = engine.types()
                .find(resource.type())
                .map(type ->
                        type.as(engine.cloud().clients(), caller, engine.cloud().ids()));
        Optional<StackResourceDrift> found;
        try {
            found = provisioner.flatMap(one -> one.read(physical)).map(actual -> compared(stack, resource, actual));
        } catch (Provisioner.ResourceGone gone) {
            found = Optional.of(drift(stack, resource)
                    .stackResourceDriftStatus(StackResourceDriftStatus.DELETED)
                    .build());
        }
        found.ifPresent(drift -> drifts.put(new Key(caller.scope(), stack.id() + "/" + resource.logicalId()), drift));
        return found;
    }

    private StackResourceDrift compared(Stack stack, StackResource resource, Properties actual) {
        Properties expected = resource.properties();
        List<PropertyDifference> differences = PropertyDifferences.between(expected, actual);
        Properties whole = expected;
        for (String name : actual.names()) {
            if (expected.has(name)) {
                whole = actual.get(name).isNull() ? whole.without(name) : whole.with(name, actual.get(name));
            }
        }
        return drift(stack, resource)
                .stackResourceDriftStatus(
                        differences.isEmpty() ? StackResourceDriftStatus.IN_SYNC : StackResourceDriftStatus.MODIFIED)
                .actualProperties(whole.toString())
                .propertyDifferences(differences)
                .build();
    }

    private StackResourceDrift.Builder drift(Stack stack, StackResource resource) {
        return StackResourceDrift.builder()
                .stackId(stack.id())
                .logicalResourceId(resource.logicalId())
                .physicalResourceId(resource.physicalId().orElseThrow())
                .resourceType(resource.type())
                .expectedProperties(resource.properties().toString())
                .timestamp(now());
    }

    private static StackResource require(Stack stack, String logicalId) {
        Map<String, StackResource> resources = stack.content().resources();
        return Optional.ofNullable(resources.get(logicalId))
                .filter(StackResource::exists)
                .orElseThrow(
                        () -> Refusal.invalid("Resource " + logicalId + " does not exist for stack " + stack.name()));
    }

    private Instant now() {
        return engine.cloud().clock().instant();
    }
}
