package dev.fargatecd.local.codebuild;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.codebuild.model.ArtifactsType;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.CodeBuildException;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.InvalidInputException;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codebuild.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codebuild.model.SourceType;
import software.amazon.awssdk.services.codebuild.model.Tag;

/** The API around builds. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class ProjectsTest {
    private static final String BUILDSPEC = "version: 0.2\nphases: {build: {commands: ['true']}}";

    private final BuildBench bench = new BuildBench();

    ProjectsTest() throws Exception {}

    @AfterAll
    void close() {
        bench.close();
    }

    @Test
    void describesAProjectAsItWasMade() {
        String name = bench.project(request -> request.description("about")
                .source(source -> source.type(SourceType.CODEPIPELINE).buildspec("cf/buildspec.yml"))
                .artifacts(artifacts -> artifacts.type(ArtifactsType.CODEPIPELINE))
                .tags(Tag.builder().key("a").value("b").build())
                .timeoutInMinutes(30));
        BatchGetProjectsResponse found = bench.codeBuild.batchGetProjects(request -> request.names(name, "none"));
        Project project = found.projects().get(0);
        assertThat(found.projectsNotFound()).containsExactly("none");
        assertThat(project.arn()).isEqualTo("arn:aws:codebuild:us-east-1:000000000000:project/" + name);
        assertThat(project.timeoutInMinutes()).isEqualTo(30);
        assertThat(project.queuedTimeoutInMinutes()).isEqualTo(480);
        assertThat(project.source().buildspec()).isEqualTo("cf/buildspec.yml");
        assertThat(project.tags()).hasSize(1);
        assertThat(bench.codeBuild.listProjects().projects()).contains(name);
    }

    @Test
    void changesOnlyWhatAnUpdateGives() {
        String name = bench.project(BUILDSPEC);
        bench.codeBuild.updateProject(request -> request.name(name).description("new"));
        Project project = bench.codeBuild
                .batchGetProjects(request -> request.names(name))
                .projects()
                .get(0);
        assertThat(project.description()).isEqualTo("new");
        assertThat(project.source().buildspec()).isEqualTo(BUILDSPEC);
        assertThatThrownBy(() -> bench.codeBuild.updateProject(request -> request.name("none")))
                .isInstanceOf(ResourceNotFoundException.class)
                .hasMessageContaining("Project cannot be found: arn:aws:codebuild:us-east-1:000000000000:project/none");
    }

    @Test
    void refusesAProjectTwiceButDeletesOneAsOftenAsAsked() {
        String name = bench.project(BUILDSPEC);
        assertThatThrownBy(() -> create(request -> request.name(name)))
                .isInstanceOf(ResourceAlreadyExistsException.class);
        bench.codeBuild.deleteProject(request -> request.name(name));
        bench.codeBuild.deleteProject(request -> request.name(name));
        assertThatThrownBy(() -> bench.codeBuild.startBuild(request -> request.projectName(name)))
                .isInstanceOf(ResourceNotFoundException.class);
    }

    @Test
    void refusesWhatAwsWouldRefuse() {
        refused(request -> request.name("-x"), "Project name");
        refused(request -> request.serviceRole("a role of mine"), "Invalid service role");
        refused(request -> request.timeoutInMinutes(4), "Invalid timeoutInMinutes: 4; allowed are 5 to 2160");
        refused(request -> request.source(source -> source.type(SourceType.S3)), "location must be bucket/key");
        refused(request -> request.source(source -> source.type(SourceType.NO_SOURCE)), "buildspec is required");
    }

    private void refused(Consumer<CreateProjectRequest.Builder> change, String message) {
        assertThatThrownBy(() -> create(change))
                .isInstanceOf(InvalidInputException.class)
                .isInstanceOfSatisfying(
                        CodeBuildException.class,
                        fault -> assertThat(fault.statusCode()).isEqualTo(400))
                .hasMessageContaining(message);
    }

    @Test
    void saysWhatItDoesNotSupport() {
        assertThatThrownBy(() -> create(request -> request.source(source -> source.type(SourceType.GITHUB))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("source type GITHUB is not supported");
        assertThatThrownBy(() -> create(request -> request.vpcConfig(vpc -> vpc.vpcId("vpc-1"))))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessageContaining("vpcConfig");
    }

    private void create(Consumer<CreateProjectRequest.Builder> change) {
        bench.project(request -> {
            request.source(source -> source.type(SourceType.NO_SOURCE).buildspec(BUILDSPEC));
            change.accept(request);
        });
    }

    @Test
    void startsABuildOnceForOneIdempotencyToken() throws Exception {
        String name = bench.project(BUILDSPEC);
        String first = bench.start(name, request -> request.idempotencyToken("token"));
        assertThat(bench.start(name, request -> request.idempotencyToken("token")))
                .isEqualTo(first);
        bench.await(first);
        assertThat(bench.codeBuild
                        .listBuildsForProject(request -> request.projectName(name))
                        .ids())
                .containsExactly(first);
    }

    @Test
    void listsBuildsTheNewestFirst() throws Exception {
        String name = bench.project(BUILDSPEC);
        String first = bench.run(name).id();
        String second = bench.run(name).id();
        assertThat(bench.codeBuild
                        .listBuildsForProject(request -> request.projectName(name))
                        .ids())
                .containsExactly(second, first);
        assertThat(bench.codeBuild
                        .listBuildsForProject(
                                request -> request.projectName(name).sortOrder("ASCENDING"))
                        .ids())
                .containsExactly(first, second);
    }

    @Test
    void failsTheBuildOfARoleThatDoesNotTrustCodeBuild() throws Exception {
        String name = bench.project(request -> request.source(
                        source -> source.type(SourceType.NO_SOURCE).buildspec(BUILDSPEC))
                .serviceRole("arn:aws:iam::000000000000:role/nobody"));
        assertThat(BuildBench.context(bench.run(name), "SUBMITTED"))
                .startsWith("ACCESS_DENIED: service role arn:aws:iam::000000000000:role/nobody can't start build");
    }
}
