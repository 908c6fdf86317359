package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import java.util.ArrayList;
import java.util.List;

/** Finds policies in the language of 2008. */
public final class PolicyVersion implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "policy-version",
                Severity.WARNING,
                "A policy says Version 2012-10-17: without it, IAM reads the language of 2008, which knows no policy variables",
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_version.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        List<Value> documents = new ArrayList<>(Policies.documents(template));
        documents.addAll(Policies.trusts(template));
        for (Value document : documents) {
            Value version = document.member("Version");
            boolean isOld = version.isAbsent()
                    || version.literal()
                            .filter(text -> !text.startsWith("2012-10-17"))
                            .isPresent();
            if (isOld && document.isPresent() && !document.isComputed()) {
                findings.add(
                        version.position(),
                        "the policy is in the language of 2008: its Version is "
                                + version.literal()
                                        .map(text -> "\"" + text + "\"")
                                        .orElse("missing"),
                        "add Version: \"2012-10-17\"");
            }
        }
    }
}
