package dev.fargatecd.local.codepipeline.action;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.codepipeline.execution.ActionFailure;
import dev.fargatecd.local.codepipeline.execution.ActionJob;
import dev.fargatecd.local.codepipeline.execution.ActionProvider;
import dev.fargatecd.local.codepipeline.execution.Artifact;
import dev.fargatecd.local.codepipeline.execution.External;
import dev.fargatecd.local.codepipeline.execution.Outcome;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Event;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.ArtifactPackaging;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.BuildPhase;
import software.amazon.awssdk.services.codebuild.model.EnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.ExportedEnvironmentVariable;
import software.amazon.awssdk.services.codebuild.model.ProjectArtifacts;
import software.amazon.awssdk.services.codebuild.model.ProjectSource;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StatusType;

/**
 * Runs a build of a CodeBuild project: its sources are the input artifacts, its artifacts the output artifacts.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CodeBuild.html">CodeBuild build
 *     and test action reference</a>
 */
final class CodeBuildAction implements ActionProvider {
    /** The longest that a build may wait and run. */
    private static final Duration BOUND = Duration.ofHours(16);

    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "FAULT", "TIMED_OUT", "STOPPED");

    private final CloudContext cloud;
    private final Artifacts artifacts;

    CodeBuildAction(CloudContext cloud, Artifacts artifacts) {
        this.cloud = cloud;
        this.artifacts = artifacts;
    }

    @Override
    public CompletableFuture<Outcome> start(ActionJob job) {
        CodeBuildClient codeBuild = cloud.clients().as(job.caller(), CodeBuildClient.class);
        List<Artifact> outputs = job.outputNames().stream()
                .map(name -> artifacts.place(job, name))
                .toList();
        EventWait wait = EventWait.from(cloud.journal());
        Build build = codeBuild.startBuild(request(job, outputs)).build();
        External external = new External(
                Optional.of(build.id()),
                Optional.of("https://" + job.start().scope().region() + ".console.aws.amazon.com/codebuild/home?region="
                        + job.start().scope().region() + "#/builds/" + build.id() + "/view/new"),
                Optional.empty());
        job.progress().accept(external);
        return wait.first("build " + build.id() + " to end", BOUND, event -> isEnd(event, build))
                .thenApplyAsync(
                        end -> outcome(
                                codeBuild
                                        .batchGetBuilds(request -> request.ids(build.id()))
                                        .builds()
                                        .get(0),
                                external,
                                outputs),
                        cloud.work());
    }

    private static boolean isEnd(Event event, Build build) {
        return event.source().equals("aws.codebuild")
                && event.type().equals("CodeBuild Build State Change")
                && event.text("build-id").equals(build.arn())
                && ENDS.contains(event.text("build-status"));
    }

    private StartBuildRequest request(ActionJob job, List<Artifact> outputs) {
        List<Artifact> inputs = job.input().artifacts();
        Artifact primary =
                job.setting("PrimarySource").flatMap(job::inputArtifact).orElse(inputs.get(0));
        StartBuildRequest.Builder request = StartBuildRequest.builder()
                .projectName(job.required("ProjectName"))
                .idempotencyToken(job.runId())
                .sourceTypeOverride(SourceType.S3)
                .sourceLocationOverride(primary.bucket() + "/" + primary.key())
                .sourceVersion("arn:aws:s3:::" + primary.bucket() + "/" + primary.key())
                .secondarySourcesOverride(inputs.stream()
                        .filter(input -> !input.equals(primary))
                        .map(CodeBuildAction::source)
                        .toList())
                .environmentVariablesOverride(variables(job));
        if (outputs.isEmpty()) {
            return request.artifactsOverride(one -> one.type(ArtifactsType.NO_ARTIFACTS))
                    .build();
        }
        if (outputs.size() == 1) {
            return request.artifactsOverride(target(outputs.get(0)).build()).build();
        }
        // Several outputs are secondary artifacts of the buildspec, each under its own name.
        return request.artifactsOverride(one -> one.type(ArtifactsType.NO_ARTIFACTS))
                .secondaryArtifactsOverride(outputs.stream()
                        .map(output ->
                                target(output).artifactIdentifier(output.name()).build())
                        .toList())
                .build();
    }

    private static ProjectSource source(Artifact artifact) {
        return ProjectSource.builder()
                .type(SourceType.S3)
                .location(artifact.bucket() + "/" + artifact.key())
                .sourceIdentifier(artifact.name())
                .build();
    }

    private static ProjectArtifacts.Builder target(Artifact artifact) {
        int slash = artifact.key().lastIndexOf('/');
        return ProjectArtifacts.builder()
                .type(ArtifactsType.S3)
                .location(artifact.bucket())
                .path(artifact.key().substring(0, slash))
                .name(artifact.key().substring(slash + 1))
                .overrideArtifactName(false)
                .packaging(ArtifactPackaging.ZIP);
    }

    /** The action's own variables, and the commit of the pipeline's source, which the artifact does not tell. */
    private static List<EnvironmentVariable> variables(ActionJob job) {
        List<EnvironmentVariable> variables = new ArrayList<>();
        job.sourceRevision()
                .ifPresent(revision -> variables.add(EnvironmentVariable.builder()
                        .name("CODEBUILD_RESOLVED_SOURCE_VERSION")
                        .value(revision.id())
                        .type("PLAINTEXT")
                        .build()));
        for (JsonNode given : job.setting("EnvironmentVariables")
                .map(text -> Json.array(text, "EnvironmentVariables"))
                .orElse(List.of())) {
            variables.add(EnvironmentVariable.builder()
                    .name(given.path("name").asText())
                    .value(given.path("value").asText())
                    .type(given.path("type").asText("PLAINTEXT"))
                    .build());
        }
        return variables;
    }

    private static Outcome outcome(Build build, External external, List<Artifact> outputs) {
        if (build.buildStatus() == StatusType.SUCCEEDED) {
            Map<String, String> variables = build.exportedEnvironmentVariables().stream()
                    .collect(Collectors.toMap(
                            ExportedEnvironmentVariable::name, ExportedEnvironmentVariable::value, (a, b) -> b));
            return Outcome.succeeded(external.withSummary("Build succeeded"), outputs, variables);
        }
        String message = "Build terminated with state: " + build.buildStatusAsString() + reason(build);
        throw new ActionFailure("JobFailed", message, external.withSummary(message));
    }

    /** What CodeBuild says of the first phase that did not succeed. */
    private static String reason(Build build) {
        return build.phases().stream()
                .filter(phase -> phase.phaseStatus() != null && phase.phaseStatus() != StatusType.SUCCEEDED)
                .findFirst()
                .map(CodeBuildAction::reason)
                .orElse("");
    }

    private static String reason(BuildPhase phase) {
        return ". Phase: " + phase.phaseTypeAsString()
                + phase.contexts().stream()
                        .filter(context -> context.message() != null)
                        .findFirst()
                        .map(context -> ", Code: " + context.statusCode() + ", Message: " + context.message())
                        .orElse("");
    }
}
