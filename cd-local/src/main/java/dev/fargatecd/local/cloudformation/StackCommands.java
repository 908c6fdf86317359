package dev.fargatecd.local.cloudformation;

import dev.fargatecd.cloudformation.tree.TemplateException;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import dev.fargatecd.local.kernel.Scope;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.cloudformation.model.ContinueUpdateRollbackRequest;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.DeleteStackRequest;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.RollbackConfiguration;
import software.amazon.awssdk.services.cloudformation.model.RollbackStackRequest;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/** Takes the requests that start operations on stacks: checks them at once, and has the rest done in the background. */
final class StackCommands {
    private static final Optional<String> BY_USER = Optional.of("User Initiated");

    private final Engine engine;
    private final Operations operations;
    private final Requests requests;
    private final TemplateSource templates;

    StackCommands(Engine engine, Operations operations, Requests requests, TemplateSource templates) {
        this.engine = engine;
        this.operations = operations;
        this.requests = requests;
        this.templates = templates;
    }

    /** Begins a stack; answers its id. */
    String create(CreateStackRequest request, Caller caller) {
        Map<String, Boolean> absent = new LinkedHashMap<>();
        absent.put("ResourceTypes", !request.resourceTypes().isEmpty());
        absent.put("StackPolicyURL", request.stackPolicyURL() != null);
        absent.put("RollbackConfiguration", hasTriggers(request.rollbackConfiguration()));
        Refusal.requireAbsent("CreateStack", absent);
        String name = Requests.requireName(request.stackName());
        Scope scope = caller.scope();
        Optional<String> repeated = requests.repeated(scope, "CreateStack " + name, request.clientRequestToken());
        if (repeated.isPresent()) {
            return repeated.get();
        }
        if (request.disableRollback() != null && request.onFailure() != null) {
            throw Refusal.invalid("You can specify either DisableRollback or OnFailure, but not both.");
        }
        if (engine.stacks().find(scope, name).isPresent()) {
            throw Refusal.stackExists(name);
        }
        Submission submission = Submission.of(
                templates.get(request.templateBody(), request.templateURL(), caller),
                request.parameters(),
                request.tags(),
                request.capabilitiesAsStrings(),
                Optional.empty(),
                engine.facts(),
                false);
        Stack.Settings settings = new Stack.Settings(
                Optional.ofNullable(request.roleARN()),
                Boolean.TRUE.equals(request.enableTerminationProtection()),
                onFailure(request),
                Optional.ofNullable(request.timeoutInMinutes()),
                NestedStack.parentOf(request).map(parent -> nesting(scope, parent)),
                policy(request.stackPolicyBody()),
                StackNotifications.checked(request.notificationARNs()));
        Caller acting = requests.acting(caller, settings.roleArn());
        submission = submission.resolved(stored(acting));
        Stack stack = beginning(scope, name, StackStatus.CREATE_IN_PROGRESS, submission.definition(), settings);
        requirePlan(submission, stack, new Key(scope, stack.id()), acting);
        String token = text(request.clientRequestToken());
        if (!engine.stacks().add(scope, stack, token)) {
            throw Refusal.stackExists(name);
        }
        requests.accept(scope, "CreateStack " + name, request.clientRequestToken(), stack.id());
        start(new Key(scope, stack.id()), acting, token, StackOperation::create);
        return stack.id();
    }

    private static Optional<String> policy(@Nullable String body) {
        Optional<String> given = Optional.ofNullable(body);
        given.ifPresent(StackPolicy::read);
        return given;
    }

    /** Sets the policy that later updates are held to. */
    void setPolicy(@Nullable String name, @Nullable String body, Caller caller) {
        Stack stack = require(caller.scope(), name);
        Optional<String> policy = policy(requirePolicy(body));
        engine.stacks()
                .change(
                        new Key(caller.scope(), stack.id()),
                        one -> one.with(one.settings().withPolicy(policy)));
    }

    private static String requirePolicy(@Nullable String body) {
        if (body == null) {
            throw Refusal.invalid("You must specify either StackPolicyBody or StackPolicyURL");
        }
        return body;
    }

    private Stack.Nesting nesting(Scope scope, String parentId) {
        String root = engine.stacks()
                .get(new Key(scope, parentId))
                .settings()
                .nesting()
                .map(Stack.Nesting::rootId)
                .orElse(parentId);
        return new Stack.Nesting(parentId, root);
    }

    private static Stack.Failure onFailure(CreateStackRequest request) {
        if (Boolean.TRUE.equals(request.disableRollback())) {
            return Stack.Failure.DO_NOTHING;
        }
        OnFailure onFailure = request.onFailure();
        return onFailure == null || onFailure == OnFailure.UNKNOWN_TO_SDK_VERSION
                ? Stack.Failure.ROLLBACK
                : Stack.Failure.valueOf(onFailure.name());
    }

    static boolean hasTriggers(@Nullable RollbackConfiguration configuration) {
        return configuration != null
                && (!configuration.rollbackTriggers().isEmpty() || configuration.monitoringTimeInMinutes() != null);
    }

    /** A new stack, of which nothing is made yet. */
    Stack beginning(
            Scope scope, String name, StackStatus status, Stack.Definition definition, Stack.Settings settings) {
        Instant now = engine.cloud().clock().instant();
        return new Stack(
                scope.arn(
                        "cloudformation",
                        "stack/" + name + "/" + engine.cloud().ids().uuid()),
                name,
                status,
                BY_USER,
                definition,
                settings,
                new Stack.Times(now, Optional.empty(), Optional.empty()),
                Stack.Content.EMPTY,
                Optional.empty());
    }

    /** Begins an operation that the stack's status speaks of already. */
    void start(Key key, Caller acting, String token, Consumer<StackOperation> operation) {
        Stack stack = engine.stacks().get(key);
        Optional<Duration> limit = stack.settings()
                .timeoutMinutes()
                .filter(minutes -> stack.status() == StackStatus.CREATE_IN_PROGRESS)
                .map(Duration::ofMinutes);
        operations.start(key, acting, token, limit, operation);
    }

    /** Refuses at once a template that can't be evaluated. What other stacks don't export is found out later. */
    private void requirePlan(Submission submission, Stack stack, Key key, Caller acting) {
        Values values = new Values(engine, key, acting, name -> {});
        try {
            stored(acting)
                    .requireReferredTo(
                            values.plan(submission.template(), stack, submission.definition(), Optional.empty())
                                    .changes());
        } catch (TemplateException refused) {
            throw Refusal.invalid(String.valueOf(refused.getMessage()));
        } catch (Values.NotResolved late) {
            return; // AWS answers with a stack that rolls back
        }
    }

    /** Begins an update; answers the stack's id. */
    String update(UpdateStackRequest request, Caller caller) {
        Map<String, Boolean> absent = new LinkedHashMap<>();
        absent.put("ResourceTypes", !request.resourceTypes().isEmpty());
        absent.put("StackPolicyURL", request.stackPolicyURL() != null);
        absent.put("StackPolicyDuringUpdateURL", request.stackPolicyDuringUpdateURL() != null);
        absent.put("RollbackConfiguration", hasTriggers(request.rollbackConfiguration()));
        Refusal.requireAbsent("UpdateStack", absent);
        Scope scope = caller.scope();
        Stack stack = require(scope, request.stackName());
        Optional<String> repeated =
                requests.repeated(scope, "UpdateStack " + stack.name(), request.clientRequestToken());
        if (repeated.isPresent()) {
            return repeated.get();
        }
        boolean keepsWhatFails = Boolean.TRUE.equals(request.disableRollback());
        requireUpdatable(stack, keepsWhatFails);
        Submission submission = Submission.of(
                body(request, stack, caller),
                request.parameters(),
                request.hasTags() ? request.tags() : Views.tags(stack),
                request.capabilitiesAsStrings(),
                Optional.of(stack),
                engine.facts(),
                false);
        Stack.Settings settings = stack.settings()
                .with(Optional.ofNullable(request.roleARN()))
                .with(keepsWhatFails ? Stack.Failure.DO_NOTHING : Stack.Failure.ROLLBACK)
                .withPolicy(policy(request.stackPolicyBody()))
                .notifying(
                        request.hasNotificationARNs()
                                ? StackNotifications.checked(request.notificationARNs())
                                : stack.settings().notificationArns());
        Optional<String> inForce = policy(request.stackPolicyDuringUpdateBody()).or(stack.settings()::policy);
        Caller acting = requests.acting(caller, settings.roleArn());
        submission = submission.resolved(stored(acting));
        Key key = new Key(scope, stack.id());
        boolean isNotifiedAnew =
                !settings.notificationArns().equals(stack.settings().notificationArns());
        if (!isNotifiedAnew && !new Comparison(engine, key, acting).isChange(submission, stack)) {
            throw Refusal.invalid("No updates are to be performed.");
        }
        String token = text(request.clientRequestToken());
        beginUpdate(key, submission.definition(), settings, inForce, token);
        requests.accept(scope, "UpdateStack " + stack.name(), request.clientRequestToken(), stack.id());
        start(key, acting, token, StackOperation::update);
        return stack.id();
    }

    private StoredValues stored(Caller acting) {
        return new StoredValues(engine.cloud().clients(), acting);
    }

    private String body(UpdateStackRequest request, Stack stack, Caller caller) {
        return Boolean.TRUE.equals(request.usePreviousTemplate())
                ? stack.definition().templateBody()
                : templates.get(request.templateBody(), request.templateURL(), caller);
    }

    /** Moves a reviewed stack into CREATE_IN_PROGRESS. */
    void beginCreation(Key key, Stack.Definition definition, Stack.Settings settings, String token) {
        move(
                key,
                StackStatus.CREATE_IN_PROGRESS,
                token,
                stack -> stack.with(definition).with(settings));
    }

    /**
     * Moves a stack into UPDATE_IN_PROGRESS, with what it was before kept for a rollback.
     *
     * @param policy the stack policy in force during the update
     */
    void beginUpdate(
            Key key, Stack.Definition definition, Stack.Settings settings, Optional<String> policy, String token) {
        Instant now = engine.cloud().clock().instant();
        move(
                key,
                StackStatus.UPDATE_IN_PROGRESS,
                token,
                stack -> stack.with(definition)
                        .with(settings)
                        .with(new Stack.Times(stack.times().created(), Optional.of(now), Optional.empty()))
                        .withBefore(Optional.of(stack.before()
                                .orElseGet(() -> new Stack.Before(stack.definition(), stack.content(), policy))
                                .under(policy))));
    }

    /** Refuses to update a stack whose status does not allow it. */
    static void requireUpdatable(Stack stack, boolean keepsWhatFails) {
        boolean isRetry = keepsWhatFails && stack.status() == StackStatus.CREATE_FAILED;
        if (!stack.status().isUpdatable() && !isRetry) {
            throw Refusal.invalid(
                    "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be updated.");
        }
    }

    /** Begins to delete a stack; one that is not there is deleted already. */
    void delete(DeleteStackRequest request, Caller caller) {
        Refusal.requireAbsent("DeleteStack", Map.of("DeletionMode", request.deletionMode() != null));
        Scope scope = caller.scope();
        Optional<Stack> found = engine.stacks()
                .find(scope, requireGiven(request.stackName()))
                .filter(stack -> stack.status() != StackStatus.DELETE_COMPLETE)
                .filter(stack -> stack.status() != StackStatus.DELETE_IN_PROGRESS);
        if (found.isEmpty()) {
            return;
        }
        Stack stack = found.get();
        if (stack.settings().terminationProtection()) {
            throw Refusal.invalid(
                    "Stack [" + stack.name() + "] cannot be deleted while TerminationProtection is enabled");
        }
        if (!stack.status().successors().contains(StackStatus.DELETE_IN_PROGRESS)) {
            throw Refusal.invalid("Stack [" + stack.id() + "] cannot be deleted while in status " + stack.status());
        }
        Set<String> retained = new LinkedHashSet<>(request.retainResources());
        if (!retained.isEmpty() && stack.status() != StackStatus.DELETE_FAILED) {
            throw Refusal.invalid("Invalid operation on stack [" + stack.id()
                    + "]. Specify which resources to retain only when the stack is in the DELETE_FAILED state.");
        }
        Caller acting =
                requests.acting(caller, Optional.ofNullable(request.roleARN()).or(stack.settings()::roleArn));
        Key key = new Key(scope, stack.id());
        String token = text(request.clientRequestToken());
        operations.cancel(key, Cancellation.Cause.DELETION);
        move(key, StackStatus.DELETE_IN_PROGRESS, token, one -> one);
        start(key, acting, token, operation -> operation.delete(retained));
    }

    /** Takes a failed update back once more, after it could not be; some resources may be left as they are. */
    void continueRollback(ContinueUpdateRollbackRequest request, Caller caller) {
        Stack stack = require(caller.scope(), request.stackName());
        if (stack.status() != StackStatus.UPDATE_ROLLBACK_FAILED) {
            throw Refusal.invalid(
                    "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be continue rolled back.");
        }
        Set<String> skipped = new LinkedHashSet<>(request.resourcesToSkip());
        Caller acting =
                requests.acting(caller, Optional.ofNullable(request.roleARN()).or(stack.settings()::roleArn));
        Key key = new Key(caller.scope(), stack.id());
        String token = text(request.clientRequestToken());
        move(key, StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, token, one -> one);
        start(key, acting, token, operation -> operation.rollBackUpdate(skipped));
    }

    /** Takes back an operation that failed and was left as it was. */
    String rollback(RollbackStackRequest request, Caller caller) {
        Stack stack = require(caller.scope(), request.stackName());
        Caller acting =
                requests.acting(caller, Optional.ofNullable(request.roleARN()).or(stack.settings()::roleArn));
        Key key = new Key(caller.scope(), stack.id());
        String token = text(request.clientRequestToken());
        if (stack.status() == StackStatus.CREATE_FAILED) {
            move(key, StackStatus.ROLLBACK_IN_PROGRESS, token, one -> one);
            start(key, acting, token, StackOperation::rollBackCreation);
        } else if (stack.status() == StackStatus.UPDATE_FAILED) {
            move(key, StackStatus.UPDATE_ROLLBACK_IN_PROGRESS, token, one -> one);
            start(key, acting, token, operation -> operation.rollBackUpdate(Set.of()));
        } else {
            throw Refusal.invalid(
                    "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be rolled back.");
        }
        return stack.id();
    }

    /** Ends an update before its time and has it taken back. */
    void cancelUpdate(String name, Caller caller) {
        Stack stack = require(caller.scope(), name);
        if (stack.status() != StackStatus.UPDATE_IN_PROGRESS) {
            throw Refusal.invalid("CancelUpdateStack cannot be called from current stack status");
        }
        operations.cancel(new Key(caller.scope(), stack.id()), Cancellation.Cause.USER);
    }

    /** Protects a stack from deletion, or no longer; answers its id. */
    String protect(@Nullable String name, boolean protection, Caller caller) {
        Stack stack = require(caller.scope(), name);
        engine.stacks()
                .change(
                        new Key(caller.scope(), stack.id()),
                        one -> one.with(one.settings().protectedFromDeletion(protection)));
        return stack.id();
    }

    private Stack require(Scope scope, @Nullable String name) {
        return engine.stacks()
                .find(scope, requireGiven(name))
                .orElseThrow(() -> Refusal.invalid("Stack [" + name + "] does not exist"));
    }

    static String requireGiven(@Nullable String name) {
        if (name == null) {
            throw Refusal.invalid(
                    "1 validation error detected: Value null at 'stackName' failed to satisfy constraint: Member must not be null");
        }
        return name;
    }

    /** Moves a stack on, unless somebody else was faster. */
    private void move(Key key, StackStatus status, String token, UnaryOperator<Stack> also) {
        try {
            engine.stacks().move(key, status, BY_USER, token, also);
        } catch (IllegalStateException faster) {
            Stack stack = engine.stacks().get(key);
            throw Refusal.invalid(
                    "Stack:" + stack.id() + " is in " + stack.status() + " state and can not be updated.");
        }
    }

    private static String text(@Nullable String token) {
        return token == null ? "" : token;
    }
}
