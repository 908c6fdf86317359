package dev.fargatecd.it.suite;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
import org.opentest4j.TestAbortedException;

/**
 * Runs a class's contracts against the target: gives it to whoever has a {@link TargetCloud} as parameter, one for all
 * classes; turns what a target can't do into a skip with the reason; and writes what came of it all to a file.
 *
 * <p>Where one contract of a class goes on where another ended, the class says so by {@link Sequence}.
 */
public final class ContractSuite implements ParameterResolver, InvocationInterceptor {
    private static final Namespace SPACE = Namespace.create(ContractSuite.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TargetCloud.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return run(context).target;
    }

    @Override
    public void interceptTestMethod(
            Invocation<@Nullable Void> invocation, ReflectiveInvocationContext<Method> called, ExtensionContext context)
            throws Throwable {
        Run run = run(context);
        Method method = called.getExecutable();
        Optional<String> brokenOff = brokenOff(context);
        if (brokenOff.isPresent()) {
            invocation.skip();
            run.add(method, Outcome.BUILDS_ON_OTHERS, brokenOff.get());
            throw new TestAbortedException(brokenOff.get());
        }
        try {
            invocation.proceed();
            run.add(method, Outcome.PASS, "");
        } catch (Throwable failure) {
            breakOff(context, "it builds on \"" + Sentences.of(method) + "\"");
            Outcome outcome = run.target.isOurs() ? Outcome.FAIL : judged(failure);
            String reason = Refusal.in(failure).orElse(String.valueOf(failure.getMessage()));
            run.add(method, outcome, reason);
            if (outcome.isSkip()) {
                throw new TestAbortedException(outcome.words() + ": " + reason, failure);
            }
            throw failure;
        }
    }

    private static Outcome judged(Throwable failure) {
        if (Refusal.in(failure).isPresent()) {
            return Outcome.REFUSED;
        }
        return failure instanceof NotDoneException ? Outcome.ACCEPTED_ONLY : Outcome.FAIL;
    }

    private static Optional<String> brokenOff(ExtensionContext context) {
        return Optional.ofNullable(ofClass(context).get("brokenOff", String.class));
    }

    private static void breakOff(ExtensionContext context, String why) {
        if (context.getRequiredTestClass().isAnnotationPresent(Sequence.class)) {
            ofClass(context).put("brokenOff", why);
        }
    }

    private static ExtensionContext.Store ofClass(ExtensionContext context) {
        return context.getParent()
                .orElseThrow()
                .getStore(Namespace.create(ContractSuite.class, context.getRequiredTestClass()));
    }

    private static Run run(ExtensionContext context) {
        return context.getRoot().getStore(SPACE).computeIfAbsent(Run.class, key -> new Run(), Run.class);
    }

    /** One run of the suite: its target, and what came of each contract so far. */
    private static final class Run implements AutoCloseable {
        private final TargetCloud target = opened();
        private final ConcurrentLinkedQueue<ContractResult> results = new ConcurrentLinkedQueue<>();

        private static TargetCloud opened() {
            try {
                return TargetCloud.open();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }

        void add(Method method, Outcome outcome, String reason) {
            Contract contract = method.getAnnotation(Contract.class);
            if (contract != null) {
                String needs = String.join(", ", List.of(contract.needs()))
                        + (contract.reallyRuns().isEmpty() ? "" : "; really: " + contract.reallyRuns());
                results.add(new ContractResult(contract.service(), Sentences.of(method), needs, outcome, reason));
            }
        }

        @Override
        public void close() {
            new TargetResults(target.name(), target.version(), List.copyOf(results))
                    .write(Path.of("target", "targets", target.name() + ".tsv"));
            target.close();
        }
    }
}
