package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.evaluate.Evaluator;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.local.cloudformation.resource.ResourceFailure;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One operation on a stack: from a plan through its steps to a terminal status, and back again where that fails.
 *
 * <p>Each method runs to the end on the calling thread, which so must be a worker's.
 */
final class StackOperation {
    private static final Logger LOG = LoggerFactory.getLogger(StackOperation.class);
    private static final Optional<String> BY_USER = Optional.of("User Initiated");

    private final Engine engine;
    private final Key key;
    private final Caller caller;
    private final String token;
    private final Cancellation cancellation;
    private final Set<String> imported = ConcurrentHashMap.newKeySet();

    /**
     * @param caller who makes every call
     * @param token the request's ClientRequestToken; "" for none
     */
    StackOperation(Engine engine, Key key, Caller caller, String token, Cancellation cancellation) {
        this.engine = engine;
        this.key = key;
        this.caller = caller;
        this.token = token;
        this.cancellation = cancellation;
    }

    /** Makes all resources of a stack in CREATE_IN_PROGRESS. */
    void create() {
        Optional<String> fault = carryOut(true);
        if (fault.isEmpty()) {
            return;
        }
        if (cancellation.cause().equals(Optional.of(Cancellation.Cause.DELETION))) {
            return; // whoever deletes the stack goes on from here
        }
        switch (stack().settings().onFailure()) {
            case ROLLBACK -> {
                move(StackStatus.ROLLBACK_IN_PROGRESS, Optional.of(byRequest(fault.get())));
                rollBackCreation();
            }
            case DELETE -> {
                move(StackStatus.DELETE_IN_PROGRESS, Optional.of(byRequest(fault.get())));
                deleteEverything(Set.of(), true);
            }
            case DO_NOTHING -> move(StackStatus.CREATE_FAILED, fault);
        }
    }

    /** Changes a stack in UPDATE_IN_PROGRESS to its definition. */
    void update() {
        Optional<String> fault = carryOut(false);
        if (fault.isEmpty()) {
            cleanUp(StackStatus.UPDATE_COMPLETE);
            return;
        }
        if (stack().settings().onFailure() == Stack.Failure.DO_NOTHING
                && !cancellation.cause().equals(Optional.of(Cancellation.Cause.USER))) {
            move(StackStatus.UPDATE_FAILED, fault);
            return;
        }
        move(StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, fault);
        rollBackUpdate(Set.of());
    }

    /** Deletes all that a stack in DELETE_IN_PROGRESS has, but for the resources named. */
    void delete(Set<String> retained) {
        deleteEverything(retained, false);
    }

    /** Takes a creation that failed back, in ROLLBACK_IN_PROGRESS. */
    void rollBackCreation() {
        List<StepFailure> failures = walkOn(Plan.deletion(existing(stack().content()), true));
        if (failures.isEmpty()) {
            move(StackStatus.ROLLBACK_COMPLETE, Optional.empty());
        } else {
            move(StackStatus.ROLLBACK_FAILED, Optional.of(StepFailure.summary(failures)));
        }
    }

    /**
     * Leads an update that failed back, in UPDATE_ROLLBACK_IN_PROGRESS.
     *
     * @param skipped the logical ids that are left as they are
     */
    void rollBackUpdate(Set<String> skipped) {
        Stack.Before before = stack().before().orElseThrow();
        Stack.Content present = stack().content();
        Plan plan = Plan.rollback(before.content().resources(), present.resources(), skipped);
        engine.stacks().change(key, stack -> stack.with(before.definition()));
        List<StepFailure> failures = walkOn(plan);
        if (!failures.isEmpty()) {
            move(StackStatus.UPDATE_ROLLBACK_FAILED, Optional.of(StepFailure.summary(failures)));
            return;
        }
        move(StackStatus.UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS, Optional.empty());
        walkOn(Plan.discard(plan.leftovers()));
        move(StackStatus.UPDATE_ROLLBACK_COMPLETE, Optional.empty(), stack -> {
            Stack.Content back = withoutAdded(
                            stack.content(), before.content().resources().keySet())
                    .withoutLeftovers()
                    .with(before.content().outputs(), before.content().imports());
            return stack.with(back).withBefore(Optional.empty());
        });
    }

    /**
     * Plans, walks, and puts outputs and exports in their place.
     *
     * @return the reason for which that failed; empty where it is done
     */
    private Optional<String> carryOut(boolean creates) {
        try {
            Stack stack = stack();
            Template template = engine.templates().of(stack.definition());
            Values values = new Values(engine, key, caller, imported::add);
            ChangePlanner.Changes changes = values.plan(template, stack);
            Plan plan = Plan.of(changes);
            Optional<String> denied = denied(stack, plan.leftovers());
            if (denied.isPresent()) {
                return denied;
            }
            Evaluator live = values.live(template, stack);
            List<StepFailure> failures = walk(template, live, plan);
            if (!failures.isEmpty() || cancellation.isCancelled()) {
                return Optional.of(reason(failures));
            }
            plan.leftovers()
                    .forEach(removed -> engine.stacks()
                            .change(
                                    key,
                                    one -> one.with(one.content()
                                            .without(removed.logicalId())
                                            .withLeftover(removed))));
            return publish(values.outputs(template, live), creates);
        } catch (TemplateException | ResourceFailure | Values.NotResolved fault) {
            return Optional.of(String.valueOf(fault.getMessage()));
        } catch (RuntimeException mistake) {
            LOG.error("The operation on {} failed unexpectedly", key.name(), mistake);
            return Optional.of("Internal Failure");
        }
    }

    /** Why what the update removes must stay, by the stack policy; told as the failure of each such resource. */
    private Optional<String> denied(Stack stack, List<StackResource> removed) {
        Optional<StackPolicy> policy =
                stack.before().flatMap(Stack.Before::policy).map(StackPolicy::read);
        Instant now = engine.cloud().clock().instant();
        List<StepFailure> failures = new ArrayList<>();
        for (StackResource resource : removed) {
            policy.flatMap(one -> one.denial(StackPolicy.Action.DELETE, resource.logicalId(), resource.type()))
                    .ifPresent(reason -> {
                        StackResource begun = resource.in(ResourceStatus.UPDATE_IN_PROGRESS, Optional.empty(), now);
                        engine.stacks()
                                .tell(key, begun.in(ResourceStatus.UPDATE_FAILED, Optional.of(reason), now), token);
                        failures.add(new StepFailure(resource.logicalId(), StepFailure.Verb.UPDATE, reason));
                    });
        }
        return Optional.of(StepFailure.summary(failures)).filter(text -> !text.isEmpty());
    }

    /** Makes the outputs the stack's, in one with the status that says so. */
    private Optional<String> publish(List<Stack.OutputValue> outputs, boolean creates) {
        Optional<String> inTheWay = engine.exports().replace(key.scope(), stack(), outputs);
        if (inTheWay.isEmpty()) {
            move(
                    creates ? StackStatus.CREATE_COMPLETE : StackStatus.UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
                    Optional.empty(),
                    stack -> stack.with(stack.content().with(outputs, imported)).withBefore(Optional.empty()));
        }
        return inTheWay;
    }

    /** Deletes what an update left over; what can't be deleted is left behind and does not fail the stack. */
    private void cleanUp(StackStatus end) {
        Stack.Content content = stack().content();
        walkOn(Plan.cleanup(content.leftovers(), content.resources()));
        move(end, Optional.empty(), stack -> stack.with(stack.content().withoutLeftovers()));
    }

    private void deleteEverything(Set<String> retained, boolean isRollback) {
        Optional<String> inUse = engine.exports().inTheWay(key.scope(), stack(), Map.of());
        if (inUse.isPresent()) {
            move(StackStatus.DELETE_FAILED, inUse);
            return;
        }
        Stack.Content content = stack().content();
        List<StackResource> all = new ArrayList<>(existing(content));
        all.addAll(content.leftovers());
        all.removeIf(resource -> retained.contains(resource.logicalId()));
        List<StepFailure> failures = walkOn(Plan.deletion(all, isRollback));
        if (!failures.isEmpty()) {
            move(StackStatus.DELETE_FAILED, Optional.of(StepFailure.summary(failures)));
            return;
        }
        engine.exports().replace(key.scope(), stack(), List.of());
        Instant now = engine.cloud().clock().instant();
        move(
                StackStatus.DELETE_COMPLETE,
                Optional.empty(),
                stack -> stack.with(new Stack.Times(
                                stack.times().created(), stack.times().updated(), Optional.of(now)))
                        .with(stack.content()
                                .withoutLeftovers()
                                .with(stack.content().outputs(), Set.of())));
    }

    private List<StepFailure> walk(Template template, Evaluator live, Plan plan) {
        ResourceWork work = new ResourceWork(engine, key, caller, token, cancellation, template, live);
        return new Walk(
                        work,
                        engine.cloud().work(),
                        () -> cancellation.cancel(Cancellation.Cause.FAILURE),
                        cancellation::isCancelled)
                .through(plan);
    }

    /** Walks where a failure stops nothing but what waits for it: back, and in the end. */
    private List<StepFailure> walkOn(Plan plan) {
        Template template = engine.templates().of(stack().definition());
        Values values = new Values(engine, key, caller, name -> {});
        ResourceWork work = new ResourceWork(
                engine, key, caller, token, new Cancellation(), template, values.live(template, stack()));
        return new Walk(work, engine.cloud().work(), () -> {}, () -> false).through(plan);
    }

    private String reason(List<StepFailure> failures) {
        boolean isLate = cancellation.cause().equals(Optional.of(Cancellation.Cause.TIMEOUT));
        String summary = StepFailure.summary(failures);
        if (isLate) {
            return "Stack creation time exceeded the specified timeout. ";
        }
        return summary.isEmpty() ? BY_USER.orElseThrow() : summary;
    }

    private static String byRequest(String reason) {
        return reason.stripTrailing() + " Rollback requested by user.";
    }

    private static Collection<StackResource> existing(Stack.Content content) {
        return content.resources().values().stream()
                .filter(resource -> resource.exists() || resource.status() == ResourceStatus.CREATE_FAILED)
                .toList();
    }

    private static Stack.Content withoutAdded(Stack.Content content, Set<String> before) {
        Stack.Content rest = content;
        for (String logicalId : content.resources().keySet()) {
            if (!before.contains(logicalId)) {
                rest = rest.without(logicalId);
            }
        }
        return rest;
    }

    private Stack stack() {
        return engine.stacks().get(key);
    }

    private void move(StackStatus status, Optional<String> reason) {
        engine.stacks().move(key, status, reason, token);
    }

    private void move(StackStatus status, Optional<String> reason, UnaryOperator<Stack> also) {
        engine.stacks().move(key, status, reason, token, also);
    }
}
