package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.codebuild.buildspec.Buildspec;
import dev.fargatecd.local.kernel.RoleSession;
import dev.fargatecd.local.kernel.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.codebuild.CodeBuildClient;
import software.amazon.awssdk.services.codebuild.model.Build;
import software.amazon.awssdk.services.codebuild.model.PhaseContext;
import software.amazon.awssdk.services.codebuild.model.Report;
import software.amazon.awssdk.services.codebuild.model.ReportExportConfigType;
import software.amazon.awssdk.services.codebuild.model.ReportGroup;
import software.amazon.awssdk.services.codebuild.model.ReportType;
import software.amazon.awssdk.services.codebuild.model.ResourceAlreadyExistsException;

/** Reads a build's test results into reports. A report that can't be made is told of and fails no build, as on AWS. */
final class ReportUpload {
    private final BuildSite site;
    private final Scope scope;
    private final RoleSession role;
    private final Build build;

    ReportUpload(BuildSite site, Scope scope, RoleSession role, Build build) {
        this.site = site;
        this.scope = scope;
        this.role = role;
        this.build = build;
    }

    /** Makes the reports; what there is to say of those that could not be made. */
    List<PhaseContext> upload(List<Buildspec.Report> wanted, Path source, Consumer<String> say) {
        List<PhaseContext> contexts = new ArrayList<>();
        List<String> arns = new ArrayList<>();
        for (Buildspec.Report one : wanted) {
            try {
                Map<String, Path> files = FileSet.find(one.files(), source);
                if (files.isEmpty()) {
                    throw new StageFailure("", "report files not found in build");
                }
                Report report = site.reports().add(scope, group(one.group()), build.arn(), files);
                arns.add(report.arn());
                say.accept(
                        "Report " + report.arn() + ": " + report.testSummary().statusCounts());
            } catch (StageFailure | IOException failure) {
                contexts.add(PhaseContext.builder()
                        .statusCode("")
                        .message("Error in UPLOAD_ARTIFACTS phase: [" + one.group() + ": [" + failure.getMessage()
                                + "]]")
                        .build());
            }
        }
        if (!arns.isEmpty()) {
            site.builds().change(scope, build.id(), stored -> stored.with(builder -> builder.reportArns(arns)));
        }
        return contexts;
    }

    /** The group that is named by ARN, or the project's of that name, which is made where there is none. */
    private ReportGroup group(String nameOrArn) throws StageFailure {
        if (nameOrArn.startsWith("arn:")) {
            return site.reports()
                    .group(scope, nameOrArn)
                    .orElseThrow(() -> new StageFailure("", "there is no report group " + nameOrArn));
        }
        String name = build.projectName() + "-" + nameOrArn;
        Optional<ReportGroup> known = site.reports().group(scope, scope.arn("codebuild", "report-group/" + name));
        if (known.isPresent()) {
            return known.get();
        }
        try {
            return site.cloud()
                    .clients()
                    .as(role.caller(), CodeBuildClient.class)
                    .createReportGroup(request -> request.name(name)
                            .type(ReportType.TEST)
                            .exportConfig(config -> config.exportConfigType(ReportExportConfigType.NO_EXPORT)))
                    .reportGroup();
        } catch (ResourceAlreadyExistsException meanwhile) {
            return site.reports()
                    .group(scope, scope.arn("codebuild", "report-group/" + name))
                    .orElseThrow();
        }
    }
}
