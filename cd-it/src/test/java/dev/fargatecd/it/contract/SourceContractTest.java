package dev.fargatecd.it.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.aws.DeliveryException;
import dev.fargatecd.aws.SourceRepository;
import dev.fargatecd.it.Greeter;
import dev.fargatecd.it.SourceTree;
import dev.fargatecd.it.suite.Contract;
import dev.fargatecd.it.suite.ContractSuite;
import dev.fargatecd.it.suite.NotDoneException;
import dev.fargatecd.it.suite.TargetCloud;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.codecommit.CodeCommitClient;

/** The repository that a delivery's sources are pushed to. */
@ExtendWith(ContractSuite.class)
final class SourceContractTest {
    private static final String SERVICE = "CodeCommit";
    private static final String BRANCH = "main";

    private final TargetCloud target;
    private final SourceRepository repositories;

    SourceContractTest(TargetCloud target) {
        this.target = target;
        repositories = target.repositories();
    }

    @Contract(
            service = SERVICE,
            needs = {"codecommit CreateRepository", "codecommit GetRepository"})
    void aRepositoryIsMadeOnce() {
        String url = made("once");
        assertThat(repositories.ensure(target.named("once"), "again")).isEqualTo(url);
    }

    @Contract(
            service = SERVICE,
            needs = {"codecommit CreateRepository", "codecommit GetBranch"},
            reallyRuns = "git pushes over HTTPS with a signature as password, and the branch has that commit")
    void aPushReachesTheBranch(@TempDir Path folder) throws Exception {
        String name = target.named("pushed");
        made("pushed");
        SourceTree source = SourceTree.in(folder, Greeter.delivery("greeter"));
        String commit = source.commit("First");
        try {
            repositories.push(source.gitDirectory(), "HEAD", name, BRANCH);
        } catch (DeliveryException failure) {
            throw new NotDoneException("the repository is made, but git can't push to it", failure);
        }
        assertThat(repositories.head(name, BRANCH)).contains(commit);
    }

    @Contract(
            service = SERVICE,
            needs = {"codecommit CreateRepository", "codecommit GetBranch"},
            reallyRuns = "git's push is refused, and the branch stays as it is")
    void aPushRewritesNoHistory(@TempDir Path folder, @TempDir Path other) throws Exception {
        String name = target.named("kept");
        made("kept");
        SourceTree source = SourceTree.in(folder, Greeter.delivery("greeter"));
        String commit = source.commit("First");
        try {
            repositories.push(source.gitDirectory(), "HEAD", name, BRANCH);
        } catch (DeliveryException failure) {
            throw new NotDoneException("the repository is made, but git can't push to it", failure);
        }
        SourceTree stranger = SourceTree.in(other, Greeter.delivery("stranger"));
        stranger.commit("Another beginning");
        assertThatThrownBy(() -> repositories.push(stranger.gitDirectory(), "HEAD", name, BRANCH))
                .isInstanceOf(DeliveryException.class);
        assertThat(repositories.head(name, BRANCH)).contains(commit);
    }

    private String made(String name) {
        String repository = target.named(name);
        target.willMake(
                "repository " + repository,
                () -> target.client(CodeCommitClient.class)
                        .deleteRepository(request -> request.repositoryName(repository)));
        return repositories.ensure(repository, "a contract");
    }
}
