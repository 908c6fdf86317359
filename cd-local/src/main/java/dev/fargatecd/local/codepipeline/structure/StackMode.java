package dev.fargatecd.local.codepipeline.structure;

import java.util.Set;

/**
 * What a CloudFormation action does with its stack ({@code ActionMode}), and what it must be told for it.
 *
 * @see <a href="https://docs.aws.amazon.com/codepipeline/latest/userguide/action-reference-CloudFormation.html">
 *     CloudFormation deploy action reference</a>
 */
public enum StackMode {
    CREATE_UPDATE,
    REPLACE_ON_FAILURE,
    DELETE_ONLY,
    CHANGE_SET_REPLACE,
    CHANGE_SET_EXECUTE;

    /** The configuration's keys that the mode needs, beside StackName. */
    Set<String> required() {
        return switch (this) {
            case CREATE_UPDATE, REPLACE_ON_FAILURE -> Set.of("RoleArn", "TemplatePath");
            case DELETE_ONLY -> Set.of("RoleArn");
            case CHANGE_SET_REPLACE -> Set.of("RoleArn", "TemplatePath", "ChangeSetName");
            case CHANGE_SET_EXECUTE -> Set.of("ChangeSetName");
        };
    }
}
