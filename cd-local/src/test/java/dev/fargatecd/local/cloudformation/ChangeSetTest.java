package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetNotFoundException;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.DescribeChangeSetResponse;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.Replacement;
import software.amazon.awssdk.services.cloudformation.model.ResourceChange;

class ChangeSetTest {
    private static final String PAIR = """
            Parameters:
              Size:
                Type: String
                Default: '1'
            Resources:
              A:
                Type: Test::Local::Thing
                Properties: {Label: a, Size: !Ref Size}
              B:
                Type: Test::Local::Thing
                Properties: {Label: b, Uses: !Ref A, Size: !GetAtt A.Size}
            """;

    private final ScriptedCloud cloud = new ScriptedCloud();
    private final StackDriver stacks = cloud.stacks();
    private final CloudFormationClient client = stacks.client();

    @AfterEach
    void close() {
        cloud.close();
    }

    private DescribeChangeSetResponse changeSet(
            String stack, ChangeSetType type, String template, Parameter... values) {
        client.createChangeSet(request -> request.stackName(stack)
                .changeSetName("next")
                .changeSetType(type)
                .templateBody(template)
                .parameters(values));
        return client.describeChangeSet(request -> request.stackName(stack).changeSetName("next"));
    }

    private static ResourceChange change(DescribeChangeSetResponse changeSet, String logicalId) {
        return changeSet.changes().stream()
                .map(change -> change.resourceChange())
                .filter(change -> change.logicalResourceId().equals(logicalId))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void createsAStackByReviewAndExecution() {
        DescribeChangeSetResponse made = changeSet("new", ChangeSetType.CREATE, PAIR);

        assertThat(made.statusAsString()).isEqualTo("CREATE_COMPLETE");
        assertThat(made.executionStatusAsString()).isEqualTo("AVAILABLE");
        assertThat(made.changes())
                .extracting(change -> change.resourceChange().actionAsString())
                .containsOnly("Add");
        assertThat(stacks.story("new")).containsExactly("new REVIEW_IN_PROGRESS User Initiated");
        assertThat(cloud.things().existing()).isEmpty();

        client.executeChangeSet(request -> request.stackName("new").changeSetName("next"));
        stacks.settle("new");

        assertThat(stacks.story("new"))
                .startsWith("new REVIEW_IN_PROGRESS User Initiated", "new CREATE_IN_PROGRESS User Initiated");
        assertThat(stacks.statusOf("new")).isEqualTo("CREATE_COMPLETE");
        assertThat(client.describeChangeSet(request -> request.stackName("new").changeSetName("next"))
                        .executionStatusAsString())
                .isEqualTo("EXECUTE_COMPLETE");
    }

    @Test
    void foreseesAChangeInPlaceAndWhatMayFollowFromIt() {
        stacks.create("sized", PAIR);

        DescribeChangeSetResponse made = changeSet(
                "sized",
                ChangeSetType.UPDATE,
                PAIR,
                Parameter.builder().parameterKey("Size").parameterValue("2").build());

        ResourceChange a = change(made, "A");
        assertThat(a.actionAsString()).isEqualTo("Modify");
        assertThat(a.replacement()).isEqualTo(Replacement.FALSE);
        assertThat(a.physicalResourceId()).isEqualTo("a-1");
        assertThat(a.scopeAsStrings()).containsExactly("Properties");
        assertThat(a.details()).singleElement().satisfies(detail -> {
            assertThat(detail.target().name()).isEqualTo("Size");
            assertThat(detail.target().requiresRecreationAsString()).isEqualTo("Never");
            assertThat(detail.evaluationAsString()).isEqualTo("Static");
            assertThat(detail.changeSourceAsString()).isEqualTo("ParameterReference");
            assertThat(detail.causingEntity()).isEqualTo("Size");
        });
        ResourceChange b = change(made, "B");
        assertThat(b.details()).singleElement().satisfies(detail -> {
            assertThat(detail.evaluationAsString()).isEqualTo("Dynamic");
            assertThat(detail.changeSourceAsString()).isEqualTo("ResourceAttribute");
            assertThat(detail.causingEntity()).isEqualTo("A.Size");
        });
    }

    @Test
    void foreseesAReplacement() {
        stacks.create("replaced", PAIR);

        DescribeChangeSetResponse made =
                changeSet("replaced", ChangeSetType.UPDATE, PAIR.replace("Label: a", "Label: a2"));

        assertThat(change(made, "A").replacement()).isEqualTo(Replacement.TRUE);
        assertThat(change(made, "B").details()).anySatisfy(detail -> {
            assertThat(detail.changeSourceAsString()).isEqualTo("ResourceReference");
            assertThat(detail.causingEntity()).isEqualTo("A");
        });
    }

    @Test
    void foreseesARemoval() {
        stacks.create("fewer", PAIR);

        DescribeChangeSetResponse made =
                changeSet("fewer", ChangeSetType.UPDATE, PAIR.substring(0, PAIR.indexOf("  B:")));

        assertThat(made.changes())
                .singleElement()
                .satisfies(change ->
                        assertThat(change.resourceChange().actionAsString()).isEqualTo("Remove"));
    }

    @Test
    void showsValuesBeforeAndAfterWhenAsked() {
        stacks.create("valued", PAIR);
        changeSet("valued", ChangeSetType.UPDATE, PAIR.replace("Label: a", "Label: a2"));

        DescribeChangeSetResponse made = client.describeChangeSet(
                request -> request.stackName("valued").changeSetName("next").includePropertyValues(true));

        assertThat(change(made, "A").beforeContext()).isEqualTo("{\"Properties\":{\"Label\":\"a\",\"Size\":\"1\"}}");
        assertThat(change(made, "B").afterContext()).contains("{{changeSet:KNOWN_AFTER_APPLY}}");
        assertThat(change(made, "A").details().get(0).target().afterValue()).isEqualTo("a2");
    }

    @Test
    void failsWithoutChanges() {
        stacks.create("same", PAIR);

        DescribeChangeSetResponse made = changeSet("same", ChangeSetType.UPDATE, PAIR);

        assertThat(made.statusAsString()).isEqualTo("FAILED");
        assertThat(made.executionStatusAsString()).isEqualTo("UNAVAILABLE");
        assertThat(made.statusReason())
                .isEqualTo("The submitted information didn't contain changes. Submit different information to create a "
                        + "change set.");
        assertThatThrownBy(() -> client.executeChangeSet(
                        request -> request.stackName("same").changeSetName("next")))
                .hasMessageContaining("cannot be executed in its current status of [FAILED]");
    }

    @Test
    void takesANewOutputForAChange() {
        stacks.create("output", PAIR);

        DescribeChangeSetResponse made =
                changeSet("output", ChangeSetType.UPDATE, PAIR + "Outputs:\n  Id:\n    Value: !Ref A\n");

        assertThat(made.statusAsString()).isEqualTo("CREATE_COMPLETE");
        client.executeChangeSet(request -> request.stackName("output").changeSetName("next"));
        stacks.settle("output");
        assertThat(stacks.outputOf("output", "Id")).isEqualTo("a-1");
    }

    @Test
    void failsWhereAnImportIsMissing() {
        DescribeChangeSetResponse made = changeSet(
                "importing",
                ChangeSetType.CREATE,
                "Resources:\n  A:\n    Type: Test::Local::Thing\n    Properties: {Label: !ImportValue nothing}\n");

        assertThat(made.statusAsString()).isEqualTo("FAILED");
        assertThat(made.statusReason()).contains("No export named nothing found");
    }

    @Test
    void refusesToCreateWhatIsThere() {
        stacks.create("there", PAIR);

        assertThatThrownBy(() -> changeSet("there", ChangeSetType.CREATE, PAIR))
                .hasMessageContaining(
                        "Stack [there] already exists and cannot be created again with the changeSet [next].");
    }

    @Test
    void listsAndDeletes() {
        stacks.create("listed", PAIR);
        changeSet("listed", ChangeSetType.UPDATE, PAIR.replace("Label: a", "Label: a2"));
        assertThat(client.listChangeSets(request -> request.stackName("listed")).summaries())
                .extracting(summary -> summary.changeSetName())
                .isEqualTo(List.of("next"));

        client.deleteChangeSet(request -> request.stackName("listed").changeSetName("next"));

        assertThatThrownBy(() -> client.describeChangeSet(
                        request -> request.stackName("listed").changeSetName("next")))
                .isInstanceOf(ChangeSetNotFoundException.class)
                .hasMessageContaining("ChangeSet [next] does not exist");
    }

    @Test
    void deletesAStackThatWasOnlyReviewed() {
        String id = changeSet("reviewed", ChangeSetType.CREATE, PAIR).stackId();

        stacks.delete("reviewed");

        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_COMPLETE");
    }
}
