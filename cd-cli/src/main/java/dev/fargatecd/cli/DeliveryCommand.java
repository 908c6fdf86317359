package dev.fargatecd.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import software.amazon.awssdk.services.acm.AcmClient;

/** A command that does something with this directory's delivery, on a target. */
abstract class DeliveryCommand implements Callable<Integer> {
    private final CommandContext context;

    @Mixin
    private TargetOptions target = new TargetOptions();

    @Mixin
    private DefinitionOptions definition = new DefinitionOptions();

    DeliveryCommand(CommandContext context) {
        this.context = context;
    }

    CommandContext context() {
        return context;
    }

    TargetOptions target() {
        return target;
    }

    @Override
    public final Integer call() throws Exception {
        Workspace read = definition.read(context.directory());
        try (Session session = new Session(context, target.resolve(context.environment()), target.pace())) {
            boolean standsIn = target.isLocal() && LocalCertificates.areNeededBy(read.delivery());
            Workspace there = standsIn
                    ? read.putting(new LocalCertificates(session.clients().client(AcmClient.class)).in(read.delivery()))
                    : read;
            return run(there, session).value();
        }
    }

    /** Does it. */
    abstract ExitCode run(Workspace workspace, Session session) throws Exception;
}
