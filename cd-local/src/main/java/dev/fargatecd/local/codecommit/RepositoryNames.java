package dev.fargatecd.local.codecommit;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.codecommit.model.BranchNameRequiredException;
import software.amazon.awssdk.services.codecommit.model.InvalidBranchNameException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryDescriptionException;
import software.amazon.awssdk.services.codecommit.model.InvalidRepositoryNameException;
import software.amazon.awssdk.services.codecommit.model.InvalidSystemTagUsageException;
import software.amazon.awssdk.services.codecommit.model.InvalidTagsMapException;
import software.amazon.awssdk.services.codecommit.model.RepositoryNameRequiredException;
import software.amazon.awssdk.services.codecommit.model.TooManyTagsException;

/**
 * What repositories and branches may be called and described with.
 *
 * @see <a href="https://docs.aws.amazon.com/codecommit/latest/userguide/limits.html">Quotas in CodeCommit</a>
 */
final class RepositoryNames {
    private static final Pattern REPOSITORY = Pattern.compile("[\\w.-]{1,100}");
    private static final int DESCRIPTION = 1000;
    private static final int BRANCH = 256;
    private static final int TAGS = 50;

    private RepositoryNames() {}

    static void check(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw CodeCommitFaults.of(
                    RepositoryNameRequiredException.builder(),
                    "RepositoryNameRequiredException",
                    "A repository name is required");
        }
        if (!REPOSITORY.matcher(name).matches() || name.endsWith(".git")) {
            throw CodeCommitFaults.of(
                    InvalidRepositoryNameException.builder(),
                    "InvalidRepositoryNameException",
                    "Repository name \"" + name + "\" is not valid: 1 to 100 letters, digits, periods, underscores "
                            + "and dashes, not ending in .git");
        }
    }

    static void checkBranch(@Nullable String name) {
        if (name == null || name.isEmpty()) {
            throw CodeCommitFaults.of(
                    BranchNameRequiredException.builder(), "BranchNameRequiredException", "A branch name is required");
        }
        if (name.length() > BRANCH
                || !org.eclipse.jgit.lib.Repository.isValidRefName("refs/heads/" + name)
                || org.eclipse.jgit.lib.ObjectId.isId(name)) {
            throw CodeCommitFaults.of(
                    InvalidBranchNameException.builder(),
                    "InvalidBranchNameException",
                    "Branch name \"" + name + "\" is not valid: a git reference name of 1 to 256 characters that does "
                            + "not look like a commit ID");
        }
    }

    static Optional<String> checkedDescription(@Nullable String text) {
        if (text != null && text.length() > DESCRIPTION) {
            throw CodeCommitFaults.of(
                    InvalidRepositoryDescriptionException.builder(),
                    "InvalidRepositoryDescriptionException",
                    "The repository description has " + text.length() + " characters; at most " + DESCRIPTION
                            + " are allowed");
        }
        return Optional.ofNullable(text);
    }

    /** The tags of a repository, as they would be all together. */
    static void checkTags(Map<String, String> tags) {
        if (tags.size() > TAGS) {
            throw CodeCommitFaults.of(
                    TooManyTagsException.builder(),
                    "TooManyTagsException",
                    "A repository has at most " + TAGS + " tags");
        }
        tags.forEach((key, value) -> {
            if (key.startsWith("aws:")) {
                throw CodeCommitFaults.of(
                        InvalidSystemTagUsageException.builder(),
                        "InvalidSystemTagUsageException",
                        "Tag key " + key + " begins with aws:, which is AWS's own");
            }
            if (key.isEmpty() || key.length() > 128 || value.length() > 256) {
                throw CodeCommitFaults.of(
                        InvalidTagsMapException.builder(),
                        "InvalidTagsMapException",
                        "Tag \"" + key + "\" is not valid: keys have 1 to 128 characters, values at most 256");
            }
        });
    }
}
