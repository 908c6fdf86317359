package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import java.util.List;
import java.util.Optional;

/** Compares a stack with what somebody submits for it to become. */
final class Comparison {
    private final Values values;
    private final StoredValues store;

    /** @param acting who would carry it out */
    Comparison(Engine engine, Key key, Caller acting) {
        values = new Values(engine, key, acting, name -> {});
        store = new StoredValues(engine.cloud().clients(), acting);
    }

    /**
     * What would have to change.
     *
     * @throws Values.NotResolved where the template imports what no stack exports
     */
    List<ResourceChange> changes(Submission submission, Stack stack) {
        try {
            List<ResourceChange> changes = values.plan(
                            submission.template(), stack, submission.definition(), Optional.of(stack.definition()))
                    .changes();
            store.requireReferredTo(changes);
            return changes;
        } catch (TemplateException refused) {
            throw Refusal.invalid(String.valueOf(refused.getMessage()));
        }
    }

    /** Whether there is anything to do: on resources, tags or outputs. */
    boolean isChange(Submission submission, Stack stack) {
        try {
            return isChange(submission, stack, changes(submission, stack));
        } catch (Values.NotResolved late) {
            return true; // the update begins, and fails with the reason
        }
    }

    /** Whether there is anything to do beside the changes of resources, or with them. */
    boolean isChange(Submission submission, Stack stack, List<ResourceChange> changes) {
        return !changes.isEmpty()
                || !submission.definition().tags().equals(stack.definition().tags())
                || !stack.status().name().endsWith("_COMPLETE")
                || !outputs(submission, stack, changes).equals(stack.content().outputs());
    }

    private List<Stack.OutputValue> outputs(Submission submission, Stack stack, List<ResourceChange> changes) {
        try {
            return values.foreseenOutputs(submission.template(), stack, submission.definition(), changes);
        } catch (TemplateException refused) {
            throw Refusal.invalid(String.valueOf(refused.getMessage()));
        }
    }
}
