package dev.fargatecd.local.codepipeline.execution;

import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Store;
import dev.fargatecd.local.kernel.Table;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The executions that there are and were. */
public final class ExecutionTable {
    private final Table<Execution> executions;

    public ExecutionTable(Store store) {
        executions = store.table("codepipeline.executions", Execution.class);
    }

    /** An execution of that pipeline, or empty where it has none of that id. */
    public Optional<Execution> find(Scope scope, String pipeline, String id) {
        return executions
                .get(new Key(scope, id))
                .filter(execution -> execution.start().pipeline().name().equals(pipeline));
    }

    /** All of a pipeline, oldest first. */
    public List<Execution> of(Scope scope, String pipeline) {
        return executions.list(scope).stream()
                .filter(execution -> execution.start().pipeline().name().equals(pipeline))
                .sorted(Comparator.comparing(Execution::order))
                .toList();
    }

    void add(Execution execution) {
        executions.put(new Key(execution.start().scope(), execution.id()), execution);
    }

    /** Changes one, and answers it as it is now; empty where it is gone. */
    Optional<Execution> change(Scope scope, String id, UnaryOperator<Execution> change) {
        return executions.update(new Key(scope, id), change);
    }

    /** Forgets a pipeline's executions; what is under way for them ends without anybody being told. */
    public void forget(Scope scope, String pipeline) {
        of(scope, pipeline).forEach(execution -> executions.remove(new Key(scope, execution.id())));
    }
}
