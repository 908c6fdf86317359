package dev.fargatecd.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Cause;
import dev.fargatecd.local.kernel.Clients;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codepipeline.CodePipelineClient;
import software.amazon.awssdk.services.sns.SnsClient;

/** What a rule can lead to, and how it is called. */
enum TargetKind {
    PIPELINE("arn:aws:codepipeline:([^:]+):\\d{12}:([A-Za-z0-9.@_-]+)") {
        @Override
        void call(Clients clients, Caller caller, String target, JsonNode event, Cause cause) {
            clients.as(caller, CodePipelineClient.class)
                    .startPipelineExecution(
                            request -> request.name(name(target)).overrideConfiguration(cause.carried()));
        }
    },
    BUILD_PROJECT("arn:aws:codebuild:([^:]+):\\d{12}:project/([A-Za-z0-9_-]+)") {
        @Override
        void call(Clients clients, Caller caller, String target, JsonNode event, Cause cause) {
            clients.as(caller, CodeBuildClient.class)
                    .startBuild(request -> request.projectName(name(target)).overrideConfiguration(cause.carried()));
        }
    },
    TOPIC("arn:aws:sns:([^:]+):\\d{12}:([A-Za-z0-9_-]+)") {
        @Override
        boolean needsRole() {
            return false; // the topic's policy lets EventBridge in
        }

        @Override
        void call(Clients clients, Caller caller, String target, JsonNode event, Cause cause) {
            clients.as(caller, SnsClient.class)
                    .publish(request -> request.topicArn(target).message(event.toString()));
        }
    };

    private final Pattern arn;

    TargetKind(String arn) {
        this.arn = Pattern.compile(arn);
    }

    static Optional<TargetKind> of(String arn) {
        return Arrays.stream(values())
                .filter(kind -> kind.arn.matcher(arn).matches())
                .findFirst();
    }

    /** The region in a target's ARN. */
    String region(String target) {
        return part(target, 1);
    }

    /** The pipeline's or project's name in a target's ARN. */
    String name(String target) {
        return part(target, 2);
    }

    private String part(String target, int group) {
        Matcher matcher = arn.matcher(target);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(target + " is no ARN of this kind");
        }
        return matcher.group(group);
    }

    /** Whether EventBridge calls it as a role that the target names; else it may do so by itself. */
    boolean needsRole() {
        return true;
    }

    /**
     * Calls it.
     *
     * @param caller the target's role, or EventBridge where it names none
     * @param target its ARN
     * @param event as EventBridge delivers it
     */
    abstract void call(Clients clients, Caller caller, String target, JsonNode event, Cause cause);
}
