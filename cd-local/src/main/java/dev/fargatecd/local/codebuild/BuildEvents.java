package dev.fargatecd.local.codebuild;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;

/** The details of CodeBuild's events, by AWS's "Build notifications input format reference". */
final class BuildEvents {
    static final String SOURCE = "aws.codebuild";
    static final String STATE_CHANGE = "CodeBuild Build State Change";
    static final String PHASE_CHANGE = "CodeBuild Build Phase Change";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("MMM d, yyyy h:mm:ss a", Locale.US).withZone(ZoneOffset.UTC);

    private BuildEvents() {}

    static Map<String, Object> stateChange(Build build) {
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("build-status", build.buildStatusAsString());
        detail.put("project-name", build.projectName());
        detail.put("build-id", build.arn());
        detail.put("current-phase", build.currentPhase());
        detail.put("current-phase-context", "[]");
        detail.put("additional-information", information(build));
        detail.put("version", "1");
        return detail;
    }

    static Map<String, Object> phaseChange(Build build) {
        BuildPhase phase = build.phases().get(build.phases().size() - 1);
        Map<String, Object> detail = new LinkedHashMap<>();
        detail.put("completed-phase", phase.phaseTypeAsString());
        detail.put("completed-phase-status", phase.phaseStatusAsString());
        detail.put("completed-phase-context", context(phase).toString());
        detail.put("completed-phase-duration-seconds", phase.durationInSeconds());
        detail.put("completed-phase-start", time(phase.startTime()));
        detail.put("completed-phase-end", time(phase.endTime()));
        detail.put("project-name", build.projectName());
        detail.put("build-id", build.arn());
        detail.put("additional-information", information(build));
        detail.put("version", "1");
        return detail;
    }

    private static Map<String, Object> information(Build build) {
        Map<String, Object> information = new LinkedHashMap<>();
        Optional.ofNullable(build.artifacts())
                .filter(artifacts -> artifacts.location() != null)
                .ifPresent(artifacts -> information.put(
                        "artifact",
                        present(
                                Map.of("location", artifacts.location()),
                                Map.of(
                                        "md5sum", Optional.ofNullable(artifacts.md5sum()),
                                        "sha256sum", Optional.ofNullable(artifacts.sha256sum())))));
        information.put(
                "environment",
                Map.of(
                        "image", build.environment().image(),
                        "privileged-mode",
                                Boolean.TRUE.equals(build.environment().privilegedMode()),
                        "compute-type", build.environment().computeTypeAsString(),
                        "type", build.environment().typeAsString(),
                        "environment-variables",
                                build.environment().environmentVariables().stream()
                                        .map(BuildEvents::variable)
                                        .toList()));
        information.put("timeout-in-minutes", build.timeoutInMinutes());
        information.put("build-number", build.buildNumber());
        information.put("build-complete", build.buildComplete());
        information.put("initiator", build.initiator());
        information.put("build-start-time", time(build.startTime()));
        information.put(
                "source",
                present(
                        Map.of("type", build.source().typeAsString()),
                        Map.of(
                                "location", Optional.ofNullable(build.source().location()),
                                "buildspec", Optional.ofNullable(build.source().buildspec()))));
        Optional.ofNullable(build.sourceVersion()).ifPresent(version -> information.put("source-version", version));
        Optional.ofNullable(build.logs())
                .filter(logs -> logs.groupName() != null)
                .ifPresent(logs -> information.put(
                        "logs", Map.of("group-name", logs.groupName(), "stream-name", logs.streamName())));
        information.put(
                "phases", build.phases().stream().map(BuildEvents::phase).collect(Collectors.toList()));
        return information;
    }

    private static Map<String, Object> variable(EnvironmentVariable variable) {
        return Map.of("name", variable.name(), "type", variable.typeAsString(), "value", variable.value());
    }

    private static Map<String, Object> phase(BuildPhase phase) {
        return present(
                Map.of(
                        "phase-type",
                        phase.phaseTypeAsString(),
                        "phase-context",
                        context(phase),
                        "start-time",
                        time(phase.startTime())),
                Map.of(
                        "end-time", Optional.ofNullable(phase.endTime()).map(BuildEvents::time),
                        "duration-in-seconds", Optional.ofNullable(phase.durationInSeconds()),
                        "phase-status", Optional.ofNullable(phase.phaseStatusAsString())));
    }

    private static List<String> context(BuildPhase phase) {
        return phase.contexts().stream()
                .map(context -> context.statusCode() + ": " + context.message())
                .toList();
    }

    private static Map<String, Object> present(Map<String, Object> always, Map<String, Optional<?>> perhaps) {
        Map<String, Object> all = new LinkedHashMap<>(always);
        perhaps.forEach((name, value) -> value.ifPresent(there -> all.put(name, there)));
        return all;
    }

    private static String time(@Nullable Instant instant) {
        return instant == null ? "" : TIME.format(instant);
    }
}
