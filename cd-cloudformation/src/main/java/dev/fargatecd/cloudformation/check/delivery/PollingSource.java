package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;

/** Finds sources that are polled. */
public final class PollingSource implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "polling-source",
                Severity.WARNING,
                "A pipeline is started by an event, and does not look for changes itself",
                "https://docs.aws.amazon.com/codepipeline/latest/userguide/update-change-detection.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (PipelineAction action : PipelineAction.of(template)) {
            Value polls = action.configuration().member("PollForSourceChanges");
            boolean isPolled = polls.isAbsent() || polls.isTrue();
            if (action.hasProvider("CodeCommit")
                    && isPolled
                    && !action.configuration().isComputed()) {
                findings.add(
                        polls.isAbsent() ? action.configuration().position() : polls.position(),
                        action.name() + " looks for changes once in a while"
                                + (polls.isAbsent() ? ": that is the default" : ""),
                        "write PollForSourceChanges: false, and add an AWS::Events::Rule");
            }
        }
    }
}
