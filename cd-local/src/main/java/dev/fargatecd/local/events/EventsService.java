package dev.fargatecd.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.CloudContext;
import dev.fargatecd.local.kernel.Event;
import dev.fargatecd.local.kernel.Journal;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Page;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Supported;
import dev.fargatecd.local.kernel.Table;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.*;

/** Amazon EventBridge: rules on the default bus of each region, which lead events of the journal to their targets. */
public final class EventsService implements EventBridgeClient {
    private static final String DEFAULT_BUS = "default";
    private static final Pattern NAME = Pattern.compile("[.\\-_A-Za-z0-9]{1,64}");
    /** https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html */
    private static final int TARGETS = 5;

    private static final int RULES = 300;
    private static final int PATTERN = 2048;
    private static final int ENTRIES = 10;
    private static final int PAGE = 100;

    private final CloudContext cloud;
    private final Table<StoredRule> rules;
    private final Journal.Subscription subscription;

    public EventsService(CloudContext cloud) {
        this.cloud = cloud;
        rules = cloud.store().table("events.rules", StoredRule.class);
        subscription = cloud.journal().subscribe(new Delivery(cloud, rules)::on);
    }

    @Override
    public PutRuleResponse putRule(PutRuleRequest request) {
        checkBus(request.eventBusName());
        Supported.only(
                "events PutRule",
                request,
                "Name",
                "EventPattern",
                "State",
                "Description",
                "RoleArn",
                "Tags",
                "EventBusName");
        String name = checkedName(request.name());
        if (request.eventPattern() == null) {
            throw EventsFaults.validation("Parameter(s) EventPattern or ScheduleExpression must be specified.");
        }
        if (request.eventPattern().length() > PATTERN) {
            throw EventsFaults.limit("The event pattern is longer than " + PATTERN + " characters");
        }
        EventPattern.parse(request.eventPattern());
        if (request.state() == RuleState.ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS) {
            throw new UnsupportedOperationException(
                    "events PutRule: State " + request.stateAsString() + " is not supported by the local cloud");
        }
        Key key = new Key(scope(), name);
        Optional<StoredRule> before = rules.get(key);
        if (before.isEmpty() && rules.list(scope()).size() >= RULES) {
            throw EventsFaults.limit("The default bus has " + RULES + " rules already");
        }
        StoredRule rule = new StoredRule(
                name,
                scope().arn("events", "rule/" + name),
                request.eventPattern(),
                request.state() != RuleState.DISABLED,
                Optional.ofNullable(request.description()),
                Optional.ofNullable(request.roleArn()),
                // Tags of an existing rule are not changed: the page of PutRule.
                before.map(StoredRule::tags).orElseGet(() -> tags(request.tags())),
                before.map(StoredRule::targets).orElse(List.of()));
        rules.put(key, rule);
        return PutRuleResponse.builder().ruleArn(rule.arn()).build();
    }

    @Override
    public DescribeRuleResponse describeRule(DescribeRuleRequest request) {
        checkBus(request.eventBusName());
        StoredRule rule = rule(request.name());
        return DescribeRuleResponse.builder()
                .name(rule.name())
                .arn(rule.arn())
                .eventPattern(rule.pattern())
                .state(state(rule))
                .description(rule.description().orElse(null))
                .roleArn(rule.roleArn().orElse(null))
                .eventBusName(DEFAULT_BUS)
                .createdBy(scope().account())
                .build();
    }

    @Override
    public ListRulesResponse listRules(ListRulesRequest request) {
        checkBus(request.eventBusName());
        List<StoredRule> all = rules.list(scope()).stream()
                .filter(rule -> request.namePrefix() == null || rule.name().startsWith(request.namePrefix()))
                .toList();
        Page<StoredRule> page = page(all, StoredRule::name, request.nextToken(), request.limit());
        return ListRulesResponse.builder()
                .rules(page.items().stream().map(EventsService::describe).toList())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    private static Rule describe(StoredRule rule) {
        return Rule.builder()
                .name(rule.name())
                .arn(rule.arn())
                .eventPattern(rule.pattern())
                .state(state(rule))
                .description(rule.description().orElse(null))
                .roleArn(rule.roleArn().orElse(null))
                .eventBusName(DEFAULT_BUS)
                .build();
    }

    @Override
    public ListRuleNamesByTargetResponse listRuleNamesByTarget(ListRuleNamesByTargetRequest request) {
        checkBus(request.eventBusName());
        List<String> names = rules.list(scope()).stream()
                .filter(rule ->
                        rule.targets().stream().anyMatch(target -> target.arn().equals(request.targetArn())))
                .map(StoredRule::name)
                .toList();
        Page<String> page = page(names, Function.identity(), request.nextToken(), request.limit());
        return ListRuleNamesByTargetResponse.builder()
                .ruleNames(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public DeleteRuleResponse deleteRule(DeleteRuleRequest request) {
        checkBus(request.eventBusName());
        Key key = new Key(scope(), checkedName(request.name()));
        // Deleting a rule that is not there succeeds: the page of DeleteRule.
        rules.get(key).filter(rule -> !rule.targets().isEmpty()).ifPresent(rule -> {
            throw EventsFaults.validation("Rule can't be deleted since it has targets.");
        });
        rules.remove(key);
        return DeleteRuleResponse.builder().build();
    }

    @Override
    public EnableRuleResponse enableRule(EnableRuleRequest request) {
        checkBus(request.eventBusName());
        change(request.name(), rule -> rule.enabled(true));
        return EnableRuleResponse.builder().build();
    }

    @Override
    public DisableRuleResponse disableRule(DisableRuleRequest request) {
        checkBus(request.eventBusName());
        change(request.name(), rule -> rule.enabled(false));
        return DisableRuleResponse.builder().build();
    }

    @Override
    public PutTargetsResponse putTargets(PutTargetsRequest request) {
        checkBus(request.eventBusName());
        rule(request.rule());
        request.targets().forEach(EventsService::check);
        change(request.rule(), rule -> {
            Map<String, Target> all = new HashMap<>();
            rule.targets().forEach(target -> all.put(target.id(), target));
            request.targets().forEach(target -> all.put(target.id(), target));
            if (all.size() > TARGETS) {
                throw EventsFaults.limit("The requested resource exceeds the maximum number allowed: a rule has at "
                        + "most " + TARGETS + " targets");
            }
            return rule.withTargets(List.copyOf(all.values()));
        });
        return PutTargetsResponse.builder().failedEntryCount(0).build();
    }

    private static void check(Target target) {
        if (target.id() == null || !NAME.matcher(target.id()).matches()) {
            throw EventsFaults.validation("Target id \"" + target.id() + "\" is not valid: 1 to 64 of "
                    + "letters, digits, periods, dashes and underscores");
        }
        if (target.arn() == null) {
            throw EventsFaults.validation("Target " + target.id() + " has no Arn");
        }
        Supported.only("events PutTargets", target, "Id", "Arn", "RoleArn");
        TargetKind kind = TargetKind.of(target.arn())
                .orElseThrow(() -> new UnsupportedOperationException("events PutTargets: a target " + target.arn()
                        + " is not supported by the local cloud; pipelines, CodeBuild projects and SNS topics are"));
        if (target.roleArn() == null && kind.needsRole()) {
            throw EventsFaults.validation("RoleArn is required for target " + target.arn() + ".");
        }
    }

    @Override
    public RemoveTargetsResponse removeTargets(RemoveTargetsRequest request) {
        checkBus(request.eventBusName());
        change(
                request.rule(),
                rule -> rule.withTargets(rule.targets().stream()
                        .filter(target -> !request.ids().contains(target.id()))
                        .toList()));
        return RemoveTargetsResponse.builder().failedEntryCount(0).build();
    }

    @Override
    public ListTargetsByRuleResponse listTargetsByRule(ListTargetsByRuleRequest request) {
        checkBus(request.eventBusName());
        Page<Target> page = page(rule(request.rule()).targets(), Target::id, request.nextToken(), request.limit());
        return ListTargetsByRuleResponse.builder()
                .targets(page.items())
                .nextToken(page.nextToken().orElse(null))
                .build();
    }

    @Override
    public PutEventsResponse putEvents(PutEventsRequest request) {
        Supported.only("events PutEvents", request, "Entries");
        if (request.entries().isEmpty() || request.entries().size() > ENTRIES) {
            throw EventsFaults.validation("PutEvents takes 1 to " + ENTRIES + " entries");
        }
        request.entries()
                .forEach(entry -> Supported.only(
                        "events PutEvents", entry, "Source", "DetailType", "Detail", "Resources", "EventBusName"));
        List<PutEventsResultEntry> results =
                request.entries().stream().map(this::put).toList();
        return PutEventsResponse.builder()
                .entries(results)
                .failedEntryCount((int) results.stream()
                        .filter(result -> result.errorCode() != null)
                        .count())
                .build();
    }

    private PutEventsResultEntry put(PutEventsRequestEntry entry) {
        checkBus(entry.eventBusName());
        if (entry.source() == null || entry.detailType() == null || entry.detail() == null) {
            return refused(
                    "InvalidArgument",
                    "Parameter Source, DetailType or Detail is not valid. Reason: " + "each is a required argument.");
        }
        if (entry.source().startsWith("aws.") || entry.source().startsWith("local.")) {
            return refused("NotAuthorizedForSourceException", "Not authorized for the source.");
        }
        Optional<JsonNode> detail = Json.read(entry.detail()).filter(JsonNode::isObject);
        if (detail.isEmpty()) {
            return refused("MalformedDetail", "Detail is malformed.");
        }
        Event event = cloud.journal()
                .append(scope(), entry.source(), entry.detailType(), entry.resources(), Json.members(detail.get()));
        return PutEventsResultEntry.builder().eventId(event.id()).build();
    }

    private static PutEventsResultEntry refused(String code, String message) {
        return PutEventsResultEntry.builder()
                .errorCode(code)
                .errorMessage(message)
                .build();
    }

    @Override
    public TestEventPatternResponse testEventPattern(TestEventPatternRequest request) {
        if (request.eventPattern() == null || request.event() == null) {
            throw EventsFaults.validation("EventPattern and Event are required");
        }
        JsonNode event = Json.read(request.event())
                .filter(JsonNode::isObject)
                .orElseThrow(() -> EventsFaults.validation("Parameter Event is not valid."));
        for (String member : List.of("id", "account", "source", "time", "region", "resources", "detail-type")) {
            if (!event.has(member)) {
                throw EventsFaults.validation("Parameter Event is not valid: it has no \"" + member + "\"");
            }
        }
        return TestEventPatternResponse.builder()
                .result(EventPattern.parse(request.eventPattern()).matches(event))
                .build();
    }

    @Override
    public DescribeEventBusResponse describeEventBus(DescribeEventBusRequest request) {
        checkBus(request.name());
        return DescribeEventBusResponse.builder()
                .name(DEFAULT_BUS)
                .arn(scope().arn("events", "event-bus/" + DEFAULT_BUS))
                .build();
    }

    @Override
    public ListEventBusesResponse listEventBuses(ListEventBusesRequest request) {
        List<EventBus> buses = new ArrayList<>();
        if (request.namePrefix() == null || DEFAULT_BUS.startsWith(request.namePrefix())) {
            buses.add(EventBus.builder()
                    .name(DEFAULT_BUS)
                    .arn(scope().arn("events", "event-bus/" + DEFAULT_BUS))
                    .build());
        }
        return ListEventBusesResponse.builder().eventBuses(buses).build();
    }

    @Override
    public TagResourceResponse tagResource(TagResourceRequest request) {
        change(named(request.resourceARN()), rule -> {
            Map<String, String> all = new HashMap<>(rule.tags());
            all.putAll(tags(request.tags()));
            return rule.withTags(all);
        });
        return TagResourceResponse.builder().build();
    }

    @Override
    public UntagResourceResponse untagResource(UntagResourceRequest request) {
        change(named(request.resourceARN()), rule -> {
            Map<String, String> rest = new HashMap<>(rule.tags());
            rest.keySet().removeAll(request.tagKeys());
            return rule.withTags(rest);
        });
        return UntagResourceResponse.builder().build();
    }

    @Override
    public ListTagsForResourceResponse listTagsForResource(ListTagsForResourceRequest request) {
        return ListTagsForResourceResponse.builder()
                .tags(rule(named(request.resourceARN())).tags().entrySet().stream()
                        .sorted(Map.Entry.comparingByKey())
                        .map(tag -> Tag.builder()
                                .key(tag.getKey())
                                .value(tag.getValue())
                                .build())
                        .toList())
                .build();
    }

    private static Map<String, String> tags(List<Tag> tags) {
        Map<String, String> all = new HashMap<>();
        tags.forEach(tag -> all.put(tag.key(), tag.value()));
        return all;
    }

    private static String named(@Nullable String arn) {
        String prefix = scope().arn("events", "rule/");
        if (arn == null || !arn.startsWith(prefix)) {
            throw EventsFaults.notFound("\"" + arn + "\" is not the ARN of a rule here; these begin with " + prefix);
        }
        return arn.substring(prefix.length());
    }

    private static RuleState state(StoredRule rule) {
        return rule.enabled() ? RuleState.ENABLED : RuleState.DISABLED;
    }

    private StoredRule rule(String name) {
        return rules.get(new Key(scope(), checkedName(name))).orElseThrow(() -> noRule(name));
    }

    private void change(String name, UnaryOperator<StoredRule> change) {
        if (rules.update(new Key(scope(), checkedName(name)), change).isEmpty()) {
            throw noRule(name);
        }
    }

    private static RuntimeException noRule(String name) {
        return EventsFaults.notFound("Rule " + name + " does not exist on EventBus " + DEFAULT_BUS + ".");
    }

    private static String checkedName(@Nullable String name) {
        if (name == null || !NAME.matcher(name).matches()) {
            throw EventsFaults.validation("Rule name \"" + name
                    + "\" is not valid: 1 to 64 letters, digits, periods, dashes and underscores");
        }
        return name;
    }

    private static void checkBus(@Nullable String bus) {
        if (bus != null && !bus.equals(DEFAULT_BUS) && !bus.equals(scope().arn("events", "event-bus/" + DEFAULT_BUS))) {
            throw EventsFaults.notFound("Event bus " + bus + " does not exist.");
        }
    }

    private static <T> Page<T> page(
            List<T> all, Function<T, String> key, @Nullable String token, @Nullable Integer limit) {
        try {
            return Page.of(all, key, token, limit == null ? PAGE : limit);
        } catch (IllegalArgumentException noPage) {
            throw EventsFaults.validation("NextToken is not valid: " + noPage.getMessage());
        }
    }

    private static Scope scope() {
        return Caller.current().scope();
    }

    @Override
    public String serviceName() {
        return SERVICE_NAME;
    }

    @Override
    public void close() {
        subscription.close();
    }
}
