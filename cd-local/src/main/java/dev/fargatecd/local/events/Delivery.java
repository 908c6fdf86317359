package dev.fargatecd.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Cause;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Event;
import dev.fargatecd.local.kernel.Principal;
import dev.fargatecd.local.kernel.Table;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.eventbridge.model.Target;

/** Takes each event of the journal to the targets of the rules that are for it, one event after the other. */
final class Delivery {
    private static final Logger LOG = LoggerFactory.getLogger(Delivery.class);

    private static final String HOST = "events.amazonaws.com";

    private final CloudContext cloud;
    private final Table<StoredRule> rules;
    /** The end of what is under way. Only the journal's thread reads and sets it. */
    private CompletableFuture<Void> last = CompletableFuture.completedFuture(null);

    Delivery(CloudContext cloud, Table<StoredRule> rules) {
        this.cloud = cloud;
        this.rules = rules;
    }

    /** Called with each event, on the journal's thread. */
    void on(Event event) {
        if (!event.source().startsWith("local.")) {
            last = last.thenRunAsync(() -> deliver(event), cloud.work()).exceptionally(failure -> {
                LOG.error("Event {} {} could not be matched with the rules", event.source(), event.type(), failure);
                return null;
            });
        }
    }

    private void deliver(Event event) {
        List<StoredRule> ofScope = rules.list(event.scope());
        if (ofScope.isEmpty()) {
            return;
        }
        JsonNode envelope = Json.envelope(event);
        ofScope.stream()
                .filter(rule -> rule.isFor(envelope))
                .forEach(rule -> rule.targets().forEach(target -> deliver(event, envelope, rule, target)));
    }

    private void deliver(Event event, JsonNode envelope, StoredRule rule, Target target) {
        try {
            TargetKind kind = TargetKind.of(target.arn()).orElseThrow();
            kind.call(
                    cloud.clients(),
                    caller(event, rule, target).in(kind.region(target.arn())),
                    target.arn(),
                    envelope,
                    new Cause(rule.arn(), event.id()));
        } catch (RuntimeException failure) {
            LOG.warn(
                    "Rule {} could not deliver {} to {}: {}",
                    rule.name(),
                    event.type(),
                    target.arn(),
                    failure.getMessage());
            cloud.journal()
                    .append(
                            event.scope(),
                            "local.events",
                            "Delivery Failed",
                            List.of(rule.arn(), target.arn()),
                            Map.of(
                                    "rule",
                                    rule.name(),
                                    "target",
                                    target.arn(),
                                    "eventId",
                                    event.id(),
                                    "reason",
                                    String.valueOf(failure.getMessage())));
        }
    }

    /** The target's role, or EventBridge itself where the target names none. */
    private Caller caller(Event event, StoredRule rule, Target target) {
        return target.roleArn() == null
                ? new Caller(Principal.service(event.scope().account(), HOST), event.scope())
                : cloud.clients()
                        .assumeRole(
                                HOST,
                                event.scope(),
                                target.roleArn(),
                                cloud.ids().hex(32),
                                Optional.of(rule.arn()))
                        .caller();
    }
}
