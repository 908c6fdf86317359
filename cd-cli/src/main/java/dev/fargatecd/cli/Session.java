package dev.fargatecd.cli;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.SdkClients;
import dev.fargatecd.aws.Target;
import dev.fargatecd.cli.view.ProgressView;
import java.time.Clock;

/** A command's connection to its target, from the first question to the last. */
final class Session implements AutoCloseable {
    private final Target target;
    private final SdkClients clients;
    private final Polling polling;
    private final ProgressView view;
    private final Deliveries deliveries;

    Session(CommandContext context, Target target, Polling.Pace pace) {
        this.target = target;
        clients = new SdkClients(target);
        polling = Polling.atPace(pace);
        view = ProgressView.on(context.terminal());
        deliveries = new Deliveries(clients, target, polling, Clock.systemUTC(), view);
    }

    Target target() {
        return target;
    }

    SdkClients clients() {
        return clients;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    /** What shows progress; for commands that have something of their own to tell. */
    ProgressView view() {
        return view;
    }

    @Override
    public void close() {
        polling.close();
        view.close();
        clients.close();
    }
}
