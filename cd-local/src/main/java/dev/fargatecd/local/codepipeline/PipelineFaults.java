package dev.fargatecd.local.codepipeline;

import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Scope;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codepipeline.model.ActionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.InvalidArnException;
import software.amazon.awssdk.services.codepipeline.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codepipeline.model.InvalidStructureException;
import software.amazon.awssdk.services.codepipeline.model.PipelineExecutionNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.PipelineNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageNotFoundException;
import software.amazon.awssdk.services.codepipeline.model.StageNotRetryableException;
import software.amazon.awssdk.services.codepipeline.model.ValidationException;

/** The errors that CodePipeline's operations answer. All of its client errors are HTTP 400. */
final class PipelineFaults {
    private PipelineFaults() {}

    static AwsServiceException of(AwsServiceException.Builder builder, String code, String message) {
        return Faults.of(builder, 400, code, message);
    }

    static AwsServiceException noPipeline(Scope scope, String name) {
        return of(
                PipelineNotFoundException.builder(),
                "PipelineNotFoundException",
                "Account '" + scope.account() + "' does not have a pipeline with name '" + name + "'");
    }

    static AwsServiceException noStage(String pipeline, String stage) {
        return of(
                StageNotFoundException.builder(),
                "StageNotFoundException",
                "Pipeline '" + pipeline + "' has no stage with name '" + stage + "'");
    }

    static AwsServiceException noAction(String stage, String action) {
        return of(
                ActionNotFoundException.builder(),
                "ActionNotFoundException",
                "Stage '" + stage + "' has no action with name '" + action + "'");
    }

    static AwsServiceException noExecution(String pipeline, String id) {
        return of(
                PipelineExecutionNotFoundException.builder(),
                "PipelineExecutionNotFoundException",
                "Pipeline '" + pipeline + "' has no execution with ID '" + id + "'");
    }

    static AwsServiceException validation(String message) {
        return of(ValidationException.builder(), "ValidationException", message);
    }

    static AwsServiceException structure(String message) {
        return of(InvalidStructureException.builder(), "InvalidStructureException", message);
    }

    static AwsServiceException notRetryable(String message) {
        return of(StageNotRetryableException.builder(), "StageNotRetryableException", message);
    }

    static AwsServiceException nextToken(String message) {
        return of(InvalidNextTokenException.builder(), "InvalidNextTokenException", message);
    }

    static AwsServiceException arn(String message) {
        return of(InvalidArnException.builder(), "InvalidArnException", message);
    }
}
