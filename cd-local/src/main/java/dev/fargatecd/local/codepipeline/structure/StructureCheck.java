package dev.fargatecd.local.codepipeline.structure;

import dev.fargatecd.local.kernel.Supported;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionDeclaration;
import software.amazon.awssdk.services.codepipeline.model.ArtifactStoreType;
import software.amazon.awssdk.services.codepipeline.model.ExecutionMode;
import software.amazon.awssdk.services.codepipeline.model.InputArtifact;
import software.amazon.awssdk.services.codepipeline.model.OutputArtifact;
import software.amazon.awssdk.services.codepipeline.model.PipelineDeclaration;
import software.amazon.awssdk.services.codepipeline.model.PipelineType;
import software.amazon.awssdk.services.codepipeline.model.PipelineVariableDeclaration;
import software.amazon.awssdk.services.codepipeline.model.StageDeclaration;

/**
 * Checks that a pipeline can be made of a structure.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/reference-pipeline-structure.html">Pipeline
 *     structure reference</a>
 */
public final class StructureCheck {
    static final Pattern NAME = Pattern.compile("[A-Za-z0-9.@_-]{1,100}");

    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z0-9@_-]{1,128}");
    private static final Pattern ROLE = Pattern.compile("arn:aws[a-zA-Z-]*:iam::\\d{12}:role/.+");
    private static final int MOST_STAGES = 50;
    private static final int MOST_VARIABLES = 50;

    private final String operation;
    private final String region;

    /**
     * Makes the check.
     *
     * @param operation for messages about what is not supported: {@code codepipeline CreatePipeline}
     */
    public StructureCheck(String operation, String region) {
        this.operation = operation;
        this.region = region;
    }

    /** Throws AWS's exception for the first thing that is wrong. */
    public void check(PipelineDeclaration pipeline) {
        Supported.only(
                operation,
                pipeline,
                "name",
                "roleArn",
                "artifactStore",
                "stages",
                "version",
                "executionMode",
                "pipelineType",
                "variables");
        checkHead(pipeline);
        checkType(pipeline);
        checkStages(pipeline.stages());
        checkArtifacts(pipeline.stages());
        checkNamespaces(pipeline.stages());
    }

    private static void checkHead(PipelineDeclaration pipeline) {
        if (pipeline.name() == null || !NAME.matcher(pipeline.name()).matches()) {
            throw StructureFaults.validation(
                    "Pipeline name \"" + pipeline.name() + "\" is not valid: 1 to 100 letters, digits and . @ - _");
        }
        if (pipeline.roleArn() == null || !ROLE.matcher(pipeline.roleArn()).matches()) {
            throw StructureFaults.validation("roleArn \"" + pipeline.roleArn() + "\" is not the ARN of a role");
        }
        if (pipeline.artifactStore() == null) {
            throw StructureFaults.structure("The pipeline has no artifactStore");
        }
        if (pipeline.artifactStore().type() != ArtifactStoreType.S3
                || pipeline.artifactStore().location() == null) {
            throw StructureFaults.structure("The artifactStore needs type S3 and a bucket as its location");
        }
    }

    private static void checkType(PipelineDeclaration pipeline) {
        boolean isV1 = pipeline.pipelineType() != PipelineType.V2;
        boolean isPlain = pipeline.executionMode() == null || pipeline.executionMode() == ExecutionMode.SUPERSEDED;
        if (isV1 && (!isPlain || !pipeline.variables().isEmpty())) {
            throw StructureFaults.structure(
                    "Variables and execution modes other than SUPERSEDED need a pipeline of type V2");
        }
        if (pipeline.variables().size() > MOST_VARIABLES) {
            throw StructureFaults.structure("A pipeline has at most " + MOST_VARIABLES + " variables");
        }
        Set<String> names = new HashSet<>();
        for (PipelineVariableDeclaration variable : pipeline.variables()) {
            if (variable.name() == null || !VARIABLE.matcher(variable.name()).matches()) {
                throw StructureFaults.validation(
                        "Variable name \"" + variable.name() + "\" is not valid: 1 to 128 letters, digits and @ - _");
            }
            if (!names.add(variable.name())) {
                throw StructureFaults.structure("Variable " + variable.name() + " is declared twice");
            }
        }
    }

    private void checkStages(List<StageDeclaration> stages) {
        if (stages.size() < 2) {
            throw StructureFaults.structure("Pipeline has only " + stages.size()
                    + " stage(s). There should be a minimum of 2 stages in a pipeline");
        }
        if (stages.size() > MOST_STAGES) {
            throw StructureFaults.structure("A pipeline has at most " + MOST_STAGES + " stages");
        }
        Set<String> names = new HashSet<>();
        for (StageDeclaration stage : stages) {
            Supported.only(operation, stage, "name", "actions");
            if (stage.name() == null || !NAME.matcher(stage.name()).matches()) {
                throw StructureFaults.validation(
                        "Stage name \"" + stage.name() + "\" is not valid: 1 to 100 letters, digits and . @ - _");
            }
            if (!names.add(stage.name())) {
                throw StructureFaults.structure(
                        "Stage names must be unique within a pipeline: " + stage.name() + " is there twice");
            }
            checkActions(stage, names.size() == 1);
        }
    }

    private void checkActions(StageDeclaration stage, boolean isFirst) {
        if (stage.actions().isEmpty()) {
            throw StructureFaults.stage("Stage " + stage.name() + " has no action");
        }
        ActionCheck check = new ActionCheck(operation, region);
        Set<String> names = new HashSet<>();
        for (ActionDeclaration action : stage.actions()) {
            check.check(action);
            if (!names.add(action.name())) {
                throw StructureFaults.structure("Action names must be unique within a stage: " + action.name()
                        + " is twice in stage " + stage.name());
            }
            boolean isSource = action.actionTypeId().category() == ActionCategory.SOURCE;
            if (isFirst && !isSource) {
                throw StructureFaults.structure("Pipeline should start with a stage that only contains source actions");
            }
            if (!isFirst && isSource) {
                throw StructureFaults.structure(
                        "Only the first stage may contain source actions: " + action.name() + " is in " + stage.name());
            }
        }
    }

    /** An input must have been put out before: by an earlier stage, or earlier in the same. */
    private static void checkArtifacts(List<StageDeclaration> stages) {
        Map<String, Place> producers = new HashMap<>();
        for (int i = 0; i < stages.size(); i++) {
            for (ActionDeclaration action : stages.get(i).actions()) {
                for (OutputArtifact output : action.outputArtifacts()) {
                    if (producers.putIfAbsent(output.name(), new Place(i, order(action))) != null) {
                        throw StructureFaults.structure(
                                "Output Artifact Bundle name must be unique within the pipeline. Artifact "
                                        + output.name() + " is put out twice, the second time by action "
                                        + action.name());
                    }
                }
            }
        }
        for (int i = 0; i < stages.size(); i++) {
            for (ActionDeclaration action : stages.get(i).actions()) {
                for (InputArtifact input : action.inputArtifacts()) {
                    Place producer = producers.get(input.name());
                    if (producer == null || !producer.isBefore(new Place(i, order(action)))) {
                        throw StructureFaults.structure("Input Artifact Bundle " + input.name() + " in action "
                                + action.name() + " is not declared as an output artifact of a preceding action");
                    }
                }
            }
        }
    }

    private record Place(int stage, int order) {
        boolean isBefore(Place other) {
            return stage < other.stage || (stage == other.stage && order < other.order);
        }
    }

    private static int order(ActionDeclaration action) {
        return action.runOrder() == null ? 1 : action.runOrder();
    }

    private static void checkNamespaces(List<StageDeclaration> stages) {
        Set<String> namespaces = new HashSet<>(Set.of("codepipeline", "variables"));
        for (StageDeclaration stage : stages) {
            for (ActionDeclaration action : stage.actions()) {
                if (action.namespace() != null && !namespaces.add(action.namespace())) {
                    throw StructureFaults.structure("Namespace " + action.namespace() + " of action " + action.name()
                            + " is taken: namespaces must be unique within a pipeline");
                }
            }
        }
    }
}
