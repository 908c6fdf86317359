package dev.fargatecd.local.codepipeline.execution;

import dev.fargatecd.local.kernel.Journal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;

/**
 * Tells the journal what became of executions, stages and actions.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/detect-state-changes-cloudwatch-events.html">
 *     Monitoring CodePipeline events</a>
 */
final class Announcements {
    private final Journal journal;

    Announcements(Journal journal) {
        this.journal = journal;
    }

    void execution(Execution execution, String state) {
        Map<String, Object> detail = common(execution, execution.start().at().toString(), state);
        detail.put(
                "execution-trigger",
                Map.of(
                        "trigger-type",
                        execution.start().trigger().triggerTypeAsString(),
                        "trigger-detail",
                        execution.start().trigger().triggerDetail()));
        append(execution, "CodePipeline Pipeline Execution State Change", detail);
    }

    void stage(Execution execution, StageRun stage, String state) {
        Map<String, Object> detail = common(execution, stage.entered().toString(), state);
        detail.put("stage", stage.name());
        append(execution, "CodePipeline Stage Execution State Change", detail);
    }

    void action(Execution execution, ActionRun run, String state) {
        Map<String, Object> detail = common(execution, run.started().toString(), state);
        detail.put("stage", run.stage());
        detail.put("action", run.action());
        detail.put("action-execution-id", run.id());
        detail.put("region", execution.start().scope().region());
        ActionTypeId type = execution.start().action(run.stage(), run.action()).actionTypeId();
        detail.put(
                "type",
                Map.of(
                        "owner", type.ownerAsString(),
                        "provider", type.provider(),
                        "category", type.categoryAsString(),
                        "version", type.version()));
        detail.put("input-artifacts", artifacts(run.input().artifacts()));
        detail.put("output-artifacts", artifacts(run.outcome().artifacts()));
        Map<String, Object> result = result(run.outcome());
        if (!result.isEmpty()) {
            detail.put("execution-result", result);
        }
        append(execution, "CodePipeline Action Execution State Change", detail);
    }

    private static Map<String, Object> result(Outcome outcome) {
        Map<String, Object> result = new LinkedHashMap<>();
        outcome.external().url().ifPresent(url -> result.put("external-execution-url", url));
        outcome.external().summary().ifPresent(summary -> result.put("external-execution-summary", summary));
        outcome.external().id().ifPresent(id -> result.put("external-execution-id", id));
        outcome.error().ifPresent(error -> {
            result.put("error-code", error.code());
            // AWS gives an action's message as the summary where the other service gave none.
            result.putIfAbsent("external-execution-summary", error.message());
        });
        return result;
    }

    private static List<Object> artifacts(List<Artifact> artifacts) {
        List<Object> all = new ArrayList<>();
        artifacts.forEach(artifact -> all.add(Map.of(
                "name", artifact.name(), "s3location", Map.of("bucket", artifact.bucket(), "key", artifact.key()))));
        return all;
    }

    private static Map<String, Object> common(Execution execution, String since, String state) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("pipeline", execution.start().pipeline().name());
        detail.put("execution-id", execution.id());
        detail.put("start-time", since);
        detail.put("state", state);
        detail.put("version", execution.start().pipeline().version());
        detail.put("pipeline-execution-attempt", execution.attempt());
        return detail;
    }

    private void append(Execution execution, String type, Map<String, Object> detail) {
        journal.append(
                execution.start().scope(),
                "aws.codepipeline",
                type,
                List.of(execution.start().arn()),
                detail);
    }
}
