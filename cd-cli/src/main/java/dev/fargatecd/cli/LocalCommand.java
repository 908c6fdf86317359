package dev.fargatecd.cli;

import dev.fargatecd.cli.view.Json;
import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.LocalCloudOptions.RootKey;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs a local cloud until it is stopped. */
@Command(
        name = "local",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the local cloud until Ctrl-C, and prints the environment with which the AWS CLI and SDKs reach it.",
            "Every request has to be signed with its keys. Nothing of it is left when it ends."
        })
final class LocalCommand implements Callable<Integer> {
    private final CommandContext context;

    @Option(
            names = "--port",
            defaultValue = "4566",
            paramLabel = "PORT",
            description = "The port on 127.0.0.1; 0 for any that is free. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--account",
            defaultValue = "000000000000",
            paramLabel = "ID",
            description = "The account's id, 12 digits. Default: ${DEFAULT-VALUE}.")
    private String account = "";

    @Option(
            names = "--region",
            defaultValue = "us-east-1",
            paramLabel = "REGION",
            description = "The region. Default: ${DEFAULT-VALUE}.")
    private String region = "";

    @Option(names = "--access-key", paramLabel = "ID", description = "The access key's id. Default: one made at start.")
    private @Nullable String accessKey;

    @Option(names = "--secret-key", paramLabel = "SECRET", description = "Its secret; needed with --access-key.")
    private @Nullable String secretKey;

    @Mixin
    private RuntimeOption runtime = new RuntimeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    /** For scripts: what a client needs, in one line as soon as the cloud is up. */
    private record Answer(
            String endpoint, long pid, String account, String region, String accessKeyId, String secretAccessKey) {}

    LocalCommand(CommandContext context) {
        this.context = context;
    }

    @Override
    public Integer call() throws InterruptedException {
        LocalCloudFile file = LocalCloudFile.of(context.environment());
        file.read().ifPresent(running -> {
            throw new CommandException(
                    ExitCode.FAILED,
                    "a local cloud is running already: process " + running.pid() + " at " + running.endpoint(),
                    "use it with --target local, or end that process first");
        });
        try (Teardown teardown = Teardown.onExit(context.terminal())) {
            LocalCloud cloud = start();
            teardown.with(() -> context.terminal().say("The local cloud is down, with all that ran in it."));
            teardown.with(cloud);
            write(file, cloud, teardown);
            announce(cloud);
            teardown.awaitSignal();
            return ExitCode.OK.value();
        }
    }

    private static void write(LocalCloudFile file, LocalCloud cloud, Teardown teardown) {
        long pid = ProcessHandle.current().pid();
        teardown.with(() -> file.remove(pid));
        try {
            file.write(new LocalCloudFile.Running(
                    cloud.endpoint(),
                    pid,
                    cloud.scope().account(),
                    cloud.scope().region(),
                    cloud.rootKey().id(),
                    cloud.rootKey().secret()));
        } catch (IOException failure) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the local cloud can't be announced: " + file.path() + " can't be written: "
                            + ErrorReport.reason(failure),
                    "set FARGATE_CD_STATE to a folder of yours");
        }
    }

    private LocalCloud start() {
        if ((accessKey == null) != (secretKey == null)) {
            throw new CommandException(
                    ExitCode.USAGE, "--access-key and --secret-key go together: one of them is missing", "");
        }
        if (port < 0 || port > 65_535) {
            throw new CommandException(ExitCode.USAGE, "--port " + port + " is no port: it is 0 to 65535", "");
        }
        Optional<RootKey> key = accessKey == null || secretKey == null
                ? Optional.empty()
                : Optional.of(new RootKey(accessKey, secretKey));
        try {
            return runtime.start(new LocalCloudOptions(port, account, region, key, Optional.empty()), context);
        } catch (IllegalArgumentException wrong) {
            throw new CommandException(ExitCode.USAGE, "the local cloud was not started: " + wrong.getMessage(), "");
        } catch (FileSystemException failure) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the local cloud was not started: its files can't be made: " + ErrorReport.reason(failure),
                    "set TMPDIR to a folder that can be written");
        } catch (IOException failure) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the local cloud was not started: " + ErrorReport.reason(failure),
                    "fargate-cd local --port 0");
        }
    }

    private void announce(LocalCloud cloud) {
        Terminal terminal = context.terminal();
        if (json.wanted()) {
            terminal.print(Json.line(new Answer(
                    cloud.endpoint().toString(),
                    ProcessHandle.current().pid(),
                    cloud.scope().account(),
                    cloud.scope().region(),
                    cloud.rootKey().id(),
                    cloud.rootKey().secret())));
            terminal.out().flush();
            terminal.say("The local cloud is up at " + cloud.endpoint() + ", until Ctrl-C.");
            return;
        }
        terminal.print("export AWS_ENDPOINT_URL=" + cloud.endpoint());
        terminal.print("export AWS_ACCESS_KEY_ID=" + cloud.rootKey().id());
        terminal.print("export AWS_SECRET_ACCESS_KEY=" + cloud.rootKey().secret());
        terminal.print("export AWS_REGION=" + cloud.scope().region());
        terminal.print("export AWS_DEFAULT_REGION=" + cloud.scope().region());
        terminal.out().flush();
        terminal.say("");
        terminal.say("The local cloud is up at " + cloud.endpoint() + ", account "
                + cloud.scope().account() + ", until Ctrl-C.");
        terminal.say("The lines above, in another shell, point the AWS CLI and SDKs to it. For git:");
        terminal.say("  git remote add local " + cloud.endpoint() + "/v1/repos/REPOSITORY");
        terminal.say("  git config credential." + cloud.endpoint() + ".helper '!fargate-cd git-credential'");
        terminal.say("  git config credential." + cloud.endpoint() + ".useHttpPath true");
        terminal.say("With an SSH key in IAM (aws iam upload-ssh-public-key), whose id is the user:");
        terminal.say("  git remote add local " + cloud.sshEndpoint().toString().replace("//", "//KEY_ID@")
                + "/v1/repos/REPOSITORY");
        terminal.say("Or let fargate-cd do it: fargate-cd up");
    }
}
