package dev.fargatecd.local.codepipeline.structure;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.codepipeline.model.ActionCategory;
import software.amazon.awssdk.services.codepipeline.model.ActionTypeId;

/**
 * The kinds of action that pipelines of the local cloud may have.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/structure-configuration-examples.html">Valid
 *     action types, artifacts and configurations</a>
 */
public enum ActionKind {
    CODE_COMMIT(ActionCategory.SOURCE, "CodeCommit"),
    BUILD(ActionCategory.BUILD, "CodeBuild"),
    TEST(ActionCategory.TEST, "CodeBuild"),
    CLOUD_FORMATION(ActionCategory.DEPLOY, "CloudFormation"),
    APPROVAL(ActionCategory.APPROVAL, "Manual");

    /** How many artifacts an action may have. */
    record Count(int least, int most) {
        boolean allows(int number) {
            return number >= least && number <= most;
        }
    }

    private final ActionCategory category;
    private final String provider;

    ActionKind(ActionCategory category, String provider) {
        this.category = category;
        this.provider = provider;
    }

    /** The kind of that type, or empty where the local cloud has none. */
    public static Optional<ActionKind> of(ActionTypeId type) {
        return Arrays.stream(values())
                .filter(kind -> kind.category == type.category()
                        && kind.provider.equals(type.provider())
                        && "AWS".equals(type.ownerAsString())
                        && "1".equals(type.version()))
                .findFirst();
    }

    Count inputs() {
        return switch (this) {
            case CODE_COMMIT, APPROVAL -> new Count(0, 0);
            case BUILD, TEST -> new Count(1, 5);
            case CLOUD_FORMATION -> new Count(0, 10);
        };
    }

    Count outputs() {
        return switch (this) {
            case CODE_COMMIT -> new Count(1, 1);
            case BUILD, TEST -> new Count(0, 5);
            case CLOUD_FORMATION -> new Count(0, 1);
            case APPROVAL -> new Count(0, 0);
        };
    }

    /** The configuration's keys that must be there. */
    Set<String> required() {
        return switch (this) {
            case CODE_COMMIT -> Set.of("RepositoryName", "BranchName");
            case BUILD, TEST -> Set.of("ProjectName");
            case CLOUD_FORMATION -> Set.of("ActionMode", "StackName");
            case APPROVAL -> Set.of();
        };
    }

    private Set<String> optional() {
        return switch (this) {
            case CODE_COMMIT -> Set.of("PollForSourceChanges", "OutputArtifactFormat");
            case BUILD, TEST -> Set.of("PrimarySource", "EnvironmentVariables", "BatchEnabled", "CombineArtifacts");
            case CLOUD_FORMATION ->
                Set.of(
                        "Capabilities",
                        "ChangeSetName",
                        "OutputFileName",
                        "ParameterOverrides",
                        "RoleArn",
                        "TemplateConfiguration",
                        "TemplatePath");
            case APPROVAL -> Set.of("NotificationArn", "CustomData", "ExternalEntityLink");
        };
    }

    boolean knows(String key) {
        return required().contains(key) || optional().contains(key);
    }
}
