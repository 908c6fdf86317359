package dev.fargatecd.model;

/** Whether somebody must agree before a commit goes to an environment. */
public enum Approval {
    NONE,
    REQUIRED
}
