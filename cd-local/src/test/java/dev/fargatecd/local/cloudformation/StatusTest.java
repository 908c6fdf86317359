package dev.fargatecd.local.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StatusTest {
    @ParameterizedTest
    @EnumSource(StackStatus.class)
    void aStackAtWorkEndsInATerminalStatus(StackStatus status) {
        if (!status.isTerminal()) {
            assertThat(reachableFrom(status)).anyMatch(StackStatus::isTerminal);
        }
    }

    @Test
    void everyStackStatusIsReachedFromABeginning() {
        Set<StackStatus> reached = reachableFrom(StackStatus.REVIEW_IN_PROGRESS);
        reached.add(StackStatus.REVIEW_IN_PROGRESS);

        assertThat(reached).containsExactlyInAnyOrder(StackStatus.values());
    }

    @Test
    void aDeletedStackStaysDeleted() {
        assertThat(StackStatus.DELETE_COMPLETE.successors()).isEmpty();
        assertThat(ResourceStatus.DELETE_COMPLETE.successors()).isEmpty();
        assertThat(ResourceStatus.DELETE_SKIPPED.successors()).isEmpty();
    }

    @Test
    void onlyAStackThatIsCompleteOrStoppedInAnUpdateCanBeUpdated() {
        assertThat(Arrays.stream(StackStatus.values()).filter(StackStatus::isUpdatable))
                .containsExactly(
                        StackStatus.CREATE_COMPLETE,
                        StackStatus.UPDATE_COMPLETE,
                        StackStatus.UPDATE_FAILED,
                        StackStatus.UPDATE_ROLLBACK_COMPLETE);
    }

    @ParameterizedTest
    @EnumSource(StackStatus.class)
    void theApiKnowsEveryStackStatus(StackStatus status) {
        assertThat(software.amazon.awssdk.services.cloudformation.model.StackStatus.knownValues())
                .extracting(Object::toString)
                .contains(status.name());
    }

    @ParameterizedTest
    @EnumSource(ResourceStatus.class)
    void theApiKnowsEveryResourceStatus(ResourceStatus status) {
        assertThat(software.amazon.awssdk.services.cloudformation.model.ResourceStatus.knownValues())
                .extracting(Object::toString)
                .contains(status.name());
    }

    private static Set<StackStatus> reachableFrom(StackStatus start) {
        Set<StackStatus> reached = EnumSet.noneOf(StackStatus.class);
        Set<StackStatus> open = EnumSet.copyOf(start.successors());
        while (!open.isEmpty()) {
            StackStatus next = open.iterator().next();
            open.remove(next);
            if (reached.add(next)) {
                open.addAll(next.successors());
            }
        }
        return reached;
    }
}
