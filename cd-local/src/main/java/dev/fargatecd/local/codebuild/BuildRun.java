package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.codebuild.buildspec.Buildspec.OnFailure;
import dev.fargatecd.local.kernel.Scope;
import java.nio.channels.ClosedByInterruptException;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;

/** Walks a build through its phases, and writes down what became of each. */
final class BuildRun implements Runnable {
    private static final Logger LOG = LoggerFactory.getLogger(BuildRun.class);

    private final BuildSite site;
    private final Scope scope;
    private final String id;
    private final BuildWork work;
    /** Why the build ends before its end. */
    private final AtomicReference<@Nullable BuildStatus> ended = new AtomicReference<>();

    BuildRun(BuildSite site, Scope scope, StoredBuild build) {
        this.site = site;
        this.scope = scope;
        this.id = build.build().id();
        this.work = new BuildWork(site, scope, build);
    }

    /**
     * Ends the build where it is.
     *
     * @param status STOPPED or TIMED_OUT
     */
    void end(BuildStatus status) {
        if (ended.compareAndSet(null, status)) {
            work.stop();
        }
    }

    @Override
    public void run() {
        BuildStatus status = BuildStatus.FAULT;
        try {
            status = walk();
        } finally {
            work.close();
            BuildStatus last = status;
            site.builds().change(scope, id, build -> build.begin(BuildStage.COMPLETED, now()));
            site.builds().changeState(scope, id, build -> build.complete(last, now()));
        }
    }

    private BuildStatus walk() {
        boolean failed = false;
        BuildStage stage = BuildStage.SUBMITTED;
        while (stage != BuildStage.COMPLETED) {
            BuildStage current = stage;
            site.builds().change(scope, id, build -> build.begin(current, now()));
            Outcome outcome = perform(current);
            work.said(current, outcome.status(), outcome.contexts());
            site.builds().changePhase(scope, id, build -> build.end(outcome.status(), outcome.contexts(), now()));
            switch (outcome.status()) {
                case SUCCEEDED -> stage = current.next(true, OnFailure.DEFAULT);
                case FAILED -> {
                    failed = true;
                    work.failed();
                    stage = current.next(false, work.onFailure(current));
                }
                case FAULT, TIMED_OUT, STOPPED -> {
                    return outcome.status();
                }
                case IN_PROGRESS -> throw new IllegalStateException("a phase that has ended is not in progress");
            }
        }
        return failed ? BuildStatus.FAILED : BuildStatus.SUCCEEDED;
    }

    private record Outcome(BuildStatus status, List<PhaseContext> contexts) {}

    private Outcome perform(BuildStage stage) {
        Outcome outcome = attempt(stage);
        BuildStatus early = ended.get();
        return early == null ? outcome : new Outcome(early, List.of());
    }

    private Outcome attempt(BuildStage stage) {
        if (ended.get() != null) {
            return new Outcome(BuildStatus.STOPPED, List.of());
        }
        try {
            return new Outcome(BuildStatus.SUCCEEDED, work.perform(stage));
        } catch (StageFailure failure) {
            return failed(failure.code(), failure.message());
        } catch (AwsServiceException refused) {
            return failed(
                    refused.statusCode() == 403 ? "ACCESS_DENIED" : "CLIENT_ERROR",
                    refused.awsErrorDetails().errorCode() + ": "
                            + refused.awsErrorDetails().errorMessage());
        } catch (UnsupportedOperationException unsupported) {
            return failed("CLIENT_ERROR", String.valueOf(unsupported.getMessage()));
        } catch (InterruptedException | ClosedByInterruptException closing) {
            Thread.currentThread().interrupt();
            return new Outcome(BuildStatus.STOPPED, List.of());
        } catch (Exception failure) {
            LOG.error("Build {} failed in {}", id, stage, failure);
            return failed("INTERNAL_ERROR", String.valueOf(failure));
        }
    }

    private Outcome failed(String code, String message) {
        return new Outcome(
                BuildStatus.FAILED,
                List.of(PhaseContext.builder()
                        .statusCode(code)
                        .message(work.masked(message))
                        .build()));
    }

    private Instant now() {
        return site.cloud().clock().instant();
    }
}
