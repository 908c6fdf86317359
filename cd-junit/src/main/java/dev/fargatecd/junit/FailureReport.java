package dev.fargatecd.junit;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.Failure;
import dev.fargatecd.local.kernel.Event;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.MediaType;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.codepipeline.model.PipelineSummary;

/**
 * What happened in a failed test's cloud: why its pipelines are red, and its journal. In the exception as a suppressed one,
 * where every build tool and editor shows it, and published to JUnit, the whole journal as a file.
 */
final class FailureReport {
    /** The name of the published file. */
    static final String JOURNAL = "journal.txt";

    private static final int SHOWN = 40;

    private final CloudUnderTest cloud;

    FailureReport(CloudUnderTest cloud) {
        this.cloud = cloud;
    }

    /** What is shown beside the failure; no failure itself, so it has no stack trace. */
    static final class WhatHappened extends RuntimeException {
        private static final long serialVersionUID = 1L;

        WhatHappened(String text) {
            super("What happened in the local cloud\n" + text, null, false, false);
        }
    }

    void attachTo(Throwable failure, ExtensionContext context) {
        try {
            List<String> journal = cloud.cloud().journal().since(0).stream()
                    .map(FailureReport::line)
                    .toList();
            List<String> reasons = reasons();
            List<String> shown = new ArrayList<>(reasons);
            if (journal.size() > SHOWN) {
                shown.add("… " + (journal.size() - SHOWN) + " events before these; all are in " + JOURNAL);
            }
            shown.addAll(journal.subList(Math.max(0, journal.size() - SHOWN), journal.size()));
            failure.addSuppressed(new WhatHappened(String.join("\n", shown)));
            if (!reasons.isEmpty()) {
                context.publishReportEntry(Map.of("failed in the cloud", String.join("\n", reasons)));
            }
            context.publishFile(JOURNAL, MediaType.TEXT_PLAIN_UTF_8, file -> Files.write(file, journal));
        } catch (RuntimeException unable) {
            failure.addSuppressed(unable); // the test's own failure is what counts
        }
    }

    /** Why the newest execution of each pipeline failed. */
    private List<String> reasons() {
        Deliveries deliveries = cloud.deliveries();
        List<String> lines = new ArrayList<>();
        for (PipelineSummary pipeline :
                cloud.cloud().client(CodePipelineClient.class).listPipelines().pipelines()) {
            for (Execution execution : deliveries.executions().newest(pipeline.name(), 1)) {
                deliveries.failure(execution).ifPresent(failure -> lines.addAll(lines(pipeline.name(), failure)));
            }
        }
        return lines;
    }

    private static List<String> lines(String pipeline, Failure failure) {
        List<String> lines = new ArrayList<>();
        lines.add("Pipeline " + pipeline + " failed in " + failure.where() + ": " + failure.why());
        failure.evidence().forEach(line -> lines.add("    " + line));
        return lines;
    }

    private static String line(Event event) {
        return event.time() + " " + event.source() + " " + event.type() + " " + event.detail();
    }
}
