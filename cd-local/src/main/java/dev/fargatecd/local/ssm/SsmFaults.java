package dev.fargatecd.local.ssm;

import dev.fargatecd.local.kernel.Faults;
import software.amazon.awssdk.services.ssm.model.HierarchyLevelLimitExceededException;
import software.amazon.awssdk.services.ssm.model.HierarchyTypeMismatchException;
import software.amazon.awssdk.services.ssm.model.InvalidResourceIdException;
import software.amazon.awssdk.services.ssm.model.ParameterAlreadyExistsException;
import software.amazon.awssdk.services.ssm.model.ParameterNotFoundException;
import software.amazon.awssdk.services.ssm.model.ParameterPatternMismatchException;
import software.amazon.awssdk.services.ssm.model.ParameterVersionNotFoundException;
import software.amazon.awssdk.services.ssm.model.SsmException;

/** The errors that Parameter Store answers. */
final class SsmFaults {
    private SsmFaults() {}

    static RuntimeException validation(String message) {
        return Faults.of(SsmException.builder(), 400, "ValidationException", message);
    }

    static RuntimeException notFound(String name) {
        return Faults.of(
                ParameterNotFoundException.builder(), 400, "ParameterNotFound", "Parameter " + name + " not found.");
    }

    static RuntimeException versionNotFound(String name, String version) {
        return Faults.of(
                ParameterVersionNotFoundException.builder(),
                400,
                "ParameterVersionNotFound",
                "Systems Manager could not find version " + version + " of " + name
                        + ". Verify the version and try again.");
    }

    static RuntimeException exists() {
        return Faults.of(
                ParameterAlreadyExistsException.builder(),
                400,
                "ParameterAlreadyExists",
                "The parameter already exists. To overwrite this value, set the overwrite option in the request to"
                        + " true.");
    }

    static RuntimeException patternMismatch(String pattern) {
        return Faults.of(
                ParameterPatternMismatchException.builder(),
                400,
                "ParameterPatternMismatchException",
                "Parameter value, cannot be validated against allowedPattern: " + pattern);
    }

    static RuntimeException tooDeep(int levels) {
        return Faults.of(
                HierarchyLevelLimitExceededException.builder(),
                400,
                "HierarchyLevelLimitExceededException",
                "A hierarchy can have a maximum of " + levels + " levels.");
    }

    static RuntimeException otherType() {
        return Faults.of(
                HierarchyTypeMismatchException.builder(),
                400,
                "HierarchyTypeMismatchException",
                "Parameter Store doesn't support changing a parameter type in a hierarchy.");
    }

    static RuntimeException noResource(String id) {
        return Faults.of(
                InvalidResourceIdException.builder(),
                400,
                "InvalidResourceId",
                "The resource ID " + id + " is not valid. Verify that you entered the correct ID and try again.");
    }
}
