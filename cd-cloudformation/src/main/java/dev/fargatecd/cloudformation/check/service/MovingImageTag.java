package dev.fargatecd.cloudformation.check.service;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;

/** Finds images by a tag that means another image tomorrow. */
public final class MovingImageTag implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "moving-image-tag",
                Severity.WARNING,
                "An image has a tag or digest that always means the same",
                "https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-considerations.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource task : template.resources(Containers.TASK_DEFINITION)) {
            for (Value container : Containers.of(task)) {
                Value image = container.member("Image");
                image.text()
                        .filter(text -> isMoving(text.substring(text.lastIndexOf('/') + 1)))
                        .ifPresent(text -> findings.add(
                                image.position(),
                                text + " is another image tomorrow, and a rollback would not bring this one back",
                                "tag images with the commit, and pass the tag as a parameter"));
            }
        }
    }

    private static boolean isMoving(String lastPart) {
        boolean isNamed = lastPart.contains(":") || lastPart.contains("@") || lastPart.contains("${");
        return lastPart.endsWith(":latest") || !isNamed;
    }
}
