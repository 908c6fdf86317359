package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.evaluate.Evaluator;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.local.cloudformation.StepFailure.Verb;
import dev.fargatecd.local.cloudformation.resource.PhysicalResource;
import dev.fargatecd.local.cloudformation.resource.Properties;
import dev.fargatecd.local.cloudformation.resource.Provisioner;
import dev.fargatecd.local.cloudformation.resource.ResourceFailure;
import dev.fargatecd.local.cloudformation.resource.ResourceType;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes, changes and deletes single resources of a stack for an operation, and tells of it. */
final class ResourceWork implements Step.Doing {
    private static final Logger LOG = LoggerFactory.getLogger(ResourceWork.class);

    private final Engine engine;
    private final Key key;
    private final Caller caller;
    private final String token;
    private final Cancellation cancellation;
    private final Template template;
    private final Evaluator evaluator;

    /**
     * @param caller who makes the calls
     * @param evaluator with the stack's live values
     */
    ResourceWork(
            Engine engine,
            Key key,
            Caller caller,
            String token,
            Cancellation cancellation,
            Template template,
            Evaluator evaluator) {
        this.engine = engine;
        this.key = key;
        this.caller = caller;
        this.token = token;
        this.cancellation = cancellation;
        this.template = template;
        this.evaluator = evaluator;
    }

    @Override
    public void create(Step.Create step) {
        current(step.declared().logicalId()).ifPresent(this::leaveOver);
        Properties[] properties = {Properties.none()};
        Optional<String> fault = reasonOf(() -> properties[0] = wanted(step.declared()));
        StackResource begun = StackResource.beginning(step.declared(), properties[0], now());
        tell(begun);
        attempt(begun.logicalId(), Verb.CREATE, () -> {
            fault.ifPresent(reason -> {
                throw new ResourceFailure(reason);
            });
            Properties complete = resolved(begun.declared(), begun.properties());
            validate(begun.declared(), complete);
            make(begun, complete);
            settle(begun.logicalId(), ResourceStatus.CREATE_COMPLETE);
        });
    }

    @Override
    public void update(Step.Update step) {
        StackResource old = current(step.declared().logicalId()).orElseThrow();
        Properties[] properties = {old.properties()};
        Optional<String> fault = reasonOf(() -> properties[0] = wanted(step.declared()));
        Set<String> changed = properties[0].differencesFrom(old.properties());
        if (fault.isEmpty()
                && changed.isEmpty()
                && old.status() != ResourceStatus.UPDATE_FAILED
                && !old.type().equals(NestedStack.TYPE)) {
            engine.stacks().change(key, stack -> stack.with(stack.content().with(old.with(step.declared()))));
            return;
        }
        boolean replaces = changed.stream()
                .anyMatch(property -> engine.facts()
                                .recreation(
                                        old.type(),
                                        property,
                                        old.properties().get(property),
                                        properties[0].get(property))
                        == Recreation.ALWAYS);
        tell(old.with(step.declared())
                .with(properties[0])
                .in(
                        ResourceStatus.UPDATE_IN_PROGRESS,
                        replaces
                                ? Optional.of("Requested update requires the creation of a new physical resource; "
                                        + "hence creating one.")
                                : Optional.empty(),
                        now()));
        Properties[] complete = {properties[0]};
        refuse(
                old,
                fault.or(() -> reasonOf(() -> {
                    requireAllowed(old, replaces);
                    requireUpdatable(old);
                    complete[0] = resolved(step.declared(), properties[0]);
                    validate(step.declared(), complete[0]);
                    if (replaces) {
                        requireAnotherName(old, properties[0]);
                    }
                })));
        attempt(old.logicalId(), Verb.UPDATE, () -> {
            if (replaces) {
                make(current(old.logicalId()).orElseThrow(), complete[0]);
                leaveOver(old);
            } else {
                change(old, complete[0], changed);
            }
            settle(old.logicalId(), ResourceStatus.UPDATE_COMPLETE);
        });
    }

    private static void requireUpdatable(StackResource old) {
        if (old.type().equals(WaitCondition.TYPE)) {
            throw new ResourceFailure(WaitCondition.notUpdatable());
        }
    }

    private void requireAllowed(StackResource old, boolean replaces) {
        StackPolicy.Action action = replaces ? StackPolicy.Action.REPLACE : StackPolicy.Action.MODIFY;
        engine.stacks()
                .get(key)
                .before()
                .flatMap(Stack.Before::policy)
                .map(StackPolicy::read)
                .flatMap(policy -> policy.denial(action, old.logicalId(), old.type()))
                .ifPresent(denial -> {
                    throw new ResourceFailure(denial);
                });
    }

    /** Fails an update that was refused before anything was done, and so leaves the resource with what it had. */
    private void refuse(StackResource old, Optional<String> reason) {
        reason.ifPresent(why -> {
            StackResource failed =
                    current(old.logicalId()).orElseThrow().in(ResourceStatus.UPDATE_FAILED, reason, now());
            tell(failed);
            engine.stacks().change(key, stack -> stack.with(stack.content().with(failed.with(old.properties()))));
            throw new StepFailure(old.logicalId(), Verb.UPDATE, why);
        });
    }

    @Override
    public void restore(Step.Restore step) {
        StackResource present = current(step.before().logicalId()).orElseThrow();
        Set<String> changed = step.before().properties().differencesFrom(present.properties());
        tell(present.with(step.before().declared())
                .with(step.before().properties())
                .in(ResourceStatus.UPDATE_IN_PROGRESS, Optional.empty(), now()));
        attempt(present.logicalId(), Verb.UPDATE, () -> {
            provisioner(present.declared()).interrupt(present.physical());
            change(present, resolved(present.declared(), step.before().properties()), changed);
            settle(present.logicalId(), ResourceStatus.UPDATE_COMPLETE);
        });
    }

    @Override
    public void readopt(Step.Readopt step) {
        StackResource back = step.before();
        tell(new StackResource(
                back.declared(),
                ResourceStatus.UPDATE_COMPLETE,
                Optional.empty(),
                back.physicalId(),
                back.properties(),
                back.attributes(),
                now()));
    }

    @Override
    public void delete(Step.Delete step) {
        StackResource resource = step.resource();
        if (resource.physicalId().isEmpty()) {
            tellOfGoing(resource, ResourceStatus.DELETE_COMPLETE, Optional.empty());
            return;
        }
        StackResource going = tellOfGoing(resource, ResourceStatus.DELETE_IN_PROGRESS, Optional.empty());
        Optional<String> fault = reasonOf(() -> {
            PhysicalResource physical = going.physical();
            Provisioner provisioner = provisioner(going.declared());
            provisioner.delete(physical);
            await(
                    going.logicalId() + " to be gone",
                    () -> provisioner.isGone(physical),
                    new Cancellation(),
                    provisioner.patience(physical));
        });
        if (fault.isPresent()) {
            tellOfGoing(going, ResourceStatus.DELETE_FAILED, fault);
            throw new StepFailure(going.logicalId(), Verb.DELETE, fault.get());
        }
        tellOfGoing(going, ResourceStatus.DELETE_COMPLETE, Optional.empty());
    }

    @Override
    public void retain(Step.Retain step) {
        tellOfGoing(step.resource(), ResourceStatus.DELETE_SKIPPED, Optional.empty());
    }

    /** Makes the physical resource that the record in progress describes, from its properties with all references put in. */
    private void make(StackResource begun, Properties complete) {
        Properties named = engine.types()
                .find(begun.type())
                .map(type -> type.named(
                        complete,
                        engine.stacks().get(key).name(),
                        begun.logicalId(),
                        engine.cloud().ids()))
                .orElse(complete);
        Provisioner provisioner = provisioner(begun.declared());
        String id = provisioner.create(named);
        tell(begun.with(id).in(begun.status(), Optional.of("Resource creation Initiated"), now()));
        requireNotCancelled();
        provisioner.complete(new PhysicalResource(id, named));
    }

    private void change(StackResource old, Properties wanted, Set<String> changed) {
        PhysicalResource physical = new PhysicalResource(old.physicalId().orElseThrow(), wanted);
        provisioner(old.declared()).update(physical, old.properties(), changed);
    }

    /** Waits for the resource to be at rest, reads its attributes and tells that it is complete. */
    private void settle(String logicalId, ResourceStatus complete) {
        StackResource resource = current(logicalId).orElseThrow();
        PhysicalResource physical =
                new PhysicalResource(resource.physical().id(), resolved(resource.declared(), resource.properties()));
        Provisioner provisioner = provisioner(resource.declared());
        await(
                logicalId + " to be ready",
                () -> provisioner.isReady(physical),
                cancellation,
                provisioner.patience(physical));
        tell(resource.with(provisioner.attributes(physical)).in(complete, Optional.empty(), now()));
    }

    private void await(String what, BooleanSupplier reached, Cancellation ending, Duration patience) {
        if (reached.getAsBoolean()) {
            return;
        }
        CompletableFuture<Boolean> rest = ending.ends(engine.cloud()
                .journal()
                .until(what, patience, () -> Optional.of(true).filter(yes -> reached.getAsBoolean())));
        try {
            rest.get();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("The local cloud was closed while waiting for " + what, closing);
        } catch (ExecutionException failed) {
            throw reason(Objects.requireNonNull(failed.getCause()));
        }
    }

    private RuntimeException reason(Throwable failure) {
        if (failure instanceof TimeoutException) {
            LOG.warn("{}", failure.getMessage());
            return ResourceFailure.notStabilized(engine.cloud().ids().uuid());
        }
        return failure instanceof RuntimeException known ? known : new IllegalStateException(failure);
    }

    private void requireNotCancelled() {
        if (cancellation.isCancelled()) {
            throw new CancellationException();
        }
    }

    private void requireAnotherName(StackResource old, Properties wanted) {
        engine.types()
                .find(old.type())
                .flatMap(type -> type.nameInTheWay(old.properties(), wanted))
                .ifPresent(name -> {
                    throw new ResourceFailure(
                            "CloudFormation cannot update a stack when a custom-named resource requires "
                                    + "replacing. Rename " + name + " and update the stack again.");
                });
    }

    private void validate(StackResource.Declared declared, Properties properties) {
        engine.facts().fault(declared.type(), properties).ifPresent(fault -> {
            throw new ResourceFailure(
                    "Properties validation failed for resource " + declared.logicalId() + " with message: " + fault);
        });
    }

    /**
     * The properties as the resource gets them. What the stack keeps, shows and compares are the references: that a value
     * behind one has changed is not seen, as on AWS. A nested stack gets the references of its parameters as they are.
     */
    private Properties resolved(StackResource.Declared declared, Properties properties) {
        StoredValues store = new StoredValues(engine.cloud().clients(), caller);
        Properties put = declared.type().equals(NestedStack.TYPE) && properties.has("Parameters")
                ? store.in(properties.without("Parameters")).with("Parameters", properties.get("Parameters"))
                : store.in(properties);
        return put.equals(properties) ? properties : engine.facts().coerced(declared.type(), put);
    }

    private Properties wanted(StackResource.Declared declared) {
        Properties own = engine.facts()
                .coerced(
                        declared.type(),
                        Properties.of(evaluator.properties(
                                Objects.requireNonNull(template.resources().get(declared.logicalId())))));
        return engine.facts()
                .tagged(
                        declared.type(),
                        own,
                        engine.stacks().get(key).definition().tags());
    }

    /** Does it; a failure is told as the resource's status before it becomes the step's. */
    private void attempt(String logicalId, Verb verb, Runnable work) {
        reasonOf(work).ifPresent(reason -> {
            boolean cancelled = cancellation.isCancelled() && reason.equals(CANCELLED);
            String told =
                    cancelled ? "Resource " + (verb == Verb.CREATE ? "creation" : "update") + " cancelled" : reason;
            current(logicalId)
                    .ifPresent(resource -> tell(resource.in(
                            verb == Verb.CREATE ? ResourceStatus.CREATE_FAILED : ResourceStatus.UPDATE_FAILED,
                            Optional.of(told),
                            now())));
            throw new StepFailure(logicalId, verb, told);
        });
    }

    private static final String CANCELLED = "cancelled";

    /** Why it failed; empty where it did not. */
    private static Optional<String> reasonOf(Runnable work) {
        try {
            work.run();
            return Optional.empty();
        } catch (CancellationException cancelled) {
            return Optional.of(CANCELLED);
        } catch (ResourceFailure | TemplateException | LiveValues.UnknownAttribute | Values.NotResolved known) {
            return Optional.of(String.valueOf(known.getMessage()));
        } catch (RuntimeException mistake) {
            LOG.error("A resource failed unexpectedly", mistake);
            return Optional.of("Internal Failure: " + mistake);
        }
    }

    private Optional<StackResource> current(String logicalId) {
        return Optional.ofNullable(
                engine.stacks().get(key).content().resources().get(logicalId));
    }

    private void leaveOver(StackResource old) {
        if (old.exists()) {
            engine.stacks().change(key, stack -> stack.with(stack.content().withLeftover(old)));
        }
    }

    private void tell(StackResource resource) {
        engine.stacks().tell(key, resource, token);
    }

    /** Tells of a resource on its way out, which may not be the one that the stack has under its logical id. */
    private StackResource tellOfGoing(StackResource resource, ResourceStatus status, Optional<String> reason) {
        StackResource told = resource.in(status, reason, now());
        boolean isCurrent = current(resource.logicalId())
                .filter(there -> there.physicalId().equals(resource.physicalId()))
                .isPresent();
        if (isCurrent) {
            tell(told);
        } else {
            engine.stacks().tellOfLeftover(key, told, token);
        }
        return told;
    }

    private ResourceType<?> type(String name) {
        return engine.types()
                .find(name)
                .orElseThrow(() -> new ResourceFailure("Unrecognized resource types: [" + name + "]"));
    }

    private Provisioner provisioner(StackResource.Declared declared) {
        if (declared.type().equals(WaitHandle.TYPE)) {
            return new WaitHandle(engine.signals(), key.scope());
        }
        if (declared.type().equals(WaitCondition.TYPE)) {
            String owner = engine.stacks().get(key).id();
            return new WaitCondition(engine.signals(), key.scope(), owner + "/" + declared.logicalId());
        }
        if (declared.type().equals(NestedStack.TYPE)) {
            return new NestedStack(engine, key, declared.logicalId(), caller);
        }
        return type(declared.type())
                .as(engine.cloud().clients(), caller, engine.cloud().ids());
    }

    private Instant now() {
        return engine.cloud().clock().instant();
    }
}
