package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.cloudformation.resource.ResourceTypes;
import dev.fargatecd.local.kernel.CloudContext;

/** What every stack operation works with. */
record Engine(CloudContext cloud, Stacks stacks, Exports exports, ResourceTypes types, TypeFacts facts) {}
