package dev.fargatecd.local.notifications;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.services.codestarnotifications.model.EventTypeSummary;

/**
 * The events of which rules can notify, by the resource that they are about.
 *
 * @see <a href="https://docs.aws.amazon.com/dtconsole/latest/userguide/concepts.html#concepts-api">Event type ids</a>
 */
final class EventTypes {
    private record Source(String service, String resource, String prefix, List<String> events) {}

    private static final List<Source> SOURCES = List.of(
            new Source(
                    "CodeCommit",
                    "Repository",
                    "codecommit-repository-",
                    List.of(
                            "comments-on-commits",
                            "comments-on-pull-requests",
                            "approvals-status-changed",
                            "approvals-rule-override",
                            "pull-request-created",
                            "pull-request-source-updated",
                            "pull-request-status-changed",
                            "pull-request-merged",
                            "branches-and-tags-created",
                            "branches-and-tags-deleted",
                            "branches-and-tags-updated")),
            new Source(
                    "CodeBuild",
                    "Project",
                    "codebuild-project-",
                    List.of(
                            "build-state-failed",
                            "build-state-succeeded",
                            "build-state-in-progress",
                            "build-state-stopped",
                            "build-phase-failure",
                            "build-phase-success")),
            new Source(
                    "CodeDeploy",
                    "Application",
                    "codedeploy-application-",
                    List.of("deployment-failed", "deployment-succeeded", "deployment-started")),
            new Source(
                    "CodePipeline",
                    "Pipeline",
                    "codepipeline-pipeline-",
                    List.of(
                            "action-execution-succeeded",
                            "action-execution-failed",
                            "action-execution-canceled",
                            "action-execution-started",
                            "stage-execution-started",
                            "stage-execution-succeeded",
                            "stage-execution-resumed",
                            "stage-execution-canceled",
                            "stage-execution-failed",
                            "pipeline-execution-failed",
                            "pipeline-execution-canceled",
                            "pipeline-execution-started",
                            "pipeline-execution-resumed",
                            "pipeline-execution-succeeded",
                            "pipeline-execution-superseded",
                            "manual-approval-failed",
                            "manual-approval-succeeded",
                            "manual-approval-needed")));

    private static final Map<String, EventTypeSummary> ALL = all();

    private EventTypes() {}

    private static Map<String, EventTypeSummary> all() {
        Map<String, EventTypeSummary> all = new LinkedHashMap<>();
        for (Source source : SOURCES) {
            for (String event : source.events()) {
                String id = source.prefix() + event;
                all.put(
                        id,
                        EventTypeSummary.builder()
                                .eventTypeId(id)
                                .serviceName(source.service())
                                .resourceType(source.resource())
                                .eventTypeName(event)
                                .build());
            }
        }
        return all;
    }

    /** The event type of that id, if it is one of such resources: {@code codepipeline} for a pipeline's ARN. */
    static Optional<EventTypeSummary> find(String id, String service) {
        return Optional.ofNullable(ALL.get(id)).filter(event -> id.startsWith(service + "-"));
    }

    static boolean knows(String service) {
        return SOURCES.stream().anyMatch(source -> source.prefix().startsWith(service + "-"));
    }

    static List<EventTypeSummary> listed() {
        return List.copyOf(ALL.values());
    }
}
