package dev.fargatecd.local.codepipeline.structure;

import dev.fargatecd.local.kernel.Supported;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;

/** Checks an action by itself: its type, its configuration, the number of its artifacts. */
final class ActionCheck {
    /** https://docs.aws.amazon.com/codepipeline/latest/APIReference/API_ActionDeclaration.html */
    private static final int LONGEST_VALUE = 1000;

    private static final int MOST_RUN_ORDER = 999;

    private final String operation;
    private final String region;

    /**
     * Makes the check.
     *
     * @param operation for messages about what is not supported
     * @param region of the pipeline
     */
    ActionCheck(String operation, String region) {
        this.operation = operation;
        this.region = region;
    }

    void check(ActionDeclaration action) {
        if (action.name() == null || !StructureCheck.NAME.matcher(action.name()).matches()) {
            throw StructureFaults.validation(
                    "Action name \"" + action.name() + "\" is not valid: 1 to 100 letters, " + "digits and . @ - _");
        }
        Supported.only(
                operation,
                action,
                "name",
                "actionTypeId",
                "runOrder",
                "configuration",
                "inputArtifacts",
                "outputArtifacts",
                "roleArn",
                "region",
                "namespace",
                "timeoutInMinutes");
        if (action.region() != null && !action.region().equals(region)) {
            throw new UnsupportedOperationException(operation + ": action " + action.name() + " in another region ("
                    + action.region() + ") is not supported by the local cloud");
        }
        if (action.runOrder() != null && (action.runOrder() < 1 || action.runOrder() > MOST_RUN_ORDER)) {
            throw StructureFaults.validation("Action " + action.name() + ": runOrder " + action.runOrder()
                    + " is not between 1 and " + MOST_RUN_ORDER);
        }
        ActionKind kind = kind(action);
        checkTimeout(action, kind);
        checkArtifacts(action, kind);
        checkConfiguration(action, kind);
    }

    private ActionKind kind(ActionDeclaration action) {
        ActionTypeId type = action.actionTypeId();
        if (type == null || type.category() == null || type.owner() == null || type.provider() == null) {
            throw StructureFaults.validation(
                    "Action " + action.name() + " has no complete actionTypeId: category, owner, provider, version");
        }
        return ActionKind.of(type)
                .orElseThrow(() -> new UnsupportedOperationException(operation + ": action " + action.name()
                        + " of category " + type.categoryAsString() + ", owner " + type.ownerAsString() + ", provider "
                        + type.provider() + ", version " + type.version()
                        + " is not supported by the local cloud; Source CodeCommit, Build and Test CodeBuild, "
                        + "Deploy CloudFormation and Approval Manual are"));
    }

    private static void checkTimeout(ActionDeclaration action, ActionKind kind) {
        Integer minutes = action.timeoutInMinutes();
        if (minutes != null && (kind != ActionKind.APPROVAL || minutes < 5 || minutes > 86_400)) {
            throw StructureFaults.action(
                    "Action " + action.name() + ": timeoutInMinutes is for manual approvals, from 5 to 86400");
        }
    }

    private static void checkArtifacts(ActionDeclaration action, ActionKind kind) {
        if (!kind.inputs().allows(action.inputArtifacts().size())) {
            throw StructureFaults.action("Action " + action.name() + " has "
                    + action.inputArtifacts().size() + " input artifacts; "
                    + allowed(kind.inputs()) + " allowed");
        }
        if (!kind.outputs().allows(action.outputArtifacts().size())) {
            throw StructureFaults.action("Action " + action.name() + " has "
                    + action.outputArtifacts().size() + " output artifacts; "
                    + allowed(kind.outputs()) + " allowed");
        }
    }

    private static String allowed(ActionKind.Count count) {
        return count.least() == count.most() ? count.least() + " are" : count.least() + " to " + count.most() + " are";
    }

    private void checkConfiguration(ActionDeclaration action, ActionKind kind) {
        Map<String, String> configuration = action.configuration();
        kind.required().stream().sorted().forEach(key -> require(action, key));
        configuration.forEach((key, value) -> {
            if (!kind.knows(key)) {
                throw StructureFaults.action("Action configuration for action '" + action.name()
                        + "' contains unknown configuration '" + key + "'");
            }
            if (value.length() > LONGEST_VALUE) {
                throw StructureFaults.action("Action configuration for action '" + action.name() + "': " + key + " has "
                        + value.length() + " characters; at most " + LONGEST_VALUE + " are allowed");
            }
        });
        switch (kind) {
            case CODE_COMMIT -> allowOnly(action, "OutputArtifactFormat", "CODE_ZIP");
            case BUILD, TEST -> checkBuild(action);
            case CLOUD_FORMATION -> checkStack(action);
            case APPROVAL -> {
                // whoever is to be told, and what, is free
            }
        }
    }

    private void checkBuild(ActionDeclaration action) {
        allowOnly(action, "BatchEnabled", "false");
        allowOnly(action, "CombineArtifacts", "false");
        if (action.inputArtifacts().size() > 1) {
            require(action, "PrimarySource");
        }
        String primary = action.configuration().get("PrimarySource");
        if (primary != null
                && action.inputArtifacts().stream()
                        .noneMatch(input -> input.name().equals(primary))) {
            throw StructureFaults.action("Action configuration for action '" + action.name() + "': PrimarySource "
                    + primary + " is not one of its input artifacts");
        }
    }

    private static void checkStack(ActionDeclaration action) {
        String mode = action.configuration().get("ActionMode");
        StackMode known = Arrays.stream(StackMode.values())
                .filter(one -> one.name().equals(mode))
                .findFirst()
                .orElseThrow(() -> StructureFaults.action("Action configuration for action '" + action.name()
                        + "': ActionMode " + mode + " is not valid; allowed: "
                        + Arrays.stream(StackMode.values()).map(Enum::name).collect(Collectors.joining(", "))));
        known.required().stream().sorted().forEach(key -> require(action, key));
        if (!action.outputArtifacts().isEmpty()) {
            require(action, "OutputFileName");
        }
    }

    private static void require(ActionDeclaration action, String key) {
        String value = action.configuration().get(key);
        if (value == null || value.isEmpty()) {
            throw StructureFaults.action("Action configuration for action '" + action.name()
                    + "' is missing required configuration '" + key + "'");
        }
    }

    private void allowOnly(ActionDeclaration action, String key, String value) {
        String given = action.configuration().get(key);
        if (given != null && !given.equalsIgnoreCase(value)) {
            throw new UnsupportedOperationException(operation + ": action " + action.name() + ": " + key + " " + given
                    + " is not supported by the local cloud");
        }
    }
}
