package dev.fargatecd.local.codepipeline.structure;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.services.codepipeline.model.InvalidActionDeclarationException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStageDeclarationException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStructureException;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** The errors that CodePipeline answers to a structure. */
final class StructureFaults {
    private StructureFaults() {}

    static RuntimeException structure(String message) {
        return Faults.of(InvalidStructureException.builder(), 400, "InvalidStructureException", message);
    }

    static RuntimeException stage(String message) {
        return Faults.of(InvalidStageDeclarationException.builder(), 400, "InvalidStageDeclarationException", message);
    }

    static RuntimeException action(String message) {
        return Faults.of(
                InvalidActionDeclarationException.builder(), 400, "InvalidActionDeclarationException", message);
    }

    static RuntimeException validation(String message) {
        return Faults.of(ValidationException.builder(), 400, "ValidationException", message);
    }
}
