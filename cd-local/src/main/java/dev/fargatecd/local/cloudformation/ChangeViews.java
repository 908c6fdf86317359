package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import software.amazon.awssdk.services.cloudformation.model.Change;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetSummary;
import software.amazon.awssdk.services.cloudformation.model.ChangeType;
import software.amazon.awssdk.services.cloudformation.model.ResourceChangeDetail;
import software.amazon.awssdk.services.cloudformation.model.ResourceTargetDefinition;

/**
 * Change sets as the API's answers show them.
 *
 * @see <a href="https://docs.aws.amazon.com/AWSCloudFormation/latest/APIReference/API_ResourceChange.html">ResourceChange</a>
 */
final class ChangeViews {
    private ChangeViews() {}

    static Change change(ResourceChange change, boolean withValues) {
        return Change.builder()
                .type(ChangeType.RESOURCE)
                .resourceChange(view -> {
                    view.action(word(change.action()))
                            .logicalResourceId(change.logicalId())
                            .resourceType(change.declared().type())
                            .scopeWithStrings(scope(change))
                            .details(details(change, withValues));
                    change.present().flatMap(StackResource::physicalId).ifPresent(view::physicalResourceId);
                    if (change.action() == ResourceChange.Action.MODIFY) {
                        view.replacement(word(change.replacement()));
                    }
                    if (withValues) {
                        change.present()
                                .ifPresent(present -> view.beforeContext(
                                        context(present.properties().toString())));
                        if (change.action() != ResourceChange.Action.REMOVE) {
                            view.afterContext(context(change.properties().toString()));
                        }
                    }
                })
                .build();
    }

    private static String context(String properties) {
        return "{\"Properties\":" + properties + "}";
    }

    private static String word(ResourceChange.Action action) {
        return switch (action) {
            case ADD -> "Add";
            case MODIFY -> "Modify";
            case REMOVE -> "Remove";
        };
    }

    private static String word(ResourceChange.Replacement replacement) {
        return switch (replacement) {
            case TRUE -> "True";
            case FALSE -> "False";
            case CONDITIONAL -> "Conditional";
        };
    }

    private static Set<String> scope(ResourceChange change) {
        Set<String> scope = new LinkedHashSet<>();
        change.details().forEach(detail -> scope.add(detail.property().equals("Tags") ? "Tags" : "Properties"));
        scope.addAll(change.attributes());
        return scope;
    }

    private static List<ResourceChangeDetail> details(ResourceChange change, boolean withValues) {
        List<ResourceChangeDetail> details = new ArrayList<>();
        for (ResourceChange.Detail detail : change.details()) {
            ResourceChangeDetail.Builder view = ResourceChangeDetail.builder()
                    .target(target(detail, withValues))
                    .evaluation(detail.isForeseen() ? "Static" : "Dynamic")
                    .changeSource(detail.cause().source());
            if (!detail.cause().entity().isEmpty()) {
                view.causingEntity(detail.cause().entity());
            }
            details.add(view.build());
        }
        if (details.isEmpty() && change.attributes().isEmpty()) {
            // a nested stack, whose own template is looked at in any case
            details.add(ResourceChangeDetail.builder()
                    .target(target -> target.attribute("Properties").requiresRecreation(Recreation.NEVER.text()))
                    .evaluation("Dynamic")
                    .changeSource("Automatic")
                    .build());
        }
        change.attributes()
                .forEach(attribute -> details.add(ResourceChangeDetail.builder()
                        .target(target -> target.attribute(attribute).requiresRecreation(Recreation.NEVER.text()))
                        .evaluation("Static")
                        .changeSource(ResourceChange.Cause.DIRECT.source())
                        .build()));
        return details;
    }

    private static ResourceTargetDefinition target(ResourceChange.Detail detail, boolean withValues) {
        boolean isTags = detail.property().equals("Tags");
        ResourceTargetDefinition.Builder target = ResourceTargetDefinition.builder()
                .attribute(isTags ? "Tags" : "Properties")
                .requiresRecreation(detail.recreation().text());
        if (!isTags) {
            target.name(detail.property());
        }
        if (withValues) {
            target.path("/Properties/" + detail.property());
            target.attributeChangeType(changeType(detail));
            if (!detail.before().isMissingNode()) {
                target.beforeValue(text(detail.before()));
            }
            if (!detail.after().isMissingNode()) {
                target.afterValue(text(detail.after()));
            }
        }
        return target.build();
    }

    private static String changeType(ResourceChange.Detail detail) {
        if (detail.before().isMissingNode()) {
            return "Add";
        }
        return detail.after().isMissingNode() ? "Remove" : "Modify";
    }

    private static String text(JsonNode value) {
        return value.isContainerNode() ? value.toString() : value.asText();
    }

    static ChangeSetSummary summary(ChangeSet changeSet, Stack stack) {
        ChangeSetSummary.Builder view = ChangeSetSummary.builder()
                .changeSetId(changeSet.id())
                .changeSetName(changeSet.name())
                .stackId(stack.id())
                .stackName(stack.name())
                .status(changeSet.status().name())
                .executionStatus(changeSet.execution().name())
                .creationTime(changeSet.created());
        changeSet.reason().ifPresent(view::statusReason);
        changeSet.wanted().description().ifPresent(view::description);
        return view.build();
    }
}
