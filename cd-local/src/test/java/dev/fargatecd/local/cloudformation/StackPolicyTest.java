package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.cloudformation.resource.Things;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CloudFormationException;

class StackPolicyTest {
    private static final String ALLOW_ALL =
            "{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"Update:*\", \"Resource\": \"*\"}";

    private final ScriptedCloud cloud = new ScriptedCloud();
    private final StackDriver stacks = cloud.stacks();
    private final CloudFormationClient client = stacks.client();

    @BeforeEach
    void makeTwoThings() {
        stacks.create("kept", things("{Label: a, Size: 1}", "{Label: b}"));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    private static String things(String a, String b) {
        String type = "    Type: " + Things.TYPE + "\n    Properties: ";
        return "Resources:\n  A:\n" + type + a + "\n" + (b.isEmpty() ? "" : "  B:\n" + type + b + "\n");
    }

    private void deny(String action, String resource) {
        client.setStackPolicy(request -> request.stackName("kept").stackPolicyBody(policy(action, resource)));
    }

    private static String policy(String action, String resource) {
        return "{\"Statement\": [" + ALLOW_ALL + ", {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \""
                + action + "\", \"Resource\": \"" + resource + "\"}]}";
    }

    @Test
    void deniesAChangeWithTheStatementThatDoes() {
        deny("Update:Modify", "LogicalResourceId/A");

        stacks.update("kept", things("{Label: a, Size: 2}", "{Label: b}"));

        assertThat(stacks.story("kept"))
                .contains(
                        "A UPDATE_FAILED Action denied by stack policy: Statement [#2] does not allow [Update:Modify] "
                                + "for resource [LogicalResourceId/A];")
                .endsWith("kept UPDATE_ROLLBACK_COMPLETE");
        assertThat(cloud.things().calls()).noneMatch(call -> call.startsWith("update a to 2"));
    }

    @Test
    void deniesAReplacementAndNotAChange() {
        deny("Update:Replace", "*");

        stacks.update("kept", things("{Label: a, Size: 2}", "{Label: b}"));
        assertThat(stacks.statusOf("kept")).isEqualTo("UPDATE_COMPLETE");
        stacks.update("kept", things("{Label: other, Size: 2}", "{Label: b}"));

        assertThat(stacks.statusOf("kept")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(cloud.things().labels()).containsExactly("a", "b");
    }

    @Test
    void deniesADeletion() {
        deny("Update:Delete", "LogicalResourceId/B");

        stacks.update("kept", things("{Label: a, Size: 1}", ""));

        assertThat(stacks.statusOf("kept")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(cloud.things().labels()).containsExactly("a", "b");
    }

    @Test
    void givesWayToAPolicyForOneUpdate() {
        deny("Update:*", "*");

        client.updateStack(request -> request.stackName("kept")
                .templateBody(things("{Label: a, Size: 2}", "{Label: b}"))
                .stackPolicyDuringUpdateBody("{\"Statement\": [" + ALLOW_ALL + "]}"));
        stacks.settle("kept");

        assertThat(stacks.statusOf("kept")).isEqualTo("UPDATE_COMPLETE");
        assertThat(client.getStackPolicy(request -> request.stackName("kept")).stackPolicyBody())
                .isEqualTo(policy("Update:*", "*"));
    }

    @Test
    void refusesWhatIsNoPolicy() {
        assertThatThrownBy(() -> client.setStackPolicy(
                        request -> request.stackName("kept").stackPolicyBody("{}")))
                .isInstanceOf(CloudFormationException.class)
                .hasMessageContaining("Error validating stack policy");
    }
}
