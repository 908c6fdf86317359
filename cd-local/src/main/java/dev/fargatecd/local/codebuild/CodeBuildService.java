package dev.fargatecd.local.codebuild;

import static dev.fargatecd.local.codebuild.CodeBuildFaults.invalid;
import static dev.fargatecd.local.codebuild.CodeBuildFaults.notFound;

import dev.fargatecd.local.buildtools.BuildTools;
import dev.fargatecd.local.door.Mount;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import dev.fargatecd.local.runtime.Engine;
import dev.fargatecd.local.runtime.Programs;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetBuildsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportsRequest;
import software.amazon.awssdk.services.codebuild.model.BatchGetReportsResponse;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.CreateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.CreateProjectResponse;
import software.amazon.awssdk.services.codebuild.model.CreateReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.CreateReportGroupResponse;
import software.amazon.awssdk.services.codebuild.model.DeleteProjectRequest;
import software.amazon.awssdk.services.codebuild.model.DeleteProjectResponse;
import software.amazon.awssdk.services.codebuild.model.DescribeTestCasesRequest;
import software.amazon.awssdk.services.codebuild.model.DescribeTestCasesResponse;
import software.amazon.awssdk.services.codebuild.model.ListBuildsForProjectRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildsForProjectResponse;
import software.amazon.awssdk.services.codebuild.model.ListBuildsRequest;
import software.amazon.awssdk.services.codebuild.model.ListBuildsResponse;
import software.amazon.awssdk.services.codebuild.model.ListProjectsRequest;
import software.amazon.awssdk.services.codebuild.model.ListProjectsResponse;
import software.amazon.awssdk.services.codebuild.model.ListReportGroupsRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportGroupsResponse;
import software.amazon.awssdk.services.codebuild.model.ListReportsForReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportsForReportGroupResponse;
import software.amazon.awssdk.services.codebuild.model.ListReportsRequest;
import software.amazon.awssdk.services.codebuild.model.ListReportsResponse;
import software.amazon.awssdk.services.codebuild.model.Project;
import software.amazon.awssdk.services.codebuild.model.ProjectSortByType;
import software.amazon.awssdk.services.codebuild.model.Report;
import software.amazon.awssdk.services.codebuild.model.ReportGroup;
import software.amazon.awssdk.services.codebuild.model.ReportType;
import software.amazon.awssdk.services.codebuild.model.SortOrderType;
import software.amazon.awssdk.services.codebuild.model.StartBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StartBuildResponse;
import software.amazon.awssdk.services.codebuild.model.StopBuildRequest;
import software.amazon.awssdk.services.codebuild.model.StopBuildResponse;
import software.amazon.awssdk.services.codebuild.model.TestCase;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectRequest;
import software.amazon.awssdk.services.codebuild.model.UpdateProjectResponse;

/**
 * AWS CodeBuild: projects and builds, whose commands run as processes of this machine.
 *
 * <p>A build runs as its project's service role in a folder of its own, which is gone when the build ends.
 */
public final class CodeBuildService implements CodeBuildClient {
    /** The members of a project that are made, changed or kept. */
    private static final String[] OF_PROJECTS = {
        "name",
        "description",
        "source",
        "sourceVersion",
        "artifacts",
        "cache",
        "environment",
        "serviceRole",
        "timeoutInMinutes",
        "queuedTimeoutInMinutes",
        "encryptionKey",
        "tags",
        "logsConfig"
    };

    private static final Logger LOG = LoggerFactory.getLogger(CodeBuildService.class);
    private static final int PAGE = 100;
    private static final Duration BOUND_TO_CLOSE = Duration.ofSeconds(10);

    private record Running(BuildRun run, CompletableFuture<Void> end) {}

    private final CloudContext cloud;
    private final Projects projects;
    private final Builds builds;
    private final Reports reports;
    private final Table<String> tokens;
    private final Programs programs;
    private final BuildTools tools;
    private final BuildSite site;
    private final Map<String, Running> running = new ConcurrentHashMap<>();

    /** @param engine what builds make images with; empty where the cloud does it by itself */
    public CodeBuildService(CloudContext cloud, Optional<Engine> engine) {
        this.cloud = cloud;
        projects = new Projects(cloud);
        builds = new Builds(cloud);
        reports = new Reports(cloud);
        tokens = cloud.store().table("codebuild.idempotency-tokens", String.class);
        programs = new Programs(cloud.work());
        tools = new BuildTools(cloud, engine);
        site = new BuildSite(cloud, builds, reports, programs, tools);
    }

    /** Where the builds' docker and aws ask. */
    public Mount tools() {
        return tools.mount();
    }

    @Override
    public CreateProjectResponse createProject(CreateProjectRequest request) {
        Supported.only("codebuild CreateProject", request, OF_PROJECTS);
        Project project = projects.create(scope(), request);
        return CreateProjectResponse.builder().project(project).build();
    }

    @Override
    public UpdateProjectResponse updateProject(UpdateProjectRequest request) {
        Supported.only("codebuild UpdateProject", request, OF_PROJECTS);
        Project project = projects.update(scope(), request);
        return UpdateProjectResponse.builder().project(project).build();
    }

    @Override
    public DeleteProjectResponse deleteProject(DeleteProjectRequest request) {
        projects.delete(scope(), ProjectRules.required("name", request.name()));
        return DeleteProjectResponse.builder().build();
    }

    @Override
    public BatchGetProjectsResponse batchGetProjects(BatchGetProjectsRequest request) {
        Found<Project> found = found(request.names(), name -> projects.find(scope(), name));
        return BatchGetProjectsResponse.builder()
                .projects(found.there())
                .projectsNotFound(found.missing())
                .build();
    }

    @Override
    public ListProjectsResponse listProjects(ListProjectsRequest request) {
        Comparator<Project> order = request.sortBy() == ProjectSortByType.CREATED_TIME
                ? Comparator.comparing(Project::created)
                : request.sortBy() == ProjectSortByType.LAST_MODIFIED_TIME
                        ? Comparator.comparing(Project::lastModified)
                        : Comparator.comparing(Project::name);
        List<String> names = new ArrayList<>(projects.list(scope()).stream()
                .sorted(order.thenComparing(Project::name))
                .map(Project::name)
                .toList());
        if (request.sortOrder() == SortOrderType.DESCENDING) {
            Collections.reverse(names);
        }
        Page<String> page = page(names, request.nextToken(), null);
        return ListProjectsResponse.builder()
                .projects(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    /** Starts a build; it has begun when this returns. See {@link BuildOrder} for what a pipeline passes. */
    @Override
    public StartBuildResponse startBuild(StartBuildRequest request) {
        Caller caller = Caller.current();
        Scope scope = caller.scope();
        Project project = projects.get(scope, ProjectRules.required("projectName", request.projectName()));
        Optional<Build> before = Optional.ofNullable(request.idempotencyToken())
                .flatMap(token -> tokens.get(new Key(scope, token)))
                .flatMap(id -> builds.find(scope, id))
                .map(StoredBuild::build);
        if (before.isPresent()) {
            return StartBuildResponse.builder().build(before.get()).build();
        }
        StoredBuild ordered =
                new BuildOrder(cloud, project, request).order(caller, builds.nextNumber(scope, project.name()));
        Build build = ordered.build();
        builds.add(scope, ordered);
        Optional.ofNullable(request.idempotencyToken())
                .ifPresent(token -> tokens.put(new Key(scope, token), build.id()));
        run(scope, ordered);
        return StartBuildResponse.builder().build(build).build();
    }

    private void run(Scope scope, StoredBuild ordered) {
        String id = ordered.build().id();
        BuildRun run = new BuildRun(site, scope, ordered);
        CompletableFuture<Void> begin = new CompletableFuture<>();
        CompletableFuture<Void> end = begin.thenRunAsync(run, cloud.work());
        running.put(id, new Running(run, end));
        Future<?> timeout = cloud.work()
                .after(Duration.ofMinutes(ordered.build().timeoutInMinutes()), () -> run.end(BuildStatus.TIMED_OUT));
        CompletableFuture<Void> unused = end.whenComplete((done, failure) -> {
            timeout.cancel(false);
            running.remove(id);
            boolean isClosing = failure != null && failure.getCause() instanceof RejectedExecutionException;
            if (failure != null && !isClosing) {
                LOG.error("Build {} ended by a fault of the local cloud", id, failure);
            }
        });
        begin.complete(null);
    }

    @Override
    public StopBuildResponse stopBuild(StopBuildRequest request) {
        StoredBuild build = build(ProjectRules.required("id", request.id()));
        Optional.ofNullable(running.get(build.build().id()))
                .ifPresent(one -> one.run().end(BuildStatus.STOPPED));
        return StopBuildResponse.builder().build(build(request.id()).build()).build();
    }

    private StoredBuild build(String id) {
        return builds.find(scope(), id).orElseThrow(() -> notFound("The provided build ID does not exist: " + id));
    }

    @Override
    public BatchGetBuildsResponse batchGetBuilds(BatchGetBuildsRequest request) {
        Found<Build> found = found(request.ids(), id -> builds.find(scope(), id).map(StoredBuild::build));
        return BatchGetBuildsResponse.builder()
                .builds(found.there())
                .buildsNotFound(found.missing())
                .build();
    }

    @Override
    public ListBuildsResponse listBuilds(ListBuildsRequest request) {
        Page<String> page = buildPage(builds.list(scope()), request.sortOrder(), request.nextToken());
        return ListBuildsResponse.builder()
                .ids(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public ListBuildsForProjectResponse listBuildsForProject(ListBuildsForProjectRequest request) {
        Project project = projects.get(scope(), ProjectRules.required("projectName", request.projectName()));
        List<Build> ofProject = builds.list(scope()).stream()
                .filter(build -> build.projectName().equals(project.name()))
                .toList();
        Page<String> page = buildPage(ofProject, request.sortOrder(), request.nextToken());
        return ListBuildsForProjectResponse.builder()
                .ids(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Page<String> buildPage(
            List<Build> newestFirst, @Nullable SortOrderType order, @Nullable String token) {
        List<String> ids = new ArrayList<>(newestFirst.stream().map(Build::id).toList());
        if (order == SortOrderType.ASCENDING) {
            Collections.reverse(ids);
        }
        return page(ids, token, null);
    }

    @Override
    public CreateReportGroupResponse createReportGroup(CreateReportGroupRequest request) {
        Supported.only("codebuild CreateReportGroup", request, "name", "type", "exportConfig", "tags");
        ProjectRules.required("name", request.name());
        if (request.type() != ReportType.TEST) {
            throw new UnsupportedOperationException("codebuild CreateReportGroup: type " + request.typeAsString()
                    + " is not supported by the local cloud");
        }
        if (request.exportConfig() != null && request.exportConfig().s3Destination() != null) {
            throw new UnsupportedOperationException(
                    "codebuild CreateReportGroup: export to S3 is not supported by the local cloud");
        }
        ReportGroup group = reports.createGroup(scope(), request);
        return CreateReportGroupResponse.builder().reportGroup(group).build();
    }

    @Override
    public BatchGetReportGroupsResponse batchGetReportGroups(BatchGetReportGroupsRequest request) {
        Found<ReportGroup> found = found(request.reportGroupArns(), arn -> reports.group(scope(), arn));
        return BatchGetReportGroupsResponse.builder()
                .reportGroups(found.there())
                .reportGroupsNotFound(found.missing())
                .build();
    }

    @Override
    public ListReportGroupsResponse listReportGroups(ListReportGroupsRequest request) {
        Supported.only("codebuild ListReportGroups", request, "nextToken", "maxResults");
        List<String> arns =
                reports.groups(scope()).stream().map(ReportGroup::arn).toList();
        Page<String> page = page(arns, request.nextToken(), request.maxResults());
        return ListReportGroupsResponse.builder()
                .reportGroups(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public BatchGetReportsResponse batchGetReports(BatchGetReportsRequest request) {
        Found<Report> found =
                found(request.reportArns(), arn -> reports.report(scope(), arn).map(Reports.StoredReport::report));
        return BatchGetReportsResponse.builder()
                .reports(found.there())
                .reportsNotFound(found.missing())
                .build();
    }

    @Override
    public ListReportsResponse listReports(ListReportsRequest request) {
        Supported.only("codebuild ListReports", request, "nextToken", "maxResults");
        Page<String> page = page(
                reports.reports(scope()).stream().map(Report::arn).toList(), request.nextToken(), request.maxResults());
        return ListReportsResponse.builder()
                .reports(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public ListReportsForReportGroupResponse listReportsForReportGroup(ListReportsForReportGroupRequest request) {
        Supported.only("codebuild ListReportsForReportGroup", request, "reportGroupArn", "nextToken", "maxResults");
        List<String> arns = reports.reports(scope()).stream()
                .filter(report -> report.reportGroupArn().equals(request.reportGroupArn()))
                .map(Report::arn)
                .toList();
        Page<String> page = page(arns, request.nextToken(), request.maxResults());
        return ListReportsForReportGroupResponse.builder()
                .reports(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public DescribeTestCasesResponse describeTestCases(DescribeTestCasesRequest request) {
        Supported.only("codebuild DescribeTestCases", request, "reportArn", "nextToken", "maxResults", "filter");
        List<TestCase> cases = reports.report(scope(), ProjectRules.required("reportArn", request.reportArn()))
                .orElseThrow(() -> notFound("Report cannot be found: " + request.reportArn()))
                .cases();
        if (request.filter() != null) {
            Supported.only("codebuild DescribeTestCases: filter", request.filter(), "status");
        }
        String status = request.filter() == null ? null : request.filter().status();
        List<Integer> indexes = new ArrayList<>();
        for (int i = 0; i < cases.size(); i++) {
            if (status == null || status.equals(cases.get(i).status())) {
                indexes.add(i);
            }
        }
        Page<Integer> page = pageBy(indexes, String::valueOf, request.nextToken(), request.maxResults());
        return DescribeTestCasesResponse.builder()
                .testCases(page.items().stream().map(cases::get).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private record Found<T>(List<T> there, List<String> missing) {}

    private static <T> Found<T> found(List<String> names, Function<String, Optional<T>> find) {
        if (names.isEmpty() || names.size() > PAGE) {
            throw invalid("1 to " + PAGE + " names can be asked for at once, not " + names.size());
        }
        List<T> there = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        for (String name : names) {
            find.apply(name).ifPresentOrElse(there::add, () -> missing.add(name));
        }
        return new Found<>(there, missing);
    }

    private static Page<String> page(List<String> all, @Nullable String token, @Nullable Integer size) {
        return pageBy(all, Function.identity(), token, size);
    }

    private static <T> Page<T> pageBy(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer size) {
        if (size != null && (size < 1 || size > PAGE)) {
            throw invalid("maxResults is " + size + "; allowed are 1 to " + PAGE);
        }
        try {
            return Page.of(all, key, token, size == null ? PAGE : size);
        } catch (IllegalArgumentException wrong) {
            throw invalid("Invalid nextToken: " + wrong.getMessage());
        }
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    /** Ends all builds and waits until they have ended. */
    @Override
    public void close() {
        List<Running> all = List.copyOf(running.values());
        all.forEach(one -> one.run().end(BuildStatus.STOPPED));
        try {
            CompletableFuture.allOf(all.stream().map(Running::end).toArray(CompletableFuture<?>[]::new))
                    .get(BOUND_TO_CLOSE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException failure) {
            LOG.warn("Not all builds have ended", failure);
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        } finally {
            programs.close();
        }
    }
}
