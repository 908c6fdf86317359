package dev.fargatecd.local.cloudformation;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the steps of a plan done side by side, each as soon as those before it are. */
final class Walk {
    private static final Logger LOG = LoggerFactory.getLogger(Walk.class);

    private final Step.Doing doing;
    private final Executor workers;
    private final Runnable onFailure;
    private final BooleanSupplier stopped;
    private final Map<String, CompletableFuture<Void>> ends = new LinkedHashMap<>();
    private final List<StepFailure> failures = Collections.synchronizedList(new ArrayList<>());

    /**
     * @param onFailure called when a step fails
     * @param stopped whether steps that have not begun shall not begin
     */
    Walk(Step.Doing doing, Executor workers, Runnable onFailure, BooleanSupplier stopped) {
        this.doing = doing;
        this.workers = workers;
        this.onFailure = onFailure;
        this.stopped = stopped;
    }

    /** Walks the plan; answers when no step runs any more, with the failures in the order in which they happened. */
    List<StepFailure> through(Plan plan) {
        plan.steps().forEach(step -> ends.put(step.key(), new CompletableFuture<>()));
        CompletableFuture<?>[] running = plan.steps().stream().map(this::start).toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(running).join();
        return List.copyOf(failures);
    }

    /** A future of the step's end, however it ends. */
    private CompletableFuture<Boolean> start(Step step) {
        CompletableFuture<?>[] before =
                step.after().stream().map(ends::get).filter(Objects::nonNull).toArray(CompletableFuture[]::new);
        CompletableFuture<Void> end = Objects.requireNonNull(ends.get(step.key()));
        return CompletableFuture.allOf(before)
                .thenRunAsync(() -> run(step), workers)
                .handle((done, failure) -> failure == null ? end.complete(null) : end.completeExceptionally(failure));
    }

    private void run(Step step) {
        if (stopped.getAsBoolean()) {
            throw new IllegalStateException(step.key() + " is not begun any more");
        }
        try {
            step.run(doing);
        } catch (StepFailure failure) {
            failures.add(failure);
            onFailure.run();
            throw failure;
        } catch (RuntimeException mistake) {
            LOG.error("The step {} failed unexpectedly", step.key(), mistake);
            failures.add(new StepFailure(step.key(), StepFailure.Verb.UPDATE, "Internal Failure"));
            onFailure.run();
            throw mistake;
        }
    }
}
