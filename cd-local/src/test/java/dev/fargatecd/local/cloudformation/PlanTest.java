package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.fargatecd.cloudformation.template.Resource.DeletionPolicy;
import dev.fargatecd.local.cloudformation.resource.Properties;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PlanTest {
    private static StackResource resource(String name, String physicalId, DeletionPolicy policy, String... needs) {
        return new StackResource(
                new StackResource.Declared(name, "Test::Local::Thing", Set.of(needs), policy, policy, ""),
                ResourceStatus.CREATE_COMPLETE,
                Optional.empty(),
                Optional.of(physicalId),
                Properties.none(),
                Map.of(),
                Instant.EPOCH);
    }

    private static StackResource resource(String name, String... needs) {
        return resource(name, name + "-1", DeletionPolicy.DELETE, needs);
    }

    private static Map<String, StackResource> byName(StackResource... resources) {
        Map<String, StackResource> map = new LinkedHashMap<>();
        for (StackResource resource : resources) {
            map.put(resource.logicalId(), resource);
        }
        return map;
    }

    private static List<String> told(Plan plan) {
        List<String> told = new ArrayList<>();
        plan.steps().forEach(step -> told.add(step.getClass().getSimpleName() + " " + step.key()));
        return told;
    }

    @Test
    void aDeletionWaitsForAllThatNeedTheResource() {
        Plan plan = Plan.deletion(List.of(resource("A"), resource("B", "A"), resource("C", "A", "B")), false);

        assertThat(told(plan)).containsExactly("Delete C C-1", "Delete B B-1", "Delete A A-1");
        assertThat(plan.steps().get(2).after()).containsExactlyInAnyOrder("B B-1", "C C-1");
        assertThat(plan.steps().get(0).after()).isEmpty();
    }

    @Test
    void nothingWaitsForWhatIsRetained() {
        Plan plan = Plan.deletion(List.of(resource("A"), resource("B", "B-1", DeletionPolicy.RETAIN, "A")), false);

        assertThat(told(plan)).containsExactly("Retain B B-1", "Delete A A-1");
        assertThat(plan.steps().get(1).after()).isEmpty();
    }

    @Test
    void aRollbackOfACreationDeletesWhatIsRetainedExceptThen() {
        StackResource resource = resource("A", "A-1", DeletionPolicy.RETAIN_EXCEPT_ON_CREATE);

        assertThat(told(Plan.deletion(List.of(resource), true))).containsExactly("Delete A A-1");
        assertThat(told(Plan.deletion(List.of(resource), false))).containsExactly("Retain A A-1");
    }

    @Test
    void aCircleAmongLeftoversOfSeveralTemplatesIsCut() {
        Plan plan = Plan.deletion(List.of(resource("A", "B"), resource("B", "A")), false);

        assertThat(told(plan)).containsExactlyInAnyOrder("Delete A A-1", "Delete B B-1");
        assertThat(plan.steps().get(0).after()).isEmpty();
    }

    @Test
    void aRollbackOfAnUpdateRestoresReadoptsAndLeavesOver() {
        StackResource kept = resource("Kept");
        StackResource changed = resource("Changed");
        StackResource replaced = resource("Replaced");
        Properties larger = Properties.of(JsonNodeFactory.instance.objectNode().put("Size", 2));

        Plan plan = Plan.rollback(
                byName(kept, changed, replaced),
                byName(
                        kept,
                        changed.with(larger),
                        resource("Replaced", "Replaced-2", DeletionPolicy.DELETE),
                        resource("Added")),
                Set.of());

        assertThat(told(plan)).containsExactly("Restore Changed", "Readopt Replaced");
        assertThat(plan.leftovers())
                .extracting(leftover -> leftover.physicalId().orElse(""))
                .containsExactly("Replaced-2", "Added-1");
    }

    @Test
    void aContinuedRollbackLeavesOutWhatItIsToldToSkip() {
        Properties larger = Properties.of(JsonNodeFactory.instance.objectNode().put("Size", 2));

        Plan plan = Plan.rollback(
                byName(resource("A"), resource("B")),
                byName(resource("A").with(larger), resource("B").with(larger)),
                Set.of("A"));

        assertThat(told(plan)).containsExactly("Restore B");
    }
}
