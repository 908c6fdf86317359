package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.fargatecd.local.kernel.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;

class StackOperationTest {
    private final ScriptedCloud cloud = new ScriptedCloud();
    private final StackDriver stacks = cloud.stacks();

    @AfterEach
    void close() {
        cloud.close();
    }

    /** Two things, B after A; more lines belong to B's properties. */
    private static String pair(String a, String b) {
        return """
                Resources:
                  A:
                    Type: Test::Local::Thing
                    Properties: {Label: a%s}
                  B:
                    Type: Test::Local::Thing
                    Properties: {Label: b, Uses: !Ref A%s}
                """.formatted(a, b);
    }

    /** Things side by side, one for each text of properties. */
    private static String row(String... properties) {
        StringBuilder template = new StringBuilder("Resources:\n");
        for (int i = 0; i < properties.length; i++) {
            char name = (char) ('A' + i);
            template.append("  ")
                    .append(name)
                    .append(":\n    Type: Test::Local::Thing\n    Properties: {Label: ")
                    .append(Character.toLowerCase(name))
                    .append(properties[i])
                    .append("}\n");
        }
        return template.toString();
    }

    @Test
    void tellsOfACreationInAwsOrder() {
        stacks.create("one", pair("", ""));

        assertThat(stacks.story("one"))
                .containsExactly(
                        "one CREATE_IN_PROGRESS User Initiated",
                        "A CREATE_IN_PROGRESS",
                        "A CREATE_IN_PROGRESS Resource creation Initiated",
                        "A CREATE_COMPLETE",
                        "B CREATE_IN_PROGRESS",
                        "B CREATE_IN_PROGRESS Resource creation Initiated",
                        "B CREATE_COMPLETE",
                        "one CREATE_COMPLETE");
        List<StackEvent> events = stacks.events("one");
        assertThat(events.get(1).physicalResourceId()).isEmpty();
        assertThat(events.get(1).resourceProperties()).isEqualTo("{\"Label\":\"a\"}");
        assertThat(events.get(1).eventId()).startsWith("A-CREATE_IN_PROGRESS-");
        assertThat(events.get(2).physicalResourceId()).isEqualTo("a-1");
        assertThat(events.get(4).resourceProperties()).isEqualTo("{\"Label\":\"b\",\"Uses\":\"a-1\"}");
        assertThat(events.get(0).physicalResourceId()).isEqualTo(events.get(0).stackId());
        assertThat(events.get(0).resourceProperties()).isNull();
    }

    @Test
    void deletesInTheReverseOrder() {
        stacks.create("gone", pair("", ""));

        String id = stacks.delete("gone");

        assertThat(cloud.things().existing()).isEmpty();
        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(stacks.story(id))
                .endsWith(
                        "gone DELETE_IN_PROGRESS User Initiated",
                        "B DELETE_IN_PROGRESS",
                        "B DELETE_COMPLETE",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "gone DELETE_COMPLETE");
    }

    @Test
    void rollsBackACreationThatFails() {
        stacks.create("broken", pair("", ", Fails: create"));

        assertThat(stacks.statusOf("broken")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(cloud.things().existing()).isEmpty();
        List<String> story = stacks.story("broken");
        assertThat(story.get(5))
                .matches(
                        "B CREATE_FAILED Resource handler returned message: \"cannot create \\(Service: Iam, Status Code: "
                                + "400, Request ID: [0-9a-f-]{36}\\)\" \\(RequestToken: [0-9a-f-]{36}, HandlerErrorCode: "
                                + "InvalidRequest\\)");
        assertThat(story.subList(6, story.size()))
                .containsExactly(
                        "broken ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [B]. "
                                + "Rollback requested by user.",
                        "B DELETE_COMPLETE",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "broken ROLLBACK_COMPLETE");
    }

    @Test
    void deletesWhatWasMadeBeforeItFailed() {
        stacks.create("half", row(", Fails: complete, Colour: red"));

        assertThat(stacks.statusOf("half")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(cloud.things().existing()).isEmpty();
        assertThat(cloud.things().calls()).containsExactly("create a", "delete a");
    }

    @Test
    void cancelsWhatIsStillBeingMadeWhenASiblingFails() {
        stacks.create("siblings", row(", Waits: true", ", Fails: complete, Colour: red"));

        assertThat(stacks.story("siblings")).contains("A CREATE_FAILED Resource creation cancelled");
        assertThat(stacks.statusOf("siblings")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(stacks.describe("siblings").stackStatusReason()).isNull();
        assertThat(cloud.things().existing()).isEmpty();
    }

    @Test
    void neverBeginsWhatComesAfterAFailure() {
        stacks.create("stopped", pair(", Fails: create", ""));

        assertThat(stacks.story("stopped")).noneMatch(event -> event.startsWith("B "));
    }

    @Test
    void makesIndependentResourcesSideBySide() {
        stacks.client()
                .createStack(request -> request.stackName("wide").templateBody(row(", Waits: true", ", Waits: true")));

        cloud.untilTold("wide", "A CREATE_IN_PROGRESS Resource creation Initiated");
        cloud.untilTold("wide", "B CREATE_IN_PROGRESS Resource creation Initiated");
        cloud.release("a");
        cloud.release("b");
        stacks.settle("wide");
        assertThat(stacks.statusOf("wide")).isEqualTo("CREATE_COMPLETE");
    }

    @Test
    void leavesAFailedCreationAsItIsWhenAsked() {
        stacks.client()
                .createStack(request -> request.stackName("kept")
                        .templateBody(pair("", ", Fails: create"))
                        .onFailure(OnFailure.DO_NOTHING));
        stacks.settle("kept");

        assertThat(stacks.statusOf("kept")).isEqualTo("CREATE_FAILED");
        assertThat(stacks.describe("kept").stackStatusReason())
                .isEqualTo("The following resource(s) failed to create: [B]. ");
        assertThat(cloud.things().labels()).containsExactly("a");

        stacks.client().rollbackStack(request -> request.stackName("kept"));
        stacks.settle("kept");
        assertThat(stacks.statusOf("kept")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(cloud.things().existing()).isEmpty();
    }

    @Test
    void mendsAFailedCreationByAnUpdate() {
        stacks.client()
                .createStack(request -> request.stackName("mended")
                        .templateBody(pair("", ", Fails: complete, Colour: red"))
                        .disableRollback(true));
        stacks.settle("mended");

        stacks.client()
                .updateStack(request -> request.stackName("mended")
                        .templateBody(pair("", ", Colour: red"))
                        .disableRollback(true));
        stacks.settle("mended");

        assertThat(stacks.statusOf("mended")).isEqualTo("UPDATE_COMPLETE");
        assertThat(cloud.things().labels()).containsExactly("a", "b");
    }

    @Test
    void deletesAFailedCreationWhenAsked() {
        String id = stacks.client()
                .createStack(request -> request.stackName("swept")
                        .templateBody(pair("", ", Fails: create"))
                        .onFailure(OnFailure.DELETE))
                .stackId();
        stacks.settle(id);

        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(cloud.things().existing()).isEmpty();
    }

    @Test
    void saysWhatStandsInTheWayOfARollback() {
        stacks.create("stuck", pair(", Fails: delete", ", Fails: create"));

        assertThat(stacks.statusOf("stuck")).isEqualTo("ROLLBACK_FAILED");
        assertThat(stacks.describe("stuck").stackStatusReason())
                .isEqualTo("The following resource(s) failed to delete: [A]. ");
    }

    @Test
    void failsADeletionAndSucceedsOnceTheObstacleIsGone() {
        stacks.create("sticky", pair(", Fails: delete", ""));

        String id = stacks.delete("sticky");

        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_FAILED");
        assertThat(stacks.describe(id).stackStatusReason())
                .isEqualTo("The following resource(s) failed to delete: [A]. ");
        cloud.things().mend("a");
        stacks.delete("sticky");
        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void letsGoOfWhatAFailedDeletionIsToldToRetain() {
        stacks.create("let-go", pair(", Fails: delete", ""));
        String id = stacks.delete("let-go");

        stacks.client().deleteStack(request -> request.stackName("let-go").retainResources("A"));
        stacks.settle(id);

        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(cloud.things().labels()).containsExactly("a");
    }

    @Test
    void keepsWhatItsPolicyRetains() {
        stacks.create("retaining", """
                Resources:
                  A:
                    Type: Test::Local::Thing
                    DeletionPolicy: Retain
                    Properties: {Label: a}
                """);

        String id = stacks.delete("retaining");

        assertThat(stacks.story(id)).contains("A DELETE_SKIPPED");
        assertThat(cloud.things().labels()).containsExactly("a");
    }

    @Test
    void changesInPlaceWhatCanBe() {
        stacks.create("bigger", pair(", Size: 1", ""));

        stacks.update("bigger", pair(", Size: 2", ""));

        assertThat(stacks.story("bigger"))
                .endsWith(
                        "bigger UPDATE_IN_PROGRESS User Initiated",
                        "A UPDATE_IN_PROGRESS",
                        "A UPDATE_COMPLETE",
                        "bigger UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "bigger UPDATE_COMPLETE");
        assertThat(cloud.things().calls()).endsWith("update a to 2");
    }

    @Test
    void replacesWhatMustBeAndThenWhatRefersToIt() {
        stacks.create("fresh", pair("", ""));

        stacks.update("fresh", pair("2", ""));

        assertThat(stacks.story("fresh"))
                .endsWith(
                        "fresh UPDATE_IN_PROGRESS User Initiated",
                        "A UPDATE_IN_PROGRESS Requested update requires the creation of a new physical resource; "
                                + "hence creating one.",
                        "A UPDATE_IN_PROGRESS Resource creation Initiated",
                        "A UPDATE_COMPLETE",
                        "B UPDATE_IN_PROGRESS",
                        "B UPDATE_COMPLETE",
                        "fresh UPDATE_COMPLETE_CLEANUP_IN_PROGRESS",
                        "A DELETE_IN_PROGRESS",
                        "A DELETE_COMPLETE",
                        "fresh UPDATE_COMPLETE");
        assertThat(cloud.things().labels()).containsExactly("a2", "b");
        assertThat(stacks.physicalId("fresh", "A")).isEqualTo("a2-3");
    }

    @Test
    void removesWhatTheTemplateNoLongerHas() {
        stacks.create("less", row("", ""));

        stacks.update("less", row(""));

        assertThat(cloud.things().labels()).containsExactly("a");
        assertThat(stacks.client()
                        .listStackResources(request -> request.stackName("less"))
                        .stackResourceSummaries())
                .extracting(resource -> resource.logicalResourceId())
                .containsExactly("A");
    }

    @Test
    void completesAnUpdateWhoseCleanupFails() {
        stacks.create("untidy", row("", ", Fails: delete"));

        stacks.update("untidy", row(""));

        assertThat(stacks.statusOf("untidy")).isEqualTo("UPDATE_COMPLETE");
        assertThat(stacks.story("untidy")).anyMatch(event -> event.startsWith("B DELETE_FAILED"));
    }

    @Test
    void rollsBackAnUpdateThatFails() {
        stacks.create("back", row(", Size: 1", "", ""));

        stacks.update("back", """
                Resources:
                  A:
                    Type: Test::Local::Thing
                    Properties: {Label: a, Size: 2}
                  B:
                    Type: Test::Local::Thing
                    Properties: {Label: b2}
                  D:
                    Type: Test::Local::Thing
                    DependsOn: [A, B]
                    Properties: {Label: d}
                  E:
                    Type: Test::Local::Thing
                    DependsOn: D
                    Properties: {Label: e, Fails: create}
                """);

        assertThat(stacks.statusOf("back")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(cloud.things().labels()).containsExactly("a", "b", "c");
        assertThat(cloud.things().calls()).contains("update a to 2", "update a to 1", "delete b2", "delete d");
        assertThat(stacks.physicalId("back", "B")).startsWith("b-");
        List<String> story = stacks.story("back");
        assertThat(story)
                .contains("back UPDATE_ROLLBACK_IN_PROGRESS The following resource(s) failed to create: [E]. ");
        assertThat(story.indexOf("A UPDATE_COMPLETE"))
                .isLessThan(story.indexOf("back UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"));
        assertThat(story.indexOf("D DELETE_COMPLETE"))
                .isBetween(
                        story.indexOf("back UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS"),
                        story.indexOf("back UPDATE_ROLLBACK_COMPLETE"));
        assertThatThrownBy(() -> stacks.update("back", row(", Size: 1", "", "")))
                .hasMessageContaining("No updates are to be performed.");
    }

    @Test
    void leavesAFailedUpdateAsItIsWhenAsked() {
        stacks.create("paused", row(", Size: 1"));
        stacks.client()
                .updateStack(request -> request.stackName("paused")
                        .templateBody(row(", Size: 2, Fails: update"))
                        .disableRollback(true));
        stacks.settle("paused");

        assertThat(stacks.statusOf("paused")).isEqualTo("UPDATE_FAILED");
        stacks.client().rollbackStack(request -> request.stackName("paused"));
        stacks.settle("paused");
        assertThat(stacks.statusOf("paused")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(cloud.things().calls()).endsWith("update a to 1");
    }

    @Test
    void continuesARollbackThatFailed() {
        stacks.create("thrice", row(", Size: 1, Fails: complete"));
        stacks.update("thrice", row(", Size: 2, Fails: complete, Colour: red"));
        assertThat(stacks.statusOf("thrice")).isEqualTo("UPDATE_ROLLBACK_FAILED");
        assertThat(stacks.describe("thrice").stackStatusReason())
                .isEqualTo("The following resource(s) failed to update: [A]. ");

        cloud.things().mend("a");
        stacks.client().continueUpdateRollback(request -> request.stackName("thrice"));
        stacks.settle("thrice");
        assertThat(stacks.statusOf("thrice")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    }

    @Test
    void cancelsAnUpdate() {
        stacks.create("halted", row(", Size: 1"));
        stacks.client().updateStack(request -> request.stackName("halted").templateBody(row(", Size: 2, Waits: true")));
        cloud.untilTold("halted", "A UPDATE_IN_PROGRESS");

        stacks.client().cancelUpdateStack(request -> request.stackName("halted"));
        stacks.settle("halted");

        assertThat(stacks.statusOf("halted")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
        assertThat(stacks.story("halted")).contains("A UPDATE_FAILED Resource update cancelled");
    }

    @Test
    void deletesAStackThatIsStillBeingMade() {
        String id = stacks.client()
                .createStack(request -> request.stackName("aborted").templateBody(row(", Waits: true")))
                .stackId();
        cloud.untilTold(id, "A CREATE_IN_PROGRESS Resource creation Initiated");

        stacks.delete("aborted");

        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_COMPLETE");
        assertThat(cloud.things().existing()).isEmpty();
    }

    @Test
    void waitsUntilADeletedResourceIsGone() {
        stacks.create("lingering", row(", Gone: later"));
        String id = stacks.describe("lingering").stackId();
        stacks.client().deleteStack(request -> request.stackName("lingering"));
        cloud.untilTold(id, "A DELETE_IN_PROGRESS");

        cloud.release("a");
        stacks.settle(id);

        assertThat(stacks.statusOf(id)).isEqualTo("DELETE_COMPLETE");
    }

    @Test
    void refusesToReplaceWhatHasACustomName() {
        stacks.create("named", row(", Name: mine"));

        stacks.update("named", row("2, Name: mine"));

        assertThat(stacks.story("named"))
                .contains("A UPDATE_FAILED CloudFormation cannot update a stack when a custom-named resource requires "
                        + "replacing. Rename mine and update the stack again.");
        assertThat(stacks.statusOf("named")).isEqualTo("UPDATE_ROLLBACK_COMPLETE");
    }

    @Test
    void failsAResourceWithAPropertyThatItsTypeDoesNotHave() {
        stacks.create("odd", row(", Entrypoint: x"));

        assertThat(stacks.story("odd"))
                .contains("A CREATE_FAILED Properties validation failed for resource A with message: "
                        + "#: extraneous key [Entrypoint] is not permitted");
    }

    @Test
    void failsAResourceThatAsksForAnAttributeNobodyHas() {
        stacks.create("asking", pair("", ", Size: !GetAtt A.Nothing"));

        assertThat(stacks.story("asking"))
                .contains(
                        "B CREATE_FAILED Requested attribute Nothing does not exist in schema for Test::Local::Thing");
    }

    @Test
    void saysWhichAttributeTheLocalCloudLacks() {
        stacks.create("lacking", pair("", ", Size: !GetAtt A.Weight"));

        assertThat(stacks.story("lacking"))
                .contains(
                        "B CREATE_FAILED The attribute Weight of Test::Local::Thing is not supported by the local cloud");
    }

    @Test
    void rollsBackWhereAnOutputAsksForAnAttributeNobodyHas() {
        stacks.create("output", row("") + "Outputs:\n  Out:\n    Value: !GetAtt A.Nothing\n");

        assertThat(stacks.story("output"))
                .contains("output ROLLBACK_IN_PROGRESS [Error] /Outputs/Out/Value/Fn::GetAtt: Resource type "
                        + "Test::Local::Thing does not support attribute {Nothing}. Rollback requested by user.");
    }

    @Test
    void putsTheStacksTagsOnItsResources() {
        stacks.client()
                .createStack(request -> request.stackName("tagged")
                        .templateBody(row(", Tags: [{Key: own, Value: 1}]"))
                        .tags(
                                Tag.builder().key("team").value("green").build(),
                                Tag.builder().key("own").value("no").build()));
        stacks.settle("tagged");

        assertThat(cloud.things().existing().values())
                .singleElement()
                .satisfies(thing ->
                        assertThat(thing.tags()).containsEntry("own", "1").containsEntry("team", "green"));
    }

    @Test
    void generatesANameFromStackAndResource() {
        stacks.create("a-stack-with-a-long-name", row(""));

        assertThat(cloud.things().existing().values())
                .singleElement()
                .satisfies(thing -> assertThat(thing.text("Name")).matches("a-stack-with-a-long-name-A-[A-Z0-9]{12}"));
    }

    @Test
    void makesAHundredResourcesInOneStack() {
        StringBuilder template = new StringBuilder("Resources:\n");
        for (int i = 0; i < 100; i++) {
            template.append("  T%d:\n    Type: Test::Local::Thing\n    Properties: {Label: t%d%s}\n"
                    .formatted(i, i, i % 10 == 0 ? "" : ", Uses: !Ref T" + (i - 1)));
        }

        stacks.create("large", template.toString());

        assertThat(stacks.statusOf("large")).isEqualTo("CREATE_COMPLETE");
        assertThat(cloud.things().existing()).hasSize(100);
    }

    @Test
    void endsACreationThatTakesTooLong() {
        Stack begun = new Stack(
                "arn:aws:cloudformation:us-east-1:111122223333:stack/late/1",
                "late",
                StackStatus.CREATE_IN_PROGRESS,
                Optional.empty(),
                new Stack.Definition(row(", Waits: true"), Map.of(), Map.of(), Map.of(), List.of()),
                new Stack.Settings(
                        Optional.empty(),
                        false,
                        Stack.Failure.ROLLBACK,
                        Optional.of(1),
                        Optional.empty(),
                        Optional.empty(),
                        List.of()),
                new Stack.Times(Instant.EPOCH, Optional.empty(), Optional.empty()),
                Stack.Content.EMPTY,
                Optional.empty());
        Key key = new Key(cloud.caller().scope(), begun.id());
        cloud.engine().stacks().add(key.scope(), begun, "");
        try (Operations operations = new Operations(cloud.engine())) {
            operations.start(key, cloud.caller(), "", Optional.of(Duration.ofMillis(20)), StackOperation::create);
            stacks.settle("late");
        }

        assertThat(stacks.statusOf("late")).isEqualTo("ROLLBACK_COMPLETE");
        assertThat(stacks.story("late"))
                .contains("late ROLLBACK_IN_PROGRESS Stack creation time exceeded the specified timeout. "
                        + "Rollback requested by user.");
    }

    @Test
    void protectsAStackFromDeletion() {
        stacks.create("precious", row(""));
        stacks.client()
                .updateTerminationProtection(
                        request -> request.stackName("precious").enableTerminationProtection(true));

        assertThatThrownBy(() -> stacks.client().deleteStack(request -> request.stackName("precious")))
                .hasMessageContaining("Stack [precious] cannot be deleted while TerminationProtection is enabled");
    }
}
