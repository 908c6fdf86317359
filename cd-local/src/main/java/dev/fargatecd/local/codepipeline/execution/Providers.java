package dev.fargatecd.local.codepipeline.execution;

import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;

/** Who does which actions. */
public interface Providers {
    /** The provider of a type of action; the structure's check has made sure that there is one. */
    ActionProvider of(ActionTypeId type);
}
