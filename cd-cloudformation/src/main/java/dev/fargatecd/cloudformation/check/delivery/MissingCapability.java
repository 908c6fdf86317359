package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.CheckedTemplate;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.template.Resource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds deployments of templates that need a capability which they don't have. */
public final class MissingCapability implements Check {
    private static final String IAM = "CAPABILITY_IAM";
    private static final String NAMED = "CAPABILITY_NAMED_IAM";
    private static final String EXPAND = "CAPABILITY_AUTO_EXPAND";
    private static final Map<String, String> NAMES = Map.of(
            "AWS::IAM::Role", "RoleName",
            "AWS::IAM::ManagedPolicy", "ManagedPolicyName",
            "AWS::IAM::User", "UserName",
            "AWS::IAM::Group", "GroupName",
            "AWS::IAM::InstanceProfile", "InstanceProfileName");

    @Override
    public Rule rule() {
        return new Rule(
                "missing-capability",
                Severity.ERROR,
                "A deployment has the capabilities that its template needs",
                "https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-iam-template.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (PipelineAction action : PipelineAction.deployments(files)) {
            Value capabilities = action.configuration().member("Capabilities");
            Set<String> given = capabilities.isAbsent()
                    ? Set.of()
                    : Set.of(capabilities.literal().orElse(NAMED + "," + EXPAND).split("\\s*,\\s*"));
            action.deployed(files).ifPresent(deployed -> {
                for (String needed : needed(deployed)) {
                    boolean isGiven = given.contains(needed) || (needed.equals(IAM) && given.contains(NAMED));
                    if (!isGiven) {
                        findings.add(
                                action.configuration().positionOf("Capabilities"),
                                deployed.file().baseName() + " needs " + needed,
                                "write Capabilities: " + needed);
                    }
                }
            });
        }
    }

    private static Set<String> needed(CheckedTemplate template) {
        Set<String> needed = new TreeSet<>();
        if (!template.template().transforms().isEmpty()) {
            needed.add(EXPAND);
        }
        List<Resource> ofIam = template.template().resources().values().stream()
                .filter(resource -> resource.type().startsWith("AWS::IAM::"))
                .toList();
        boolean isNamed = ofIam.stream()
                .anyMatch(resource -> Optional.ofNullable(NAMES.get(resource.type()))
                        .filter(name -> Value.of(resource).member(name).isPresent())
                        .isPresent());
        if (!ofIam.isEmpty()) {
            needed.add(isNamed ? NAMED : IAM);
        }
        return needed;
    }
}
