package dev.fargatecd.cli;

import dev.fargatecd.aws.Deliveries;
import dev.fargatecd.aws.DeliveryState;
import dev.fargatecd.aws.EnvironmentState;
import dev.fargatecd.aws.Execution;
import dev.fargatecd.aws.Executions.StopAt;
import dev.fargatecd.aws.Polling;
import dev.fargatecd.aws.Target;
import dev.fargatecd.cli.view.Terminal;
import dev.fargatecd.cli.view.Theme.Mood;
import dev.fargatecd.local.LocalCloud;
import dev.fargatecd.local.LocalCloudOptions;
import dev.fargatecd.local.OwnedFolder;
import dev.fargatecd.model.Pipeline;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.acm.AcmClient;

/** Shows the whole way on this machine: a repository's delivery, from a push to Production. */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the whole way on this machine: a push that reaches Production, on a local cloud of its own.",
            "It puts this folder's delivery in place, or the sample's where there is none, and pushes its last commit."
                    + " On a terminal it stays up until Ctrl-C; elsewhere it ends, with 0 only if every environment"
                    + " answered with that commit."
        })
final class DemoCommand implements Callable<Integer> {
    private static final Pattern SAYS_A_COMMIT = Pattern.compile("\\b[0-9a-f]{40}\\b");

    private final CommandContext context;
    private final Terminal terminal;

    @Option(names = "--stay", description = "Stay up until Ctrl-C, also without a terminal.")
    private boolean stay;

    @Mixin
    private RuntimeOption runtime = new RuntimeOption();

    @Mixin
    private JsonOption json = new JsonOption();

    /** For scripts: what each environment answered, and how long all of it took. */
    private record Answer(String commit, List<Served> environments, double seconds) {}

    /**
     * What an environment answered.
     *
     * @param serves whether it was right, and of the pushed commit
     */
    private record Served(String name, Optional<String> url, Optional<String> answer, boolean serves) {}

    DemoCommand(CommandContext context) {
        this.context = context;
        terminal = context.terminal();
    }

    @Override
    public Integer call() throws Exception {
        Workspace workspace = Workspace.in(folder());
        workspace.refuseDrift();
        long began = System.nanoTime();
        try (Teardown teardown = Teardown.onExit(terminal)) {
            try {
                return demonstrate(workspace, teardown, began).value();
            } catch (Exception failure) {
                if (teardown.signalled()) {
                    return ExitCode.FAILED.value(); // what fails while everything is taken down is no news
                }
                throw failure;
            }
        }
    }

    /** The nearest folder with a definition, or the sample's. */
    private Path folder() {
        return Workspace.nearest(context.directory())
                .or(() -> Optional.ofNullable(System.getProperty("fargate-cd.home"))
                        .map(Path::of)) // a checkout has the sample, a distribution does not
                .orElseGet(() -> Workspace.folderWithDefinition(context.directory()));
    }

    private ExitCode demonstrate(Workspace workspace, Teardown teardown, long began)
            throws IOException, InterruptedException {
        DemoSource source = teardown.with(DemoSource.of(workspace, terminal));
        LocalCloud cloud = start();
        teardown.with(() -> terminal.say("The local cloud is down, with all that ran in it."));
        teardown.with(cloud);
        terminal.say("The local cloud is up at " + cloud.endpoint() + ": an AWS account in this process.");
        boolean shown;
        Session session = teardown.with(new Session(context, target(cloud), Polling.Pace.local()));
        Optional<LocalCertificates> certificates = LocalCertificates.areNeededBy(workspace.delivery())
                ? Optional.of(new LocalCertificates(cloud.client(AcmClient.class)))
                : Optional.empty();
        Workspace there = certificates
                .map(local -> workspace.putting(local.in(workspace.delivery())))
                .orElse(workspace);
        HttpClient.Builder http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5));
        certificates.map(LocalCertificates::trust).ifPresent(http::sslContext);
        shown = deliver(there, session, source, http.build(), began);
        session.close();
        if (shown && (stay || terminal.interactive())) {
            stayUp(cloud, teardown);
        }
        return shown ? ExitCode.OK : ExitCode.FAILED;
    }

    private LocalCloud start() {
        try {
            return runtime.start(LocalCloudOptions.defaults(), context);
        } catch (IOException failure) {
            throw new CommandException(
                    ExitCode.FAILED,
                    "the local cloud was not started: " + ErrorReport.reason(failure),
                    "set TMPDIR to a folder that can be written");
        }
    }

    private static Target target(LocalCloud cloud) {
        return new Target(
                Region.of(cloud.scope().region()),
                StaticCredentialsProvider.create(AwsBasicCredentials.create(
                        cloud.rootKey().id(), cloud.rootKey().secret())),
                Optional.of(cloud.endpoint()));
    }

    private boolean deliver(Workspace workspace, Session session, DemoSource source, HttpClient http, long began)
            throws IOException, InterruptedException {
        Deliveries deliveries = session.deliveries();
        deliveries.up(workspace.delivery(), workspace.rendering(), source.gitDirectory(), "HEAD");
        String commit = source.commit();
        Execution execution = deliveries.follow(workspace.delivery(), commit, StopAt.END);
        if (new Watching(terminal, session, workspace.delivery(), new JsonOption()).tell(execution) != ExitCode.OK) {
            return false;
        }
        boolean all = true;
        List<Served> answers = new ArrayList<>();
        DeliveryState state = deliveries.state(workspace.delivery());
        for (EnvironmentState environment : state.environments()) {
            Served served = answers(workspace, environment, http, commit);
            all &= served.serves();
            answers.add(served);
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        json.print(terminal, () -> new Answer(commit, answers, Math.round(seconds * 10) / 10.0));
        terminal.say(String.format(Locale.ROOT, "%.0f s from nothing to here.", seconds));
        return all;
    }

    /** Whether the environment serves that commit, shown by the answers it just gave. */
    private Served answers(Workspace workspace, EnvironmentState environment, HttpClient http, String commit)
            throws IOException, InterruptedException {
        if (environment.url().isEmpty()) {
            terminal.say(sign(Mood.BAD) + " " + environment.name() + " has no address");
            return new Served(environment.name(), Optional.empty(), Optional.empty(), false);
        }
        Pipeline pipeline = workspace.delivery().pipeline().orElseThrow();
        String base = environment.url().get();
        String origin = base.substring(0, base.length() - pathLength(pipeline));
        String url = origin + pipeline.service().endpoint().healthCheck().path();
        HttpResponse<String> hello = get(http, url);
        // a service may say its version there, as the sample does; then it has to be the right one
        HttpResponse<String> version = get(http, base.replaceFirst("/$", "") + "/version");
        boolean saysAnother = version.statusCode() == 200
                && SAYS_A_COMMIT.matcher(version.body()).find()
                && !version.body().contains(commit);
        boolean serves = hello.statusCode() == 200
                && !saysAnother
                && environment.commit().filter(commit::equals).isPresent();
        String shown = sign(serves ? Mood.GOOD : Mood.BAD) + " " + environment.name() + "  " + url + "  →  "
                + hello.body().strip();
        if (json.wanted()) {
            terminal.say(shown);
        } else {
            terminal.print(shown);
        }
        if (!serves) {
            terminal.say("  it answered " + hello.statusCode() + ", and as its version "
                    + version.body().strip() + "; pushed was " + commit);
        }
        return new Served(
                environment.name(), Optional.of(url), Optional.of(hello.body().strip()), serves);
    }

    private static int pathLength(Pipeline pipeline) {
        String path = pipeline.service().endpoint().path().value();
        return path.equals("/") ? 0 : path.length();
    }

    private static HttpResponse<String> get(HttpClient http, String url) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create(url))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                BodyHandlers.ofString());
    }

    private void stayUp(LocalCloud cloud, Teardown teardown) throws IOException, InterruptedException {
        LocalCloudFile usual = LocalCloudFile.of(context.environment());
        Optional<LocalCloudFile.Running> other = usual.read();
        LocalCloudFile file = usual;
        String command = "fargate-cd";
        if (other.isPresent()) {
            Path ownState =
                    teardown.with(OwnedFolder.in(OwnedFolder.temporaryFiles())).path();
            file = LocalCloudFile.of(Map.of("FARGATE_CD_STATE", ownState.toString()));
            command = "FARGATE_CD_STATE=" + ownState + " fargate-cd";
        }
        announce(cloud, file, teardown);
        terminal.say("");
        other.ifPresent(running -> terminal.say("Another local cloud is up (process " + running.pid() + " at "
                + running.endpoint() + "): fargate-cd alone reaches that one. FARGATE_CD_STATE leads to this one."));
        terminal.say("It stays up until Ctrl-C. In another terminal, in this folder:");
        terminal.say("  " + command + " status             what is where");
        terminal.say("  " + command + " logs -f production what the service says");
        terminal.say("  change something (in the sample: the greeting in WelcomerServer and its test), git commit -a, "
                + command + " push");
        teardown.awaitSignal();
    }

    private static void announce(LocalCloud cloud, LocalCloudFile file, Teardown teardown) throws IOException {
        long pid = ProcessHandle.current().pid();
        teardown.with(() -> file.remove(pid));
        file.write(new LocalCloudFile.Running(
                cloud.endpoint(),
                pid,
                cloud.scope().account(),
                cloud.scope().region(),
                cloud.rootKey().id(),
                cloud.rootKey().secret()));
    }

    private String sign(Mood mood) {
        return terminal.theme().paint(mood, terminal.theme().sign(mood));
    }

    /** The commit that is pushed: the checkout's own, or one made of the tree. */
    record DemoSource(Path gitDirectory, String commit, Optional<TemporaryRepository> temporary)
            implements AutoCloseable {
        static DemoSource of(Workspace workspace, Terminal terminal) throws IOException {
            Path home = workspace.directory();
            Optional<GitCheckout> checkout = GitCheckout.around(home)
                    .filter(found ->
                            found.workTree().equals(home.toAbsolutePath().normalize()));
            Optional<String> unusable = checkout.isEmpty()
                    ? Optional.of(home + " is not a git checkout")
                    : checkout.get().unusable();
            if (unusable.isPresent()) {
                terminal.say(unusable.get() + "; its files are committed to a temporary repository instead.");
                TemporaryRepository made = TemporaryRepository.of(home);
                return new DemoSource(made.gitDirectory(), made.commit(), Optional.of(made));
            }
            SortedSet<String> uncommitted = checkout.get().uncommitted();
            if (workspace.rendering().files().stream().anyMatch(file -> uncommitted.contains(file.path()))) {
                terminal.say(
                        "cf/ is not committed; the files as they are now are delivered from a temporary repository.");
                TemporaryRepository made = TemporaryRepository.of(home);
                return new DemoSource(made.gitDirectory(), made.commit(), Optional.of(made));
            }
            if (!uncommitted.isEmpty()) {
                terminal.say(Uncommitted.sentence(uncommitted));
            }
            return new DemoSource(checkout.get().gitDirectory(), checkout.get().head(), Optional.empty());
        }

        @Override
        public void close() throws IOException {
            if (temporary.isPresent()) {
                temporary.get().close();
            }
        }
    }
}
