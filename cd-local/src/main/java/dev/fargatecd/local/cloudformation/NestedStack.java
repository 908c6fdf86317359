package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.fargatecd.local.cloudformation.resource.PhysicalResource;
import dev.fargatecd.local.cloudformation.resource.Properties;
import dev.fargatecd.local.cloudformation.resource.Provisioner;
import dev.fargatecd.local.cloudformation.resource.ResourceFailure;
import dev.fargatecd.local.cloudformation.resource.ResourceTypes;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.interceptor.ExecutionAttribute;
import software.amazon.awssdk.services.cloudformation.CloudFormationClient;
import software.amazon.awssdk.services.cloudformation.model.CreateStackRequest;
import software.amazon.awssdk.services.cloudformation.model.OnFailure;
import software.amazon.awssdk.services.cloudformation.model.Parameter;
import software.amazon.awssdk.services.cloudformation.model.StackEvent;
import software.amazon.awssdk.services.cloudformation.model.Tag;
import software.amazon.awssdk.services.cloudformation.model.UpdateStackRequest;

/**
 * A stack as a resource of another. It is made, changed and deleted through CloudFormation's own API as whoever acts for
 * the parent, with the parent's role and capabilities, and is at rest when its operation is over.
 *
 * @param logicalId of the resource in the parent
 * @see <a
 *     href="https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-nested-stacks.html">Nested
 *     stacks</a>
 */
record NestedStack(Engine engine, Key parent, String logicalId, Caller caller) implements Provisioner {
    static final String TYPE = ResourceTypes.NESTED_STACK;

    /** Tells CreateStack whose part the new stack is. It never comes over HTTP. */
    private static final ExecutionAttribute<String> PARENT =
            new ExecutionAttribute<>("dev.fargatecd.local.ParentStack");

    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final int LONGEST_NAME = 128;
    private static final String NOTHING_TO_DO = "No updates are to be performed.";

    /** The id of the stack whose part the requested one is to be; empty for a stack of its own. */
    static Optional<String> parentOf(CreateStackRequest request) {
        return request.overrideConfiguration()
                .flatMap(carried ->
                        Optional.ofNullable(carried.executionAttributes().getAttribute(PARENT)));
    }

    @Override
    public String create(Properties properties) {
        Stack owner = engine.stacks().get(parent);
        CreateStackRequest.Builder request = CreateStackRequest.builder()
                .stackName(name(owner))
                .templateURL(properties.text("TemplateURL"))
                .parameters(parameters(properties))
                .notificationARNs(properties.texts("NotificationARNs"))
                .tags(tags(properties))
                .capabilitiesWithStrings(owner.definition().capabilities())
                .onFailure(OnFailure.DO_NOTHING) // the parent's rollback deletes it
                .overrideConfiguration(carried -> carried.putExecutionAttribute(PARENT, owner.id()));
        owner.settings().roleArn().ifPresent(request::roleARN);
        if (properties.has("TimeoutInMinutes")) {
            request.timeoutInMinutes(properties.number("TimeoutInMinutes"));
        }
        return handled(() -> client().createStack(request.build()).stackId());
    }

    private String name(Stack owner) {
        String suffix = "-" + logicalId + "-" + engine.cloud().ids().suffix();
        return owner.name().substring(0, Math.min(owner.name().length(), Math.max(1, LONGEST_NAME - suffix.length())))
                + suffix;
    }

    private static List<Parameter> parameters(Properties properties) {
        Properties given = properties.object("Parameters");
        List<Parameter> parameters = new ArrayList<>();
        for (String name : given.names()) {
            if (given.get(name).isContainerNode()) {
                throw new ResourceFailure(
                        "Value of property Parameters must be an object with String (or simple type) properties");
            }
            parameters.add(Parameter.builder()
                    .parameterKey(name)
                    .parameterValue(given.text(name))
                    .build());
        }
        return parameters;
    }

    private static List<Tag> tags(Properties properties) {
        return Views.tags(properties.tags());
    }

    @Override
    public void complete(PhysicalResource resource) {
        // the creation sets everything
    }

    @Override
    public void interrupt(PhysicalResource resource) {
        Key key = key(resource.id());
        if (engine.stacks().get(key).status() == StackStatus.UPDATE_IN_PROGRESS) {
            try {
                client().cancelUpdateStack(request -> request.stackName(resource.id()));
            } catch (AwsServiceException over) {
                // it came to its end by itself in this moment
            }
        }
        awaitRest(key);
    }

    @Override
    public void update(PhysicalResource wanted, Properties before, Set<String> changed) {
        Stack owner = engine.stacks().get(parent);
        UpdateStackRequest.Builder request = UpdateStackRequest.builder()
                .stackName(wanted.id())
                .templateURL(wanted.properties().text("TemplateURL"))
                .parameters(parameters(wanted.properties()))
                .notificationARNs(wanted.properties().texts("NotificationARNs"))
                .tags(tags(wanted.properties()))
                .capabilitiesWithStrings(owner.definition().capabilities())
                .disableRollback(owner.settings().onFailure() == Stack.Failure.DO_NOTHING
                        && owner.status() == StackStatus.UPDATE_IN_PROGRESS);
        owner.settings().roleArn().ifPresent(request::roleARN);
        handled(() -> {
            try {
                return client().updateStack(request.build());
            } catch (AwsServiceException refused) {
                if (NOTHING_TO_DO.equals(refused.awsErrorDetails().errorMessage())) {
                    return refused;
                }
                throw refused;
            }
        });
    }

    @Override
    public void delete(PhysicalResource resource) {
        Optional<Stack> there = engine.stacks().find(parent.scope(), resource.id());
        if (there.isEmpty()) {
            return;
        }
        if (there.get().status() != StackStatus.CREATE_IN_PROGRESS) {
            awaitRest(key(resource.id()));
        }
        handled(() -> client().deleteStack(request -> request.stackName(resource.id())));
    }

    @Override
    public boolean isReady(PhysicalResource resource) {
        Stack stack = engine.stacks().get(key(resource.id()));
        if (stack.status().isBusy()) {
            return false;
        }
        return switch (stack.status()) {
            case CREATE_COMPLETE, UPDATE_COMPLETE -> true;
            case UPDATE_ROLLBACK_COMPLETE -> {
                if (isOfThisOperation(stack)) {
                    throw notUpdated(stack, StackStatus.UPDATE_ROLLBACK_IN_PROGRESS);
                }
                yield true;
            }
            case UPDATE_ROLLBACK_FAILED -> throw notUpdated(stack, StackStatus.UPDATE_ROLLBACK_IN_PROGRESS);
            case UPDATE_FAILED -> throw notUpdated(stack, StackStatus.UPDATE_FAILED);
            case CREATE_FAILED,
                    ROLLBACK_COMPLETE,
                    ROLLBACK_FAILED,
                    DELETE_COMPLETE,
                    DELETE_FAILED,
                    REVIEW_IN_PROGRESS,
                    CREATE_IN_PROGRESS,
                    ROLLBACK_IN_PROGRESS,
                    UPDATE_IN_PROGRESS,
                    UPDATE_COMPLETE_CLEANUP_IN_PROGRESS,
                    UPDATE_ROLLBACK_IN_PROGRESS,
                    UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS,
                    DELETE_IN_PROGRESS ->
                throw new ResourceFailure("Embedded stack " + stack.id() + " was not successfully created: "
                        + stack.reason().orElse("it is in " + stack.status()));
        };
    }

    /** Whether the stack's last update began after its parent began to change it; else there was nothing to change. */
    private boolean isOfThisOperation(Stack stack) {
        Optional<Instant> begun = Optional.ofNullable(
                        engine.stacks().get(parent).content().resources().get(logicalId))
                .map(StackResource::updated);
        return stack.times()
                .updated()
                .filter(updated -> begun.filter(updated::isBefore).isEmpty())
                .isPresent();
    }

    private ResourceFailure notUpdated(Stack stack, StackStatus failed) {
        String reason = engine.events().of(stack).stream()
                .filter(event -> stack.id().equals(event.physicalResourceId()))
                .filter(event -> failed.name().equals(event.resourceStatusAsString()))
                .map(StackEvent::resourceStatusReason)
                .reduce((older, newer) -> newer)
                .orElse("");
        return new ResourceFailure("Embedded stack " + stack.id() + " was not successfully updated. Currently in "
                + failed + " with reason: " + reason);
    }

    @Override
    public boolean isGone(PhysicalResource resource) {
        Optional<Stack> stack = engine.stacks().find(parent.scope(), resource.id());
        stack.filter(one -> one.status() == StackStatus.DELETE_FAILED).ifPresent(left -> {
            throw new ResourceFailure("Embedded stack " + left.id() + " was not successfully deleted: "
                    + left.reason().orElse(""));
        });
        return stack.filter(one -> one.status() != StackStatus.DELETE_COMPLETE).isEmpty();
    }

    /** {@code Outputs.Name} for each output. */
    @Override
    public Map<String, JsonNode> attributes(PhysicalResource resource) {
        Map<String, JsonNode> attributes = new LinkedHashMap<>();
        engine.stacks()
                .get(key(resource.id()))
                .content()
                .outputs()
                .forEach(output -> attributes.put("Outputs." + output.key(), TextNode.valueOf(output.value())));
        return attributes;
    }

    private void awaitRest(Key key) {
        String what = "the nested stack " + engine.stacks().get(key).name() + " to be at rest";
        try {
            engine.cloud()
                    .journal()
                    .until(
                            what,
                            PATIENCE,
                            () -> Optional.of(engine.stacks().get(key))
                                    .filter(stack -> !stack.status().isBusy()))
                    .get();
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
            throw new ResourceFailure("The local cloud was closed while waiting for " + what, closing);
        } catch (ExecutionException late) {
            throw new ResourceFailure(String.valueOf(late.getMessage()), late);
        }
    }

    private Key key(String id) {
        return new Key(parent.scope(), id);
    }

    private CloudFormationClient client() {
        return engine.cloud().clients().as(caller, CloudFormationClient.class);
    }

    private static <T> T handled(Supplier<T> call) {
        try {
            return call.get();
        } catch (AwsServiceException refused) {
            throw new ResourceFailure(refused.awsErrorDetails().errorMessage(), refused);
        }
    }
}
