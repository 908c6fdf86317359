package dev.fargatecd.local.notifications;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Faults;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.codestarnotifications.CodestarNotificationsClient;
import software.amazon.awssdk.services.codestarnotifications.model.CreateNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.CreateNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.DeleteNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.DescribeNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.DescribeNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.DetailType;
import software.amazon.awssdk.services.codestarnotifications.model.EventTypeSummary;
import software.amazon.awssdk.services.codestarnotifications.model.InvalidNextTokenException;
import software.amazon.awssdk.services.codestarnotifications.model.ListEventTypesRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListEventTypesResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ListNotificationRulesRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListNotificationRulesResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ListTagsForResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.ListTagsForResourceResponse;
import software.amazon.awssdk.services.codestarnotifications.model.NotificationRuleStatus;
import software.amazon.awssdk.services.codestarnotifications.model.NotificationRuleSummary;
import software.amazon.awssdk.services.codestarnotifications.model.ResourceAlreadyExistsException;
import software.amazon.awssdk.services.codestarnotifications.model.ResourceNotFoundException;
import software.amazon.awssdk.services.codestarnotifications.model.TagResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.TagResourceResponse;
import software.amazon.awssdk.services.codestarnotifications.model.Target;
import software.amazon.awssdk.services.codestarnotifications.model.TargetStatus;
import software.amazon.awssdk.services.codestarnotifications.model.TargetSummary;
import software.amazon.awssdk.services.codestarnotifications.model.UntagResourceRequest;
import software.amazon.awssdk.services.codestarnotifications.model.UntagResourceResponse;
import software.amazon.awssdk.services.codestarnotifications.model.UpdateNotificationRuleRequest;
import software.amazon.awssdk.services.codestarnotifications.model.UpdateNotificationRuleResponse;
import software.amazon.awssdk.services.codestarnotifications.model.ValidationException;

/**
 * AWS CodeStar Notifications: rules are checked, kept and shown. Nothing is sent to their targets.
 *
 * @see <a
 *     href="https://docs.aws.amazon.com/codestar-notifications/latest/APIReference/API_CreateNotificationRule.html">CreateNotificationRule</a>
 */
public final class NotificationsService implements CodestarNotificationsClient {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9\\-_ ]{1,64}");
    private static final Pattern RESOURCE = Pattern.compile("arn:aws[^:\\s]*:(code[a-z]+):[^:\\s]+:\\d{12}:\\S+");
    private static final int MOST_TARGETS = 10;
    private static final int MOST = 100;

    /** A rule, as DescribeNotificationRule answers it. */
    private record Rule(DescribeNotificationRuleResponse shown) {}

    private final CloudContext cloud;
    private final Table<Rule> rules;

    public NotificationsService(CloudContext cloud) {
        this.cloud = cloud;
        rules = cloud.store().table("codestarnotifications.rules", Rule.class);
    }

    @Override
    public CreateNotificationRuleResponse createNotificationRule(CreateNotificationRuleRequest request) {
        String name = checkedName(request.name());
        boolean taken = rules.list(scope()).stream()
                .anyMatch(rule -> rule.shown().name().equals(name));
        if (taken) {
            throw fault(
                    ResourceAlreadyExistsException.builder(),
                    "ResourceAlreadyExistsException",
                    "A notification rule named " + name + " already exists in this account");
        }
        if (request.detailType() == null || request.detailType() == DetailType.UNKNOWN_TO_SDK_VERSION) {
            throw validation(
                    "Value '" + request.detailTypeAsString()
                            + "' at 'detailType' failed to satisfy constraint: Member must satisfy enum value set: [BASIC, FULL]");
        }
        Instant now = cloud.clock().instant();
        DescribeNotificationRuleResponse made = DescribeNotificationRuleResponse.builder()
                .arn(scope().arn(
                                "codestar-notifications",
                                "notificationrule/" + cloud.ids().hex(40)))
                .name(name)
                .resource(request.resource())
                .eventTypes(eventTypes(request.resource(), request.eventTypeIds()))
                .targets(targets(request.targets()))
                .detailType(request.detailType())
                .status(Objects.requireNonNullElse(request.status(), NotificationRuleStatus.ENABLED))
                .createdBy(Caller.current().principal().arn())
                .createdTimestamp(now)
                .lastModifiedTimestamp(now)
                .tags(request.tags())
                .build();
        rules.put(key(made.arn()), new Rule(made));
        return CreateNotificationRuleResponse.builder().arn(made.arn()).build();
    }

    @Override
    public UpdateNotificationRuleResponse updateNotificationRule(UpdateNotificationRuleRequest request) {
        DescribeNotificationRuleResponse old = get(request.arn());
        DescribeNotificationRuleResponse.Builder next =
                old.toBuilder().lastModifiedTimestamp(cloud.clock().instant());
        if (request.name() != null) {
            next.name(checkedName(request.name()));
        }
        if (request.status() != null) {
            next.status(request.status());
        }
        if (!request.eventTypeIds().isEmpty()) {
            next.eventTypes(eventTypes(old.resource(), request.eventTypeIds()));
        }
        if (!request.targets().isEmpty()) {
            next.targets(targets(request.targets()));
        }
        if (request.detailType() != null) {
            next.detailType(request.detailType());
        }
        rules.put(key(old.arn()), new Rule(next.build()));
        return UpdateNotificationRuleResponse.builder().build();
    }

    private static String checkedName(@Nullable String name) {
        String given = Objects.requireNonNullElse(name, "");
        if (!NAME.matcher(given).matches()) {
            throw validation("Value '" + given
                    + "' at 'name' failed to satisfy constraint: Member must satisfy regular expression pattern:"
                    + " [A-Za-z0-9\\-_ ]+$, with 1 to 64 characters");
        }
        return given;
    }

    private static List<EventTypeSummary> eventTypes(@Nullable String resource, List<String> ids) {
        var matcher = RESOURCE.matcher(Objects.requireNonNullElse(resource, ""));
        if (!matcher.matches() || !EventTypes.knows(matcher.group(1))) {
            throw validation("Invalid resource: " + resource + " is not one that has notifications");
        }
        String service = matcher.group(1);
        if (ids.isEmpty()) {
            throw validation("At least one event type is required");
        }
        return ids.stream()
                .map(id -> EventTypes.find(id, service)
                        .orElseThrow(() -> validation("Invalid event type " + id + " for the resource " + resource)))
                .toList();
    }

    private static List<TargetSummary> targets(List<Target> targets) {
        if (targets.size() > MOST_TARGETS) {
            throw validation(
                    "Value at 'targets' failed to satisfy constraint: Member must have length less than or equal"
                            + " to " + MOST_TARGETS);
        }
        return targets.stream()
                .map(target -> TargetSummary.builder()
                        .targetAddress(target.targetAddress())
                        .targetType(Objects.requireNonNullElse(target.targetType(), "SNS"))
                        .targetStatus(TargetStatus.ACTIVE)
                        .build())
                .toList();
    }

    @Override
    public DescribeNotificationRuleResponse describeNotificationRule(DescribeNotificationRuleRequest request) {
        return get(request.arn());
    }

    @Override
    public ListNotificationRulesResponse listNotificationRules(ListNotificationRulesRequest request) {
        Supported.only("codestar-notifications ListNotificationRules", request, "MaxResults", "NextToken");
        List<NotificationRuleSummary> all = rules.list(scope()).stream()
                .map(rule -> NotificationRuleSummary.builder()
                        .arn(rule.shown().arn())
                        .id(rule.shown().arn().substring(rule.shown().arn().lastIndexOf('/') + 1))
                        .build())
                .toList();
        int size = request.maxResults() == null ? MOST : Math.min(Math.max(1, request.maxResults()), MOST);
        try {
            Page<NotificationRuleSummary> page = Page.of(all, NotificationRuleSummary::arn, request.nextToken(), size);
            return ListNotificationRulesResponse.builder()
                    .notificationRules(page.items())
                    .nextToken(page.nextToken().orElse(null))
                    .build();
        } catch (IllegalArgumentException noPage) {
            throw fault(
                    InvalidNextTokenException.builder(),
                    "InvalidNextTokenException",
                    "The value for the next token is not valid");
        }
    }

    @Override
    public ListEventTypesResponse listEventTypes(ListEventTypesRequest request) {
        Supported.only("codestar-notifications ListEventTypes", request, "MaxResults");
        return ListEventTypesResponse.builder().eventTypes(EventTypes.listed()).build();
    }

    /** As on AWS, deleting what is not there is fine. */
    @Override
    public DeleteNotificationRuleResponse deleteNotificationRule(DeleteNotificationRuleRequest request) {
        rules.remove(key(String.valueOf(request.arn())));
        return DeleteNotificationRuleResponse.builder().arn(request.arn()).build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        DescribeNotificationRuleResponse rule = get(request.arn());
        Map<String, String> all = new TreeMap<>(rule.tags());
        all.putAll(request.tags());
        rules.put(key(rule.arn()), new Rule(rule.toBuilder().tags(all).build()));
        return TagResourceResponse.builder().tags(all).build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        DescribeNotificationRuleResponse rule = get(request.arn());
        Map<String, String> left = new TreeMap<>(rule.tags());
        request.tagKeys().forEach(left::remove);
        rules.put(key(rule.arn()), new Rule(rule.toBuilder().tags(left).build()));
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(get(request.arn()).tags())
                .build();
    }

    private DescribeNotificationRuleResponse get(@Nullable String arn) {
        return rules.get(key(String.valueOf(arn)))
                .map(Rule::shown)
                .orElseThrow(() -> fault(
                        ResourceNotFoundException.builder(),
                        "ResourceNotFoundException",
                        "The notification rule " + arn + " does not exist"));
    }

    private static RuntimeException validation(String message) {
        return fault(ValidationException.builder(), "ValidationException", message);
    }

    private static RuntimeException fault(AwsServiceException.Builder builder, String code, String message) {
        return Faults.of(builder, 400, code, message);
    }

    private static Key key(String arn) {
        return new Key(scope(), arn);
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {}
}
