package dev.fargatecd.model;

/** Where the commits come from. */
public sealed interface Source permits Source.CodeCommit {
    /** The branch whose pushes start the pipeline. */
    BranchName branch();

    /** What the visitor says of this kind of source. */
    <R> R accept(Visitor<R> visitor);

    /** A repository of AWS CodeCommit, in the pipeline's account and region. */
    record CodeCommit(RepositoryName repository, BranchName branch) implements Source {
        @Override
        public <R> R accept(Visitor<R> visitor) {
            return visitor.codeCommit(this);
        }
    }

    /** Tells the kinds of source apart. */
    interface Visitor<R> {
        R codeCommit(CodeCommit source);
    }
}
