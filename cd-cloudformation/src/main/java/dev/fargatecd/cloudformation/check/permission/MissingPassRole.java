package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.TemplateOnlyCheck;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.Optional;

/** Finds pipelines that may not give their role to CloudFormation. */
public final class MissingPassRole implements TemplateOnlyCheck {
    @Override
    public Rule rule() {
        return new Rule(
                "missing-pass-role",
                Severity.ERROR,
                "Whoever gives a role to a service may pass it",
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html");
    }

    @Override
    public void check(CheckedTemplate template, Findings findings) {
        for (Resource pipeline : template.resources("AWS::CodePipeline::Pipeline")) {
            Optional<Resource> own = template.resource(Value.of(pipeline).member("RoleArn"), Policies.ROLE);
            boolean mayPass = own.filter(role -> Policies.isSelfContained(template, role))
                    .filter(role -> Policies.statements(template, role).stream()
                            .noneMatch(statement -> statement.allows("iam:PassRole")))
                    .isEmpty();
            if (!mayPass) {
                RoleUse.deployRoles(pipeline).stream()
                        .findFirst()
                        .ifPresent(given -> findings.add(
                                given.position(),
                                own.map(Resource::name).orElse("") + " may not pass this role to CloudFormation",
                                "allow it iam:PassRole on the ARN of this role"));
            }
        }
    }
}
