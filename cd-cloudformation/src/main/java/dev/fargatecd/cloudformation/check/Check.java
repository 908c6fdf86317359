package dev.fargatecd.cloudformation.check;

/** Looks for one kind of mistake. Has no state, so that it can look at many files at once. */
public interface Check {
    Rule rule();

    /** Looks at all files that are checked together. */
    void check(CheckedFiles files, Findings findings);
}
