/**
 * CodeBuild: {@link dev.fargatecd.local.codebuild.CodeBuildService} keeps projects and starts builds, {@code BuildOrder}
 * decides what a build is, {@code BuildStage} what comes after what, {@code BuildRun} walks it and {@code BuildWork} does it.
 */
@NullMarked
package dev.fargatecd.local.codebuild;

import org.jspecify.annotations.NullMarked;
