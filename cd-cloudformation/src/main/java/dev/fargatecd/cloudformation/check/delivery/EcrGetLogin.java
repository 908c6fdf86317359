package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Position;
import java.util.regex.Pattern;

/** Finds builds that log in by a command which is no more. */
public final class EcrGetLogin implements Check {
    private static final Pattern GET_LOGIN = Pattern.compile("\\becr\\s+get-login(?!-)");

    @Override
    public Rule rule() {
        return new Rule(
                "ecr-get-login",
                Severity.ERROR,
                "A build logs in to ECR with get-login-password",
                "https://docs.aws.amazon.com/cli/latest/userguide/cliv2-migration-changes.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        files.buildspecs()
                .forEach(buildspec -> buildspec.firstCommand(GET_LOGIN).ifPresent(place -> add(place, findings)));
        files.templates().stream()
                .flatMap(template -> template.resources("AWS::CodeBuild::Project").stream())
                .map(project -> Value.of(project).member("Source").member("BuildSpec"))
                .filter(inline -> inline.text()
                        .filter(text -> GET_LOGIN.matcher(text).find())
                        .isPresent())
                .forEach(inline -> add(inline.position(), findings));
    }

    private static void add(Position place, Findings findings) {
        findings.add(
                place,
                "the AWS CLI has no get-login since version 2",
                "write aws ecr get-login-password | docker login --username AWS --password-stdin <registry>");
    }
}
