package dev.fargatecd.model;

/** Where the commits come from. */
public sealed interface Source permits Source.CodeCommit {
    /** The branch whose pushes start the pipeline. */
    BranchName branch();

    /** A repository of AWS CodeCommit, in the pipeline's account and region. */
    record CodeCommit(RepositoryName repository, BranchName branch) implements Source {}
}
