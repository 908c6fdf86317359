package dev.fargatecd.local.cloudformation;

import dev.fargatecd.local.cloudformation.resource.ResourceTypes;
import dev.fargatecd.local.kernel.CloudContext;

/** What every stack operation works with. */
record Engine(
        CloudContext cloud,
        StackEvents events,
        Stacks stacks,
        Exports exports,
        ResourceTypes types,
        TypeFacts facts,
        ParsedTemplates templates,
        WaitSignals signals) {

    /** An engine for those types, with the facts of their schemas. */
    static Engine of(CloudContext cloud, ResourceTypes types) {
        return of(cloud, types, new SchemaFacts(types, dev.fargatecd.cloudformation.schema.ResourceTypes.bundled()));
    }

    /** An engine for those types, and those facts. */
    static Engine of(CloudContext cloud, ResourceTypes types, TypeFacts facts) {
        StackEvents events = new StackEvents(cloud.journal(), cloud.ids());
        Stacks stacks = new Stacks(cloud.store(), events);
        return new Engine(
                cloud,
                events,
                stacks,
                new Exports(cloud.store(), stacks),
                types,
                facts,
                new ParsedTemplates(),
                new WaitSignals(cloud));
    }
}
