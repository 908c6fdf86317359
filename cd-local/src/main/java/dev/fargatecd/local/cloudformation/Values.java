package dev.fargatecd.local.cloudformation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.fargatecd.cloudformation.evaluate.Evaluator;
import dev.fargatecd.cloudformation.evaluate.ParameterValues;
import dev.fargatecd.cloudformation.evaluate.Resolver;
import dev.fargatecd.cloudformation.evaluate.StackIdentity;
import dev.fargatecd.cloudformation.template.Output;
import dev.fargatecd.cloudformation.template.Template;
import dev.fargatecd.local.kernel.Caller;
import dev.fargatecd.local.kernel.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.AvailabilityZone;

/** Evaluates a stack's template: foreseen, or as things are. */
final class Values {
    /** Something that a template refers to outside its stack is not there. */
    static final class NotResolved extends RuntimeException {
        NotResolved(String message) {
            super(message);
        }
    }

    private final Engine engine;
    private final Key key;
    private final Caller caller;
    private final Consumer<String> importing;
    private final StoredValues store;

    /** @param importing is told the name of each export that the template uses */
    Values(Engine engine, Key key, Caller caller, Consumer<String> importing) {
        this.engine = engine;
        this.key = key;
        this.caller = caller;
        this.importing = importing;
        store = new StoredValues(engine.cloud().clients(), caller);
    }

    /** What has to change for the stack to be what its definition says. */
    ChangePlanner.Changes plan(Template template, Stack stack) {
        return plan(template, stack, stack.definition(), stack.before().map(Stack.Before::definition));
    }

    /** What has to change for the stack to be what another definition says. */
    ChangePlanner.Changes plan(
            Template template, Stack stack, Stack.Definition wanted, Optional<Stack.Definition> before) {
        Map<String, StackResource> present = stack.content().resources();
        Foresight foresight = new Foresight(present, this::importValue, this::zones);
        Evaluator evaluator = evaluator(template, stack, wanted, foresight);
        return new ChangePlanner(template, evaluator, foresight, wanted, before, present, engine.facts()).plan();
    }

    /** The outputs that another definition would have, as far as they are known before it is carried out. */
    List<Stack.OutputValue> foreseenOutputs(
            Template template, Stack stack, Stack.Definition wanted, List<ResourceChange> changes) {
        Foresight foresight = new Foresight(stack.content().resources(), this::importValue, this::zones);
        changes.forEach(foresight::note);
        return outputs(template, evaluator(template, stack, wanted, foresight));
    }

    /** An evaluator that answers what the stack's resources are when it is asked. */
    Evaluator live(Template template, Stack stack) {
        LiveValues values =
                new LiveValues(() -> engine.stacks().get(key), engine.facts(), this::importValue, this::zones);
        return evaluator(template, stack, stack.definition(), values);
    }

    private Evaluator evaluator(Template template, Stack stack, Stack.Definition definition, Resolver resolver) {
        return new Evaluator(
                template,
                ParameterValues.of(template, definition.parameters()).resolved(definition.stored()),
                new StackIdentity(
                        key.scope().account(),
                        key.scope().region(),
                        stack.name(),
                        stack.id(),
                        stack.settings().notificationArns()),
                resolver);
    }

    /**
     * The outputs that are part of the stack.
     *
     * @throws NotResolved with AWS's text where one asks for an attribute that its type does not have
     */
    List<Stack.OutputValue> outputs(Template template, Evaluator evaluator) {
        List<Stack.OutputValue> outputs = new ArrayList<>();
        for (Output output : template.outputs().values()) {
            if (evaluator.includes(output)) {
                outputs.add(value(output, evaluator));
            }
        }
        return outputs;
    }

    private Stack.OutputValue value(Output output, Evaluator evaluator) {
        try {
            JsonNode value = store.inOutput(evaluator.evaluate(output.value()));
            return new Stack.OutputValue(
                    output.name(),
                    value.isContainerNode() ? value.toString() : value.asText(),
                    output.description(),
                    output.exportName().map(name -> evaluator.evaluate(name).asText()));
        } catch (LiveValues.UnknownAttribute unknown) {
            throw new NotResolved(unknown.inOutput(output.name()));
        }
    }

    private String importValue(String name) {
        importing.accept(name);
        return engine.exports()
                .find(key.scope(), name)
                .map(Exports.Export::value)
                .orElseThrow(() -> new NotResolved("No export named " + name + " found."));
    }

    private List<String> zones(String region) {
        return engine
                .cloud()
                .clients()
                .as(caller.in(region), Ec2Client.class)
                .describeAvailabilityZones()
                .availabilityZones()
                .stream()
                .map(AvailabilityZone::zoneName)
                .sorted()
                .toList();
    }
}
