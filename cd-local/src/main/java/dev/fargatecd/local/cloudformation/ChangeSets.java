package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import dev.fargatecd.local.kernel.Table;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ChangeSetType;
import software.amazon.awssdk.services.cloudformation.model.CreateChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.ExecuteChangeSetRequest;
import software.amazon.awssdk.services.cloudformation.model.OnStackFailure;

/** Makes change sets, and executes them. */
final class ChangeSets {
    private static final String NO_CHANGES = "The submitted information didn't contain changes. "
            + "Submit different information to create a change set.";

    private final Engine engine;
    private final Requests requests;
    private final TemplateSource templates;
    private final StackCommands commands;
    private final Table<ChangeSet> changeSets;

    ChangeSets(Engine engine, Requests requests, TemplateSource templates, StackCommands commands) {
        this.engine = engine;
        this.requests = requests;
        this.templates = templates;
        this.commands = commands;
        changeSets = engine.cloud().store().table("cloudformation.change-sets", ChangeSet.class);
    }

    /** Makes a change set; one without changes, or that can't be evaluated, is made too and has failed. */
    ChangeSet create(CreateChangeSetRequest request, Caller caller) {
        Map<String, Boolean> absent = new LinkedHashMap<>();
        absent.put("ResourceTypes", !request.resourceTypes().isEmpty());
        absent.put("ResourcesToImport", !request.resourcesToImport().isEmpty());
        absent.put("ChangeSetType IMPORT", request.changeSetType() == ChangeSetType.IMPORT);
        absent.put("IncludeNestedStacks", Boolean.TRUE.equals(request.includeNestedStacks()));
        absent.put("ImportExistingResources", Boolean.TRUE.equals(request.importExistingResources()));
        absent.put("RollbackConfiguration", StackCommands.hasTriggers(request.rollbackConfiguration()));
        absent.put("DeploymentMode", request.deploymentMode() != null);
        Refusal.requireAbsent("CreateChangeSet", absent);
        Scope scope = caller.scope();
        String stackName = StackCommands.requireGiven(request.stackName());
        String name = requireName(request.changeSetName());
        boolean creates = request.changeSetType() == ChangeSetType.CREATE;
        Optional<Stack> present = engine.stacks().find(scope, stackName);
        present.ifPresent(stack -> requireNone(scope, stack, name));
        requireStatus(creates, stackName, name, present);
        Optional<Stack> updated = present.filter(stack -> !creates);
        Submission submission = Submission.of(
                body(request, updated, caller),
                request.parameters(),
                updated.filter(stack -> !request.hasTags()).map(Views::tags).orElseGet(request::tags),
                request.capabilitiesAsStrings(),
                updated,
                engine.facts(),
                true);
        Stack.Settings settings = settings(request, updated);
        Caller acting = requests.acting(caller, settings.roleArn());
        Submission resolved =
                submission.resolved(new StoredValues(engine.cloud().clients(), acting));
        Stack stack = present.orElseGet(() -> reviewed(scope, stackName, resolved, settings));
        ChangeSet made = made(request, name, creates, stack, resolved, settings, acting);
        if (present.isEmpty() && !engine.stacks().add(scope, stack, "")) {
            throw Refusal.stackExists(stackName);
        }
        changeSets.put(new Key(scope, made.id()), made);
        return made;
    }

    private static String requireName(@Nullable String name) {
        if (name == null || !name.matches("[a-zA-Z][-a-zA-Z0-9]{0,127}")) {
            throw Refusal.constraint(
                    String.valueOf(name),
                    "changeSetName",
                    "satisfy regular expression pattern: [a-zA-Z][-a-zA-Z0-9]*|arn:[-a-zA-Z0-9:/]*");
        }
        return name;
    }

    private void requireNone(Scope scope, Stack stack, String name) {
        if (find(scope, name, stack.id()).isPresent()) {
            throw Refusal.changeSetExists(name);
        }
    }

    private static void requireStatus(boolean creates, String stackName, String name, Optional<Stack> present) {
        if (creates) {
            present.filter(stack -> stack.status() != StackStatus.REVIEW_IN_PROGRESS)
                    .ifPresent(stack -> {
                        throw Refusal.invalid(
                                "Stack [" + stackName + "] already exists and cannot be created again with the "
                                        + "changeSet [" + name + "].");
                    });
            Requests.requireName(present.map(Stack::name).orElse(stackName));
            return;
        }
        StackCommands.requireUpdatable(
                present.orElseThrow(() -> Refusal.invalid("Stack [" + stackName + "] does not exist")), true);
    }

    private String body(CreateChangeSetRequest request, Optional<Stack> updated, Caller caller) {
        if (Boolean.TRUE.equals(request.usePreviousTemplate())) {
            return updated.orElseThrow(
                            () -> Refusal.invalid("The specified stack does not have a previous template to use."))
                    .definition()
                    .templateBody();
        }
        return templates.get(request.templateBody(), request.templateURL(), caller);
    }

    private static Stack.Settings settings(CreateChangeSetRequest request, Optional<Stack> updated) {
        OnStackFailure onFailure = request.onStackFailure();
        Stack.Failure failure = onFailure == null || onFailure == OnStackFailure.UNKNOWN_TO_SDK_VERSION
                ? Stack.Failure.ROLLBACK
                : Stack.Failure.valueOf(onFailure.name());
        Optional<String> role = Optional.ofNullable(request.roleARN());
        Stack.Settings settings = updated.map(
                        stack -> stack.settings().with(role).with(failure))
                .orElseGet(() -> new Stack.Settings(
                        role, false, failure, Optional.empty(), Optional.empty(), Optional.empty(), List.of()));
        return request.hasNotificationARNs()
                ? settings.notifying(StackNotifications.checked(request.notificationARNs()))
                : settings;
    }

    private Stack reviewed(Scope scope, String name, Submission submission, Stack.Settings settings) {
        return commands.beginning(scope, name, StackStatus.REVIEW_IN_PROGRESS, submission.definition(), settings);
    }

    private ChangeSet made(
            CreateChangeSetRequest request,
            String name,
            boolean creates,
            Stack stack,
            Submission submission,
            Stack.Settings settings,
            Caller acting) {
        Scope scope = acting.scope();
        Comparison comparison = new Comparison(engine, new Key(scope, stack.id()), acting);
        List<ResourceChange> changes = List.of();
        Optional<String> fault = Optional.empty();
        try {
            changes = comparison.changes(submission, stack);
            if (!creates && !comparison.isChange(submission, stack, changes)) {
                fault = Optional.of(NO_CHANGES);
            }
        } catch (Values.NotResolved unresolved) {
            fault = Optional.ofNullable(unresolved.getMessage());
        }
        return new ChangeSet(
                scope.arn(
                        "cloudformation",
                        "changeSet/" + name + "/" + engine.cloud().ids().uuid()),
                name,
                stack.id(),
                creates,
                fault.isEmpty() ? ChangeSet.Status.CREATE_COMPLETE : ChangeSet.Status.FAILED,
                fault.isEmpty() ? ChangeSet.Execution.AVAILABLE : ChangeSet.Execution.UNAVAILABLE,
                fault,
                new ChangeSet.Wanted(submission.definition(), settings, Optional.ofNullable(request.description())),
                changes,
                engine.cloud().clock().instant());
    }

    /** Begins to do what a change set says; the stack's other change sets are then of no use any more. */
    void execute(ExecuteChangeSetRequest request, Caller caller) {
        Refusal.requireAbsent(
                "ExecuteChangeSet",
                Map.of("RetainExceptOnCreate", Boolean.TRUE.equals(request.retainExceptOnCreate())));
        Scope scope = caller.scope();
        ChangeSet changeSet = require(scope, request.changeSetName(), request.stackName());
        if (changeSet.execution() != ChangeSet.Execution.AVAILABLE) {
            throw Refusal.changeSetStatus("ChangeSet [" + changeSet.id()
                    + "] cannot be executed in its current status of [" + changeSet.status() + "]");
        }
        Stack.Settings settings = Boolean.TRUE.equals(request.disableRollback())
                ? changeSet.wanted().settings().with(Stack.Failure.DO_NOTHING)
                : changeSet.wanted().settings();
        Key key = new Key(scope, changeSet.stackId());
        Caller acting = requests.acting(caller, settings.roleArn());
        String token = request.clientRequestToken() == null ? "" : request.clientRequestToken();
        if (changeSet.createsStack()) {
            commands.beginCreation(key, changeSet.wanted().definition(), settings, token);
            commands.start(key, acting, token, StackOperation::create);
        } else {
            StackCommands.requireUpdatable(engine.stacks().get(key), settings.onFailure() == Stack.Failure.DO_NOTHING);
            commands.beginUpdate(
                    key,
                    changeSet.wanted().definition(),
                    settings,
                    engine.stacks().get(key).settings().policy(),
                    token);
            commands.start(key, acting, token, StackOperation::update);
        }
        removeAll(scope, changeSet.stackId());
        changeSets.put(new Key(scope, changeSet.id()), changeSet.executed());
    }

    /** Deletes a change set; one that is not there is deleted already. */
    void delete(@Nullable String name, @Nullable String stackName, Scope scope) {
        Optional<Stack> stack = stack(scope, stackName);
        find(scope, String.valueOf(name), stack.map(Stack::id).orElse(""))
                .ifPresent(found -> changeSets.remove(new Key(scope, found.id())));
    }

    /** Deletes those of a stack. */
    void removeAll(Scope scope, String stackId) {
        of(scope, stackId).forEach(one -> changeSets.remove(new Key(scope, one.id())));
    }

    /** The change set of that name or ARN. */
    ChangeSet require(Scope scope, @Nullable String name, @Nullable String stackName) {
        String given = String.valueOf(name);
        if (!given.startsWith("arn:") && stackName == null) {
            throw Refusal.invalid("StackName must be specified if ChangeSetName is not specified as an ARN.");
        }
        Optional<Stack> stack = stack(scope, stackName);
        if (stackName != null && stack.isEmpty()) {
            throw Refusal.invalid("Stack [" + stackName + "] does not exist");
        }
        return find(scope, given, stack.map(Stack::id).orElse("")).orElseThrow(() -> Refusal.noChangeSet(given));
    }

    /** Those of a stack, the oldest first. */
    List<ChangeSet> of(Scope scope, String stackId) {
        return changeSets.list(scope).stream()
                .filter(one -> one.stackId().equals(stackId))
                .sorted(Comparator.comparing(ChangeSet::created))
                .toList();
    }

    private Optional<Stack> stack(Scope scope, @Nullable String name) {
        return Optional.ofNullable(name).flatMap(given -> engine.stacks().find(scope, given));
    }

    private Optional<ChangeSet> find(Scope scope, String nameOrId, String stackId) {
        return nameOrId.startsWith("arn:")
                ? changeSets.get(new Key(scope, nameOrId))
                : of(scope, stackId).stream()
                        .filter(one -> one.name().equals(nameOrId))
                        .findFirst();
    }
}
