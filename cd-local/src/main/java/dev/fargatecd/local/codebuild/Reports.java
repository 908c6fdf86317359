package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codebuild.model.CreateReportGroupRequest;
import software.amazon.awssdk.services.codebuild.model.Report;
import software.amazon.awssdk.services.codebuild.model.ReportExportConfigType;
import software.amazon.awssdk.services.codebuild.model.ReportGroup;
import software.amazon.awssdk.services.codebuild.model.ReportGroupStatusType;
import software.amazon.awssdk.services.codebuild.model.ReportStatusType;
import software.amazon.awssdk.services.codebuild.model.ReportType;
import software.amazon.awssdk.services.codebuild.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codebuild.model.TestCase;

/** Report groups, and the test reports that builds put in them. */
final class Reports {
    /** AWS lets a report expire 30 days after it was made. */
    private static final Duration LIFE = Duration.ofDays(30);

    /** A report with its cases. */
    record StoredReport(Report report, List<TestCase> cases) {
        StoredReport {
            cases = List.copyOf(cases);
        }
    }

    private final CloudContext cloud;
    private final Table<ReportGroup> groups;
    private final Table<StoredReport> reports;

    Reports(CloudContext cloud) {
        this.cloud = cloud;
        groups = cloud.store().table("codebuild.report-groups", ReportGroup.class);
        reports = cloud.store().table("codebuild.reports", StoredReport.class);
    }

    ReportGroup createGroup(Scope scope, CreateReportGroupRequest request) {
        Instant now = cloud.clock().instant();
        ReportGroup group = ReportGroup.builder()
                .arn(scope.arn("codebuild", "report-group/" + request.name()))
                .name(request.name())
                .type(request.type())
                .exportConfig(config -> config.exportConfigType(ReportExportConfigType.NO_EXPORT))
                .created(now)
                .lastModified(now)
                .tags(request.tags())
                .status(ReportGroupStatusType.ACTIVE)
                .build();
        if (!groups.putIfAbsent(new Key(scope, group.arn()), group)) {
            throw Faults.of(
                    ResourceAlreadyExistsException.builder(),
                    400,
                    "ResourceAlreadyExistsException",
                    "Report group already exists: " + group.arn());
        }
        return group;
    }

    Optional<ReportGroup> group(Scope scope, String arn) {
        return groups.get(new Key(scope, arn));
    }

    List<ReportGroup> groups(Scope scope) {
        return groups.list(scope);
    }

    Optional<StoredReport> report(Scope scope, String arn) {
        return reports.get(new Key(scope, arn));
    }

    /** The newest first. */
    List<Report> reports(Scope scope) {
        return reports.list(scope).stream()
                .map(StoredReport::report)
                .sorted(Comparator.comparing(Report::created).reversed().thenComparing(Report::arn))
                .toList();
    }

    /**
     * Reads files into a report.
     *
     * @param buildArn what ran the tests
     * @param files by the names they have in the report
     */
    Report add(Scope scope, ReportGroup group, String buildArn, Map<String, Path> files) throws IOException {
        String id = cloud.ids().uuid();
        String arn = scope.arn("codebuild", "report/" + group.name() + ":" + id);
        Instant now = cloud.clock().instant();
        Instant expires = now.plus(LIFE);
        List<TestCase> cases = new ArrayList<>();
        for (Map.Entry<String, Path> file : files.entrySet()) {
            cases.addAll(JUnitReport.read(file.getValue(), file.getKey(), arn, expires));
        }
        Map<String, Integer> counts =
                new TreeMap<>(Map.of("SUCCEEDED", 0, "FAILED", 0, "ERROR", 0, "SKIPPED", 0, "UNKNOWN", 0));
        counts.putAll(cases.stream().collect(Collectors.groupingBy(TestCase::status, Collectors.summingInt(one -> 1))));
        boolean failed = cases.stream()
                .anyMatch(one -> one.status().equals("FAILED") || one.status().equals("ERROR"));
        Report report = Report.builder()
                .arn(arn)
                .type(ReportType.TEST)
                .name(id)
                .reportGroupArn(group.arn())
                .executionId(buildArn)
                .status(failed ? ReportStatusType.FAILED : ReportStatusType.SUCCEEDED)
                .created(now)
                .expired(expires)
                .exportConfig(group.exportConfig())
                .truncated(false)
                .testSummary(summary -> summary.total(cases.size())
                        .statusCounts(counts)
                        .durationInNanoSeconds(cases.stream()
                                .mapToLong(TestCase::durationInNanoSeconds)
                                .sum()))
                .build();
        reports.put(new Key(scope, arn), new StoredReport(report, cases));
        return report;
    }
}
