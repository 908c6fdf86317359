package dev.fargatecd.junit;

import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.Failure;
import java.util.Optional;

/**
 * How far a commit came.
 *
 * @param execution of the pipeline, ended or waiting for an approval
 * @param failure why it failed, where it did
 */
public record DeliveredCommit(Execution execution, Optional<Failure> failure) {}
