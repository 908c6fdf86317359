package dev.fargatecd.templates.pipeline;

import dev.fargatecd.cloudformation.tree.Node;
import dev.fargatecd.model.BranchName;
import dev.fargatecd.model.RepositoryName;
import dev.fargatecd.model.Source;
import dev.fargatecd.templates.policy.Statement;

/** The CodeCommit repository and branch whose pushes start the pipeline. */
record SourceRepository(RepositoryName name, BranchName branch) {
    static SourceRepository of(Source source) {
        return source.accept(codeCommit -> new SourceRepository(codeCommit.repository(), codeCommit.branch()));
    }

    Node arn() {
        return Statement.arn("codecommit", name.value());
    }
}
