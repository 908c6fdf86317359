package dev.fargatecd.cloudformation.check.permission;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.Optional;

/** Finds pipelines that may not give their role to CloudFormation. */
public final class MissingPassRole implements Check {
    @Override
    public Rule rule() {
        return new Rule(
                "missing-pass-role",
                Severity.ERROR,
                "Whoever gives a role to a service may pass it",
                "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (CheckedTemplate template : files.templates()) {
            ofPipelines(template, findings);
            template.resources("AWS::CodePipeline::Pipeline")
                    .forEach(pipeline -> ofDeployments(template, pipeline, files, findings));
        }
    }

    private static void ofPipelines(CheckedTemplate template, Findings findings) {
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

    /** Who makes resources that are given roles must pass these on. */
    private static void ofDeployments(
            CheckedTemplate template, Resource pipeline, CheckedFiles files, Findings findings) {
        for (Value configuration : Value.of(pipeline).at("Stages.*.Actions.*.Configuration")) {
            Value given = configuration.member("RoleArn");
            Optional<RoleUse> passed = configuration
                    .member("TemplatePath")
                    .literal()
                    .flatMap(files::templateAt)
                    .flatMap(deployed -> RoleUse.of(deployed).stream().findFirst());
            Optional<Resource> role = template.resource(given, Policies.ROLE)
                    .filter(one -> Policies.isSelfContained(template, one))
                    .filter(one -> !Policies.statements(template, one).isEmpty())
                    .filter(one -> Policies.statements(template, one).stream()
                            .noneMatch(statement -> statement.allows("iam:PassRole")));
            if (passed.isPresent() && role.isPresent()) {
                findings.add(
                        given.position(),
                        role.get().name() + " may not pass "
                                + passed.get().role().name() + " to "
                                + passed.get().service(),
                        "allow it iam:PassRole on the roles that the template makes");
                return;
            }
        }
    }
}
