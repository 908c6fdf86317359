package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds numbers of accounts, with which a template works in one account alone. */
public final class LiteralAccount implements TemplateOnlyCheck {
    private static final Pattern ACCOUNT = Pattern.compile("[0-9]{12}");
    private static final Pattern REGISTRY = Pattern.compile("([0-9]{12})\\.dkr\\.ecr\\.");

    @Override
    public Rule rule() {
        return new Rule(
                "literal-account",
                Severity.WARNING,
                "A template names no account",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/pseudo-parameter-reference.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (LiteralText.Arn arn : LiteralText.arns(template)) {
            if (ACCOUNT.matcher(arn.account()).matches() && !arn.isOfSecret()) {
                add(arn.scalar(), arn.account(), findings);
            }
        }
        for (Node.Scalar text : LiteralText.of(template)) {
            Matcher registry = REGISTRY.matcher(text.text());
            if (registry.find()) {
                add(text, registry.group(1), findings);
            }
        }
    }

    private static void add(Node.Scalar text, String account, Findings findings) {
        findings.add(
                text.position(),
                "this is of the account " + account + ", and the template works in no other",
                "refer to what a template makes, or write ${AWS::AccountId} with !Sub");
    }
}
