package dev.fargatecd.local.codebuild;

import dev.fargatecd.local.buildtools.BuildTools;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.runtime.Programs;

/** What all builds share. */
record BuildSite(CloudContext cloud, Builds builds, Reports reports, Programs programs, BuildTools tools) {}
