package dev.fargatecd.cloudformation.check.delivery;

import dev.fargatecd.cloudformation.check.Check;
import dev.fargatecd.cloudformation.check.CheckedBuildspec;
import dev.fargatecd.cloudformation.check.CheckedFiles;
import dev.fargatecd.cloudformation.check.Findings;
import dev.fargatecd.cloudformation.check.Nearest;
import dev.fargatecd.cloudformation.check.Rule;
import dev.fargatecd.cloudformation.check.Severity;
import dev.fargatecd.cloudformation.check.Value;
import dev.fargatecd.cloudformation.tree.Node;
import java.util.Set;

/** Finds keys of a buildspec that CodeBuild does not know. */
public final class BuildspecKeys implements Check {
    private static final Set<String> TOP =
            Set.of("version", "run-as", "env", "proxy", "batch", "phases", "reports", "artifacts", "cache");
    private static final Set<String> PHASES = Set.of("install", "pre_build", "build", "post_build");
    private static final Set<String> PHASE = Set.of("run-as", "on-failure", "runtime-versions", "commands", "finally");

    @Override
    public Rule rule() {
        return new Rule(
                "buildspec-keys",
                Severity.ERROR,
                "A buildspec has the keys that CodeBuild knows",
                "https://docs.aws.amazon.com/codebuild/latest/userguide/build-spec-ref.html");
    }

    @Override
    public void check(CheckedFiles files, Findings findings) {
        for (CheckedBuildspec buildspec : files.buildspecs()) {
            Value root = Value.of(buildspec.root());
            look("a buildspec", root, TOP, findings);
            look("phases", root.member("phases"), PHASES, findings);
            root.member("phases").members().forEach(phase -> look("a phase", phase, PHASE, findings));
            if (root.member("version").isAbsent()) {
                findings.add(root.position(), "the buildspec has no version", "write version: 0.2");
            }
        }
    }

    private static void look(String what, Value object, Set<String> known, Findings findings) {
        for (Node.Entry entry : object.entries()) {
            if (!known.contains(entry.key())) {
                findings.add(entry.position(), what + " has no key " + entry.key(), Nearest.hint(entry.key(), known));
            }
        }
    }
}
