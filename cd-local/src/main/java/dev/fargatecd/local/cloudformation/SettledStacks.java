package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Journal;
import dev.fargatecd.local.kernel.Scope;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksRequest;
import software.amazon.awssdk.services.cloudformation.model.DescribeStacksResponse;

/** What waiters ask in-process: it answers only once the stack is at rest, so that they need not ask again. */
record SettledStacks(CloudFormationClient asked, Stacks stacks, Journal journal, Scope scope)
        implements CloudFormationClient {
    private static final Duration PATIENCE = Duration.ofHours(1);

    @Override
    public DescribeStacksResponse describeStacks(DescribeStacksRequest request) {
        String name = request.stackName();
        if (name != null && isBusy(name)) {
            try {
                journal.until(
                                "stack " + name + " to be at rest",
                                PATIENCE,
                                () -> Optional.of(name).filter(stack -> !isBusy(stack)))
                        .get();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while waiting for stack " + name, ended);
            } catch (ExecutionException inVain) {
                throw new IllegalStateException(inVain.getCause());
            }
        }
        return asked.describeStacks(request);
    }

    private boolean isBusy(String name) {
        return stacks.find(scope, name).filter(stack -> stack.status().isBusy()).isPresent();
    }

    @Override
    public DescribeChangeSetResponse describeChangeSet(DescribeChangeSetRequest request) {
        return asked.describeChangeSet(request);
    }

    @Override
    public String serviceName() {
        return asked.serviceName();
    }

    @Override
    public void close() {}
}
