package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ExportsTest {
    private static final String EXPORTING = """
            Resources:
              A:
                Type: Test::Local::Thing
                Properties: {Label: a}
            Outputs:
              Id:
                Value: !Ref A
                Export: {Name: shared}
            """;
    private static final String IMPORTING = """
            Resources:
              B:
                Type: Test::Local::Thing
                Properties: {Label: b, Uses: !ImportValue shared}
            """;

    private final ScriptedCloud cloud = new ScriptedCloud();
    private final StackDriver stacks = cloud.stacks();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void leadAValueFromOneStackToAnother() {
        stacks.create("giver", EXPORTING);
        stacks.create("taker", IMPORTING);

        assertThat(cloud.things().existing().values())
                .anyMatch(thing -> thing.text("Uses").equals("a-1"));
        assertThat(stacks.client().listExports().exports()).singleElement().satisfies(export -> {
            assertThat(export.name()).isEqualTo("shared");
            assertThat(export.value()).isEqualTo("a-1");
            assertThat(export.exportingStackId()).contains(":stack/giver/");
        });
        assertThat(stacks.client()
                        .listImports(request -> request.exportName("shared"))
                        .imports())
                .containsExactly("taker");
    }

    @Test
    void rollBackWhatImportsAMissingOne() {
        stacks.create("taker", IMPORTING);

        assertThat(stacks.story("taker"))
                .containsExactly(
                        "taker CREATE_IN_PROGRESS User Initiated",
                        "taker ROLLBACK_IN_PROGRESS No export named shared found. Rollback requested by user.",
                        "taker ROLLBACK_COMPLETE");
    }

    @Test
    void keepTheirStackFromDeletionWhileTheyAreUsed() {
        stacks.create("giver", EXPORTING);
        stacks.create("taker", IMPORTING);

        String id = stacks.delete("giver");

        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_FAILED");
        assertThat(stacks.describe(id).stackStatusReason())
                .isEqualTo("Export shared cannot be deleted as it is in use by taker");
        assertThat(cloud.things().labels()).containsExactly("a", "b");

        stacks.delete("taker");
        stacks.delete("giver");
        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(stacks.client().listExports().exports()).isEmpty();
    }

    @Test
    void keepTheirValueWhileTheyAreUsed() {
        stacks.create("giver", EXPORTING);
        stacks.create("taker", IMPORTING);

        stacks.update("giver", EXPORTING.replace("Label: a", "Label: other"));

        assertThat(stacks.statusOf("giver")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(stacks.story("giver"))
                .contains("giver UPDATE_ROLLBACK_IN_PROGRESS Export shared cannot be updated as it is in use by taker");
        assertThat(cloud.things().labels()).containsExactly("a", "b");
    }

    @Test
    void haveNamesThatAreUnique() {
        stacks.create("giver", EXPORTING);
        stacks.create("second", EXPORTING);

        assertThat(stacks.statusOf("second")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(stacks.story("second"))
                .contains("second ROLLBACK_IN_PROGRESS Export with name shared is already exported by stack giver. "
                        + "Rollback requested by user.");
    }

    @Test
    void areImportedByNobodyUnlessTheyAre() {
        stacks.create("giver", EXPORTING);

        assertThatThrownBy(() -> stacks.client().listImports(request -> request.exportName("shared")))
                .hasMessageContaining("Export 'shared' is not imported by any stack.");
    }
}
