package dev.fargatecd.aws;

import dev.fargatecd.aws.ResourceChange.Action;
import dev.fargatecd.aws.ResourceChange.Replacement;
import dev.fargatecd.cloudformation.evaluate.ForeseenExports;
import dev.fargatecd.cloudformation.evaluate.StackIdentity;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.cloudformation.tree.TemplateException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import software.amazon.awssdk.arns.Arn;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;
import software.amazon.awssdk.services.cloudformation.model.Output;

/**
 * Says before a change what CloudFormation would say in the middle of it: that it touches an export that another stack
 * imports.
 *
 * <p>Only what is certain is refused. Where a value can't be told beforehand, CloudFormation decides.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html">Exports</a>
 */
final class ImportedExports {
    private final CloudFormationClient cloudFormation;

    ImportedExports(CloudFormationClient cloudFormation) {
        this.cloudFormation = cloudFormation;
    }

    /**
     * Does nothing where the change leaves all imported exports as they are.
     *
     * @param changes what happens to the stack's resources
     * @throws DeliveryException naming the exports and the stacks that import them
     */
    void refuseChange(DeployedStack now, Stacks.Request wanted, List<ResourceChange> changes) {
        Map<String, String> live = exports(now.name());
        if (live.isEmpty()) {
            return;
        }
        List<String> faults = new ArrayList<>();
        Set<String> importing = new TreeSet<>();
        touched(now, wanted, changes, live).forEach((export, becomes) -> {
            List<String> importers = importers(export);
            if (!importers.isEmpty()) {
                importing.addAll(importers);
                faults.add("its export " + export + " would " + becomes + ", but "
                        + (importers.size() == 1 ? "stack " : "stacks ") + sentence(importers)
                        + (importers.size() == 1 ? " imports it" : " import it"));
            }
        });
        if (!faults.isEmpty()) {
            throw new DeliveryException(
                    "stack " + now.name() + " can't be changed",
                    String.join("; ", faults),
                    "leave in the definition what the export comes from, or delete " + sentence(List.copyOf(importing))
                            + " first (aws cloudformation delete-stack --stack-name …), and deliver again afterwards");
        }
    }

    /** What would become of the exports that don't stay as they are: the words after "would". */
    private Map<String, String> touched(
            DeployedStack now, Stacks.Request wanted, List<ResourceChange> changes, Map<String, String> live) {
        Map<String, String> before;
        Map<String, String> after;
        try {
            StackIdentity stack = identity(now);
            String template = cloudFormation
                    .getTemplate(request -> request.stackName(now.name()))
                    .templateBody();
            before = ForeseenExports.of(Template.read(now.name(), template), now.parameters(), stack, Set.of());
            after = ForeseenExports.of(
                    Template.read(now.name(), wanted.template()), wanted.parameters(), stack, remade(changes));
        } catch (TemplateException notForeseen) {
            return Map.of(); // a template of another's, with what only CloudFormation evaluates
        }
        Map<String, String> touched = new TreeMap<>();
        live.forEach((export, value) -> {
            String becomes = after.get(export);
            if (becomes == null) {
                touched.put(export, "no longer be there");
            } else if (!becomes.equals(before.get(export)) && !becomes.equals(value)) {
                touched.put(export, "get another value");
            }
        });
        return touched;
    }

    private static Set<String> remade(List<ResourceChange> changes) {
        return changes.stream()
                .filter(change -> change.action() == Action.ADD || change.replacement() == Replacement.YES)
                .map(ResourceChange::logicalId)
                .collect(Collectors.toSet());
    }

    private static StackIdentity identity(DeployedStack stack) {
        Arn arn = Arn.fromString(stack.id());
        return new StackIdentity(
                arn.accountId().orElse(""), arn.region().orElse(""), stack.name(), stack.id(), List.of());
    }

    private Map<String, String> exports(String stack) {
        return cloudFormation.describeStacks(request -> request.stackName(stack)).stacks().stream()
                .flatMap(found -> found.outputs().stream())
                .filter(output -> output.exportName() != null)
                .collect(Collectors.toMap(Output::exportName, Output::outputValue));
    }

    private List<String> importers(String export) {
        try {
            return cloudFormation.listImportsPaginator(request -> request.exportName(export)).imports().stream()
                    .sorted()
                    .toList();
        } catch (CloudFormationException failure) {
            // CloudFormation's way to answer with an empty list
            if (said(failure).contains("is not imported by any stack")) {
                return List.of();
            }
            throw failure;
        }
    }

    private static String said(CloudFormationException failure) {
        return Optional.ofNullable(failure.awsErrorDetails())
                .map(details -> Objects.requireNonNullElse(details.errorMessage(), ""))
                .orElse("");
    }

    /** {@code a}, {@code a and b}, {@code a, b and c}. */
    private static String sentence(List<String> names) {
        int last = names.size() - 1;
        return last == 0 ? names.get(0) : String.join(", ", names.subList(0, last)) + " and " + names.get(last);
    }
}
