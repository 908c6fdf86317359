package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.regex.Pattern;

/** Finds images of CodeBuild that are no more. */
public final class DeadBuildImage implements TemplateOnlyCheck {
    private static final Pattern DEAD = Pattern.compile(
            "aws/codebuild/(?:(?:docker|java|nodejs|python|ruby|golang|php|dot-net|android-java-\\d|ubuntu-base|eb-\\S+)"
                    + ":\\S+|standard:[1-4]\\.0|amazonlinux2-x86_64-standard:[1-3]\\.0|amazonlinux2-aarch64-standard:1\\.0)");

    @Override
    public Rule rule() {
        return new Rule(
                "dead-build-image",
                Severity.ERROR,
                "A build runs on an image that CodeBuild still has",
                "https://docs.aws.amazon.com/codebuild/latest/userguide/build-env-ref-available.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource project : template.resources("AWS::CodeBuild::Project")) {
            Value image = Value.of(project).member("Environment").member("Image");
            image.literal()
                    .filter(text -> DEAD.matcher(text).matches())
                    .ifPresent(text -> findings.add(
                            image.position(),
                            "CodeBuild no longer has the image " + text,
                            "write aws/codebuild/standard:7.0"));
        }
    }
}
