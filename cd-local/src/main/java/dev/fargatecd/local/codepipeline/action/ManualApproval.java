package dev.fargatecd.local.codepipeline.action;

import dev.fargatecd.local.codepipeline.execution.ActionFailure;
import dev.fargatecd.local.codepipeline.execution.ActionJob;
import dev.fargatecd.local.codepipeline.execution.ActionProvider;
import dev.fargatecd.local.codepipeline.execution.Outcome;
import dev.fargatecd.local.kernel.CloudContext;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sns.SnsClient;

/**
 * Waits until somebody approves or rejects; {@code PutApprovalResult} ends the run. Tells a topic of it, where the action
 * names one.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/approvals-json-format.html">JSON data format for
 *     manual approval notifications</a>
 */
final class ManualApproval implements ActionProvider {
    /** https://docs.aws.amazon.com/codepipeline/latest/userguide/limits.html: seven days. */
    private static final int MINUTES = 7 * 24 * 60;

    private static final int LONGEST_SUBJECT = 100;

    private final CloudContext cloud;

    ManualApproval(CloudContext cloud) {
        this.cloud = cloud;
    }

    @Override
    public boolean isApproval() {
        return true;
    }

    @Override
    public CompletableFuture<Outcome> start(ActionJob job) {
        Integer given = job.declaration().timeoutInMinutes();
        Duration bound = Duration.ofMinutes(given == null ? MINUTES : given);
        job.setting("NotificationArn").ifPresent(topic -> notify(job, topic, bound));
        CompletableFuture<Outcome> never = new CompletableFuture<>();
        Future<?> limit = cloud.work()
                .after(
                        bound,
                        () -> never.completeExceptionally(new ActionFailure(
                                "TimeoutError",
                                "Nobody approved or rejected within " + bound.toMinutes() + " minutes")));
        return never.whenComplete((done, failure) -> limit.cancel(false));
    }

    private void notify(ActionJob job, String topic, Duration bound) {
        String pipeline = job.start().pipeline().name();
        String action = job.declaration().name();
        String subject = "APPROVAL NEEDED: AWS CodePipeline " + pipeline + " for action " + action;
        try {
            cloud.clients()
                    .as(job.caller(), SnsClient.class)
                    .publish(request -> request.topicArn(topic)
                            .subject(subject.substring(0, Math.min(LONGEST_SUBJECT, subject.length())))
                            .message(message(job, bound)));
        } catch (SdkException refused) {
            throw new ActionFailure(
                    "ConfigurationError", "The topic " + topic + " could not be notified: " + refused.getMessage());
        }
    }

    /** As the page has it, but that there is no console to lead to: links are the pipeline's ARN. */
    private String message(ActionJob job, Duration bound) {
        Map<String, Object> approval = new LinkedHashMap<>();
        approval.put("pipelineName", job.start().pipeline().name());
        approval.put("stageName", job.stage());
        approval.put("actionName", job.declaration().name());
        approval.put("token", job.token().orElse(""));
        approval.put(
                "expires",
                cloud.clock()
                        .instant()
                        .plus(bound)
                        .truncatedTo(ChronoUnit.MINUTES)
                        .toString());
        job.setting("ExternalEntityLink").ifPresent(link -> approval.put("externalEntityLink", link));
        approval.put("approvalReviewLink", job.start().arn());
        job.setting("CustomData").ifPresent(data -> approval.put("customData", data));
        Map<String, Object> message = new LinkedHashMap<>();
        message.put("region", job.caller().scope().region());
        message.put("consoleLink", job.start().arn());
        message.put("approval", approval);
        return Json.text(message);
    }
}
